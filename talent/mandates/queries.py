"""Under which mandates something was done."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from talent.mandates.models import Confirmation


def filings_of(matter: UUID) -> list[Confirmation]:
    """The confirmations under which a case was handed in by somebody else, oldest first (one query)."""
    spent = Confirmation.objects.of_matter(matter).exclude(spent_at=None)
    return list(spent.select_related("mandate__agent", "mandate__employer", "confirmed_by").order_by("spent_at"))


def filed_by_others(matters: Iterable[UUID]) -> set[UUID]:
    """Those of these cases that somebody else handed in at least once (one query)."""
    spent = Confirmation.objects.filter(matter__in=list(matters)).exclude(spent_at=None)
    return set(spent.values_list("matter", flat=True))
