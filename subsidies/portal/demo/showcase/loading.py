"""The showcase on the city's agenda: its cases, notices, batches and rosters, and the first applicant."""

from __future__ import annotations

import datetime as dt
from functools import partial

from subsidies.portal.demo.accounts import DEMO_ACCOUNTS
from subsidies.portal.demo.city import City
from subsidies.portal.demo.showcase import (
    exceptions,
    holds,
    mandates,
    notices,
    objections,
    offers,
    payments,
    recoveries,
    rosters,
    summaries,
    units,
)
from subsidies.portal.demo.showcase.casting import Part, Step, graduate_of, parts
from subsidies.portal.demo.showcase.profiles import enter_profile
from subsidies.portal.demo.showcase.readings import plan_reading
from subsidies.portal.demo.showcase.stage import Stage
from subsidies.portal.demo.showcase.steps import Player
from talent.accounts import actions as accounts
from talent.accounts.roles import Role

HOURS = {
    "lapse": 0,
    "assign_appeal": 9,
    "verify": 10,
    "dispute": 10,
    "verify_and_undo": 10,
    "dispute_and_undo": 10,
    "uphold_appeal": 15,
    "dismiss_appeal": 15,
    "propose": 13,
    "refuse": 13,
    "return": 13,
    "send_back": 16,
    "confirm": 17,
}
"""When somebody does it; what applicants do, they do in the evening before the offices look at it."""
EVENING = 20
CALENDARS = (notices, payments, exceptions, holds, recoveries, rosters, objections, summaries, offers, mandates, units)
"""What stands on the agenda besides the cases, in this order."""
FIRST_APPLICANT = Part(
    name=DEMO_ACCOUNTS[0].name,
    gender="female",
    level="master",
    institution="吉林大学",
    age=26,
    steps=[Step(1, "enter")],
)
INVITED = ("许文", "invited@demo.invalid")


def plan(city: City) -> None:
    """Put everything on the agenda."""
    stage = Stage(city)
    players = [
        Player(part, graduate_of(part, city, email=f"graduate{order:02d}@demo.invalid"), city)
        for order, part in enumerate(parts(), 1)
    ]
    for order, player in enumerate(players):
        for step in player.part.steps:
            hours, minutes = divmod(order, 60)
            at = dt.time(HOURS.get(step.name, EVENING) + hours, minutes)
            plan_reading(stage, player, step, at)
            stage.act(step.days_ago, at, partial(_take, player, step.name))
    for calendar in CALENDARS:
        calendar.plan(stage, players)
    first = graduate_of(FIRST_APPLICANT, city, email=DEMO_ACCOUNTS[0].email)
    stage.act(1, dt.time(21, 30), lambda: enter_profile(first, city.papers, password=city.password))
    stage.act(1, dt.time(16, 40), lambda: _invite(city))


def _take(player: Player, step: str) -> None:
    player.take(step)
    if player.part.group and player.person is not None:
        player.city.paid_otherwise.add(player.person.pk)


def _invite(city: City) -> None:
    """An invitation that waits to be accepted."""
    name, email = INVITED
    number = city.identities.resident(dt.date(1988, 6, 1), "male").number
    accounts.invite(by=city.staff["admin"], name=name, identity_number=number, email=email, role=Role.AUDITOR)
