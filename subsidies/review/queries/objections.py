"""What objections mean for cases under review, by their numbers: nobody reads their words here.

Objections stand above this feature, so that they are reached from the cases and not imported.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.applications.models import Application
from subsidies.applications.querysets import OPEN_OBJECTIONS, UPHELD_OBJECTION
from subsidies.review.models import Review


class Objected(NamedTuple):
    """An objection to a person that is not answered, or that was upheld."""

    number: str
    status: str
    closed_at: dt.datetime | None

    def is_later_than(self, proposal: Review) -> bool:
        """Whether it was upheld after a proposal was made, whose reviewer did not know of it."""
        return self.closed_at is not None and self.closed_at > proposal.reviewed_at


def objections_to(people: Iterable[UUID]) -> dict[UUID, list[Objected]]:
    """What was said of each person, with whatever case and on whatever notice (one query)."""
    cases = Application.objects.filter(
        person__in=set(people), objections__status__in=(*OPEN_OBJECTIONS, UPHELD_OBJECTION)
    )
    fields = ("objections__number", "objections__status", "objections__closed_at")
    found: dict[UUID, list[Objected]] = {}
    for person, *said in cases.order_by("objections__received_at").values_list("person", *fields):
        found.setdefault(person, []).append(Objected(*said))
    return found


def open_words(objections: Iterable[Objected]) -> list[str]:
    """That objections are to be answered before anything is granted."""
    return [
        _("对申请人的异议 %(number)s 尚未办结，办结之前不会授予。") % {"number": each.number}
        for each in objections
        if each.status in OPEN_OBJECTIONS
    ]


def upheld_words(objections: Iterable[Objected], proposal: Review) -> list[str]:
    """That objections were upheld after a proposal was made: it is not confirmed any more."""
    return [
        _("初审之后，对申请人的异议 %(number)s 已认定成立，请退回初审重新办理。") % {"number": each.number}
        for each in objections
        if each.status == UPHELD_OBJECTION and each.is_later_than(proposal)
    ]
