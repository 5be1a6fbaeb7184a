"""Somebody at the applicant's pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from talent.profiles.models import Institution
from tests.factories import make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.portal.me.applicant import Applicant

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def clock_at_noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def office(db: None) -> Office:
    return Office.open()


@pytest.fixture
def jilin(db: None) -> Institution:
    return Institution.objects.create(
        code="4122010183", name="吉林大学", pinyin="jilindaxue", initials="jldx", authority="教育部", city="长春市"
    )


@pytest.fixture
def newcomer(client: Client, jilin: Institution) -> Applicant:
    """Somebody who has just signed up and consented."""
    return Applicant.signed_in(client, make_user())
