"""A city that takes applications in rounds."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

import pytest

from subsidies.rounds import actions
from subsidies.rounds.models import Round
from talent.accounts.models import User
from talent.calendars import clock
from tests.factories import make_user
from tests.subsidies.applications.conftest import clock_at_noon, office

__all__ = ["clock_at_noon", "office"]
Plan = Callable[..., Round]


def day(number: int) -> dt.date:
    """The day so many calendar days after today."""
    return clock.today() + dt.timedelta(days=number)


@pytest.fixture
def reviewer(db: None) -> User:
    return make_user("reviewer")


@pytest.fixture
def plan(reviewer: User) -> Plan:
    """Plan a round by days from today, with the month before today as its cut-off."""

    def planned(opens: int = 0, closes: int = 10, *, name: str = "第一批", **other: object) -> Round:
        usual = {"pk": uuid.uuid4(), "cut_off_month": clock.today().replace(day=1) - dt.timedelta(days=1)}
        return actions.plan(by=reviewer, name=name, opens_on=day(opens), closes_on=day(closes), **(usual | other))

    return planned


@pytest.fixture
def by_rounds(reviewer: User) -> None:
    actions.take_by_rounds(by=reviewer, from_on=clock.today())
