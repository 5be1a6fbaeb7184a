"""The filters that an officer keeps, with how much each of them finds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import IntegerField, Subquery
from django.utils.translation import gettext as _

from subsidies.review.models import SavedFilter
from subsidies.review.queries.queue import MINE, NOBODYS, cases_in
from subsidies.rounds.models import Round
from talent.accounts.models import User
from talent.employers.models import Employer

CAP = 99
"""Counting stops here: a count says whether there is work, not how much there is in the city."""


class CappedCount(Subquery):
    """The number of rows of a sliced query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


@dataclass(frozen=True, slots=True)
class Counted:
    """A saved filter as the queue shows it."""

    saved: SavedFilter
    count: int | None
    gone: list[str]
    """What the filter names and there is no more; then nothing is counted."""

    @property
    def query(self) -> str:
        """What the address of the queue carries for it."""
        return urlencode(self.saved.asked)

    @property
    def count_text(self) -> str:
        """The count, up to the cap."""
        return f"{CAP}+" if self.count is not None and self.count > CAP else str(self.count)


def default_filter_of(user: User) -> dict[str, str] | None:
    """What the queue opens with, where the officer chose one (one query)."""
    asked: dict[str, str] | None = (
        SavedFilter.objects.filter(owner=user, is_default=True).values_list("asked", flat=True).first()
    )
    return asked


def counted_filters(user: User, officers: Collection[UUID]) -> list[Counted]:
    """What the officer keeps, in the order of saving: one query for the filters, and where there are any, one for the
    employers, one for the rounds and one for all the counts."""
    kept = list(SavedFilter.objects.filter(owner=user))
    if not kept:
        return []
    known = {
        "employer": _keys(Employer.objects.filter(pk__in=_named(kept, "employer"))),
        "round": _keys(Round.objects.standing().filter(pk__in=_named(kept, "round"))),
        "officer": {MINE, NOBODYS, *map(str, officers)},
    }
    gone = [_gone(saved.asked, known) for saved in kept]
    counts = iter(_counts(user, [saved.asked for saved, missing in zip(kept, gone, strict=True) if not missing]))
    return [
        Counted(saved, None if missing else next(counts), missing) for saved, missing in zip(kept, gone, strict=True)
    ]


def _counts(user: User, filters: Sequence[Mapping[str, Any]]) -> Sequence[int]:
    """All in one statement; the officer's own row only carries it."""
    counted = [CappedCount(cases_in(user, dict(each)).order_by().values("pk")[: CAP + 1]) for each in filters]
    row: Sequence[int] = User.objects.filter(pk=user.pk).values_list(*counted).get() if counted else ()
    return row


def _named(kept: Sequence[SavedFilter], name: str) -> set[str]:
    return {value for saved in kept if (value := saved.asked.get(name))}


def _keys(found: Any) -> set[str]:
    return {str(key) for key in found.values_list("pk", flat=True)}


def _gone(asked: Mapping[str, str], known: Mapping[str, Collection[str]]) -> list[str]:
    words = {"employer": _("用人单位"), "round": _("申报批次"), "officer": _("承办人")}
    return [words[name] for name in words if asked.get(name) and asked[name] not in known[name]]
