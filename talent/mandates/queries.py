"""Under which mandates something was done."""

from __future__ import annotations

from uuid import UUID

from talent.mandates.models import Confirmation


def filings_of(matter: UUID) -> list[Confirmation]:
    """The confirmations under which a case was handed in by somebody else, oldest first (one query)."""
    spent = Confirmation.objects.of_matter(matter).exclude(spent_at=None)
    return list(spent.select_related("mandate__agent", "mandate__employer", "confirmed_by").order_by("spent_at"))
