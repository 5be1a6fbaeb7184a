"""Asking units to confirm that people are still employed: when they come due, and once more before the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce

from subsidies.payments.kinds import Asking
from subsidies.payments.models import ConfirmationAsked
from subsidies.payments.queries.continued import waiting_to_be_confirmed
from subsidies.verification.responsible import Responsible, responsible_officers
from talent.accounts.models import User
from talent.bulk.keys import among
from talent.calendars import clock, working_days
from talent.notifications.messages import Told, notify_each

AGAIN_WORKING_DAYS = 5
"""So many working days before the instalment falls due its unit is asked once more (our own default)."""
TEMPLATES = {Asking.FIRST: "continued_due", Asking.LAST: "continued_last"}


class _Waiting(NamedTuple):
    """An instalment that waits for its person to be confirmed, and the unit that is asked."""

    instalment: UUID
    unit: UUID
    about: str | None
    due_on: dt.date
    confirmed_on: dt.date | None


@transaction.atomic
def ask_to_confirm() -> int:
    """Tell the officers of each unit how many of their people are to be confirmed; returns how many messages.

    Once a day, so that each officer gets one message of a kind; who comes due later that day is told the next day. A
    unit without officers is asked once it, or a unit above, has one.
    """
    today = clock.today()
    if ConfirmationAsked.objects.filter(asked_on=today).exists():
        return 0
    again_until = working_days.add_working_days(today, AGAIN_WORKING_DAYS)
    waiting, responsible = _all_waiting(), responsible_officers()
    asked = _last_asked(waiting)
    first = [row for row in waiting if _is_unasked(row, asked, Asking.FIRST)]
    again = [row for row in waiting if row.due_on <= again_until and _is_unasked(row, asked, Asking.LAST)]
    others = set(first)
    told = _ask(first, Asking.FIRST, responsible, on=today)
    _note([row for row in again if row in others and responsible.of(row.unit, row.about)], Asking.LAST, on=today)
    return told + _ask([row for row in again if row not in others], Asking.LAST, responsible, on=today)


def _all_waiting() -> list[_Waiting]:
    """Each with the unit that the person states now, or else the one of the case."""
    unit = Coalesce("award__person__employment__employer", "award__decision__application__employer")
    rows = waiting_to_be_confirmed().annotate(unit=unit).exclude(unit=None).order_by()
    found = rows.values_list("pk", "unit", "award__person__identity_index", "due_on", "confirmed_on")
    return [_Waiting(*row) for row in found]


def _last_asked(waiting: Iterable[_Waiting]) -> dict[tuple[UUID, UUID, str], dt.date]:
    """The day on which each unit was asked last, by instalment, unit and kind."""
    rows = ConfirmationAsked.objects.filter(instalment__in=among(row.instalment for row in waiting))
    last = rows.values("instalment", "employer", "kind").annotate(last=Max("asked_on"))
    return {
        (instalment, unit, kind): on
        for instalment, unit, kind, on in last.values_list("instalment", "employer", "kind", "last")
    }


def _is_unasked(row: _Waiting, asked: dict[tuple[UUID, UUID, str], dt.date], kind: Asking) -> bool:
    """Whether the unit was not asked of this since somebody was last confirmed."""
    on = asked.get((row.instalment, row.unit, kind))
    return on is None or (row.confirmed_on is not None and on <= row.confirmed_on)


def _ask(rows: Collection[_Waiting], kind: Asking, responsible: Responsible, *, on: dt.date) -> int:
    people: dict[User, list[dt.date]] = {}
    asked = []
    for row in rows:
        officers = responsible.of(row.unit, row.about)
        asked += [row] if officers else []
        for officer in officers:
            people.setdefault(officer, []).append(row.due_on)
    _note(asked, kind, on=on)
    template = TEMPLATES[kind]
    told = [
        Told(officer, {"people": len(days), "due_on": min(days)}, f"{template}:{officer.pk}:{on.isoformat()}")
        for officer, days in people.items()
    ]
    return notify_each(told, template) if told else 0


def _note(rows: Collection[_Waiting], kind: Asking, *, on: dt.date) -> None:
    ConfirmationAsked.objects.bulk_create(
        [ConfirmationAsked(instalment_id=row.instalment, employer_id=row.unit, kind=kind, asked_on=on) for row in rows],
        batch_size=1000,
        ignore_conflicts=True,
    )
