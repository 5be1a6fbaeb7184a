"""Telling HR officers that work waits: in numbers, each officer once a day at most, and of what is theirs."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from subsidies.applications.models import Application
from subsidies.verification.queries import soon_until
from subsidies.verification.responsible import responsible_officers
from talent.accounts.models import User
from talent.calendars import clock
from talent.notifications.kinds import Channel
from talent.notifications.messages import Told, notify_each
from talent.notifications.models import Message

ARRIVED, FALLING_DUE = "claims_arrived", "claims_due"


@dataclass(slots=True)
class Tally:
    """What waits for one officer; ``arrived``: since they were last told of arrivals."""

    waiting: int = 0
    arrived: int = 0
    soon: int = 0
    late: int = 0


def tell_officers() -> int:
    """Tell officers of cases that arrived, and of those whose day is near or over; returns how many messages."""
    today = clock.today()
    tallies = _tallies(today)
    told = _tell(tallies, ARRIVED, lambda tally: tally.arrived, on=today)
    return told + _tell(tallies, FALLING_DUE, lambda tally: tally.soon + tally.late, on=today)


def _tallies(today: dt.date) -> dict[User, Tally]:
    responsible, soon = responsible_officers(), soon_until(today)
    told = _told_of_arrivals({officer for own in responsible.officers.values() for officer in own})
    waiting = Application.objects.awaiting_employer().annotate(came_at=Max("submissions__submitted_at"))
    tallies: dict[User, Tally] = defaultdict(Tally)
    rows = waiting.order_by().values_list("employer", "person__identity_index", "promised_on", "came_at")
    for unit, about, promised_on, came_at in rows.iterator(2000):
        for officer in responsible.of(unit, about):
            tally, last = tallies[officer], told.get(officer.pk)
            tally.waiting += 1
            tally.arrived += last is None or came_at > last
            if promised_on is not None:
                tally.late += promised_on < today
                tally.soon += today <= promised_on <= soon
    return tallies


def _told_of_arrivals(officers: Iterable[User]) -> dict[UUID, dt.datetime]:
    """When each officer was told of arrivals last."""
    messages = Message.objects.filter(recipient__in=list(officers), channel=Channel.PORTAL, template=ARRIVED)
    return dict(messages.values("recipient").annotate(last=Max("created_at")).values_list("recipient", "last"))


def _tell(tallies: dict[User, Tally], template: str, counts: Callable[[Tally], int], *, on: dt.date) -> int:
    told = [
        Told(
            officer,
            {"waiting": tally.waiting, "arrived": tally.arrived, "soon": tally.soon, "late": tally.late},
            f"{template}:{officer.pk}:{on.isoformat()}",
        )
        for officer, tally in tallies.items()
        if counts(tally)
    ]
    return notify_each(told, template) if told else 0
