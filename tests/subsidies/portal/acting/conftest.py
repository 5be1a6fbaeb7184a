"""An officer who files for somebody, and that somebody's phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
import time_machine

from talent.accounts.roles import Role
from talent.profiles.models import Institution
from tests.factories import make_employer, make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.portal.acting.officer import Officer

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def clock_at_noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def jilin(db: None) -> Institution:
    return Institution.objects.create(
        code="4122010183", name="吉林大学", pinyin="jilindaxue", initials="jldx", authority="教育部", city="长春市"
    )


@pytest.fixture
def office(db: None) -> Office:
    return Office.open()


@pytest.fixture
def officer(jilin: Institution, office: Office) -> Officer:
    """A reviewer of the talent office."""
    return Officer.of(make_user(Role.REVIEWER, name="孙代办"))


@pytest.fixture
def colleague(jilin: Institution) -> Officer:
    """Another reviewer."""
    return Officer.of(make_user(Role.REVIEWER, name="周核对"))


@pytest.fixture
def hr(jilin: Institution) -> Officer:
    """An HR officer."""
    return Officer.of(make_user(Role.HR_OFFICER, name="钱人事", employer=make_employer()))
