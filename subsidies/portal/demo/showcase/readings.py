"""Officers open a case, and look at the files, before they decide: the person reads later who did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from subsidies.portal.demo.showcase.casting import Step
from subsidies.portal.demo.showcase.stage import Stage
from subsidies.portal.demo.showcase.steps import Player
from subsidies.review.case_actions import record_opened
from talent.accounts.models import User
from talent.audit import events as audit

FILES_TOO = ("propose", "refuse", "return")
"""The first look at a case is at its files too; whoever rechecks opens the case."""
READERS = dict.fromkeys(FILES_TOO, "reviewer") | dict.fromkeys(("confirm", "send_back"), "recheck")
MINUTES_BEFORE = 6


def plan_reading(stage: Stage, player: Player, step: Step, at: dt.time) -> None:
    """Put the reading before a decision on the agenda; before other steps nobody reads."""
    if step.name in READERS:
        earlier = dt.datetime.combine(dt.date.max, at) - dt.timedelta(minutes=MINUTES_BEFORE)
        by = stage.city.staff[READERS[step.name]]
        read: Callable[[], None] = partial(_read, player, by=by, files=step.name in FILES_TOO)
        stage.act(step.days_ago, earlier.time(), read)


def _read(player: Player, *, by: User, files: bool) -> None:
    case = player.case
    record_opened(case, by=by)
    if files:
        for evidence in case.person.evidence.in_use():
            audit.record("evidence.read", evidence, by=by)
