"""Promised days and the calendar."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from subsidies.applications.models import Application
from subsidies.applications.promises import office_decides_by
from talent.accounts.models import User
from talent.audit.models import AuditEvent
from talent.calendars import actions as calendar
from talent.calendars.pasted_days import PastedDay
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh

pytestmark = pytest.mark.django_db
BEFORE_NEW_YEAR = dt.date(2026, 12, 28)
NEW_YEAR = [PastedDay(dt.date(2027, 1, day), False, "元旦", 1) for day in (1, 2, 3)]
MADE_UP = PastedDay(dt.date(2027, 1, 9), True, "调休", 1)


@pytest.fixture(autouse=True)
def late_in_december(clock_at_noon: time_machine.Traveller) -> None:
    clock_at_noon.move_to(dt.datetime(2026, 12, 28, 4, tzinfo=dt.UTC))


@pytest.fixture
def keeper(db: None) -> User:
    return make_user("policy_officer")


def enter(keeper: User, *days: PastedDay) -> None:
    calendar.set_days(days, source="国办", by=keeper)


def test_what_the_office_promised_keeps_its_working_days(office: Office, keeper: User):
    application = office.at("awaiting_review")
    before = application.promised_on
    enter(keeper, *NEW_YEAR)
    after = fresh(application).promised_on
    assert (before, after, office_decides_by(BEFORE_NEW_YEAR)) == (
        dt.date(2027, 1, 11),
        dt.date(2027, 1, 12),
        dt.date(2027, 1, 12),
    )


def test_a_promise_comes_earlier_by_a_day_that_is_worked_for_another(office: Office, keeper: User):
    application = office.at("awaiting_review")
    enter(keeper, MADE_UP)
    assert fresh(application).promised_on == dt.date(2027, 1, 9)


def test_the_time_for_corrections_becomes_longer_and_never_shorter(office: Office, keeper: User):
    application = office.at("returned")
    due = [application.corrections_due_on]
    for days in ([MADE_UP], NEW_YEAR):
        enter(keeper, *days)
        due.append(fresh(application).corrections_due_on)
    assert (due[1] == due[0], due[2] > due[0], due[0]) == (True, True, dt.date(2027, 1, 11))


def test_what_is_over_or_overdue_stays(office: Office, keeper: User):
    overdue, over = office.at("awaiting_review"), office.at("closed")
    Application.objects.filter(pk__in=[overdue.pk, over.pk]).update(promised_on=BEFORE_NEW_YEAR)
    Application.objects.filter(pk=over.pk).update(promised_on=dt.date(2027, 1, 11))
    enter(keeper, *NEW_YEAR)
    assert [fresh(overdue).promised_on, fresh(over).promised_on] == [BEFORE_NEW_YEAR, dt.date(2027, 1, 11)]


def test_each_day_moves_once_although_one_moves_to_where_another_was(office: Office, keeper: User):
    cases = [office.at("awaiting_review") for _ in range(2)]
    for case, day in zip(cases, (11, 12), strict=True):
        Application.objects.filter(pk=case.pk).update(promised_on=dt.date(2027, 1, day))
    enter(keeper, *NEW_YEAR)
    assert [fresh(case).promised_on for case in cases] == [dt.date(2027, 1, 12), dt.date(2027, 1, 13)]


def test_the_log_says_how_many_went_where(office: Office, keeper: User):
    for _ in range(2):
        office.at("awaiting_review")
    enter(keeper, *NEW_YEAR)
    event = AuditEvent.objects.get(verb="calendar.days_recounted")
    assert (event.actor, event.detail) == (
        keeper,
        {
            "what": "applications.application.promised_on",
            "moved": [{"from": "2027-01-11", "to": "2027-01-12", "rows": 2}],
        },
    )


def test_a_day_that_moves_nothing_leaves_no_event(office: Office, keeper: User):
    office.at("awaiting_review")
    enter(keeper, PastedDay(dt.date(2027, 5, 3), False, "劳动节", 1))
    assert AuditEvent.objects.filter(verb="calendar.days_recounted").count() == 0
