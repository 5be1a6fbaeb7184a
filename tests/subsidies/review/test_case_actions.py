"""What officers do on a case beside deciding it."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from subsidies.review import case_actions
from talent.audit.models import AuditEvent
from tests.factories import make_user
from tests.subsidies.applications.stages import Office

pytestmark = pytest.mark.django_db


def openings() -> int:
    return AuditEvent.objects.filter(verb="application.opened").count()


@pytest.mark.parametrize(("seconds", "count"), [(0, 1), (599, 1), (601, 2)])
def test_opening_a_case_again_within_ten_minutes_is_the_same_reading(
    office: Office, clock_at_noon: time_machine.Traveller, seconds: int, count: int
):
    application = office.at("awaiting_review")
    case_actions.record_opened(application, by=office.reviewer)
    clock_at_noon.shift(dt.timedelta(seconds=seconds))
    case_actions.record_opened(application, by=office.reviewer)
    assert openings() == count


def test_each_officer_and_each_case_is_a_reading_of_its_own(office: Office):
    cases = [office.at("awaiting_review") for _ in range(2)]
    for application in cases:
        for officer in (office.reviewer, make_user("auditor")):
            case_actions.record_opened(application, by=officer)
    assert openings() == 4
