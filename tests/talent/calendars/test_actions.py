"""Changing the calendar and moving the demo's day."""

import datetime as dt

import pytest
import time_machine

from talent.audit.events import record
from talent.audit.models import AuditEvent
from talent.calendars import actions, clock, working_days
from talent.calendars.models import CalendarDay
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def officer():
    return make_user("policy_officer")


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


def test_a_day_that_is_entered_counts_at_once(officer, settings):
    settings.CALENDAR_CACHE_SECONDS = 60
    before = working_days.is_working_day(TODAY)
    actions.set_day(TODAY, is_working=False, name="停工", source="长府办〔2026〕1号", by=officer)
    after = working_days.is_working_day(TODAY)
    working_days.forget()
    assert (before, after) == (True, False)


def test_a_day_that_is_there_is_replaced_and_the_event_says_what_was_before(officer):
    actions.set_day(dt.date(2026, 10, 1), is_working=True, name="值班", source="通知", by=officer)
    row = CalendarDay.objects.get(date="2026-10-01")
    event = AuditEvent.objects.get()
    assert (row.is_working, row.name, event.verb, event.actor, event.detail) == (
        True,
        "值班",
        "calendar.day_set",
        officer,
        {"date": "2026-10-01", "is_working": True, "was_working": False, "source": "通知"},
    )


def test_moving_the_clock_is_recorded_on_the_day_it_was_moved_from(officer):
    moved = actions.move_clock(dt.date(2026, 12, 1), by=officer)
    event = AuditEvent.objects.get()
    assert (moved, clock.today(), event.occurred_at, event.detail) == (
        8,
        dt.date(2026, 12, 1),
        NOON,
        {"from": "2026-11-23", "to": "2026-12-01"},
    )


def test_the_clock_moves_on_from_where_it_is(officer):
    actions.move_clock(dt.date(2026, 12, 1), by=officer)
    assert (actions.move_clock(dt.date(2026, 12, 3), by=officer), clock.today()) == (2, dt.date(2026, 12, 3))


@pytest.mark.parametrize(
    ("to", "words"),
    [
        (TODAY, "日期只能往后调整。"),
        (TODAY - dt.timedelta(days=1), "日期只能往后调整。"),
        (dt.date(2037, 1, 1), "最多只能调整到十年以后。"),
    ],
)
def test_the_clock_never_goes_back_nor_too_far(officer, to, words):
    with pytest.raises(ActionRefused) as refusal:
        actions.move_clock(to, by=officer)
    assert (str(refusal.value), clock.today()) == (words, TODAY)


def test_the_clock_goes_back_to_the_true_day_while_nothing_was_done_later(officer):
    actions.move_clock(dt.date(2026, 12, 1), by=officer)
    actions.reset_clock(by=officer)
    assert clock.today() == TODAY


def test_the_clock_stays_once_something_was_done_on_a_later_day(officer):
    actions.move_clock(dt.date(2026, 12, 1), by=officer)
    record("application.submitted", None, by=officer)
    with pytest.raises(ActionRefused):
        actions.reset_clock(by=officer)
    assert clock.today() == dt.date(2026, 12, 1)


def test_a_clock_that_was_not_moved_needs_no_reset(officer):
    with pytest.raises(ActionRefused) as refusal:
        actions.reset_clock(by=officer)
    assert str(refusal.value) == "当前日期就是真实日期，无需恢复。"


def test_without_a_demo_there_is_no_clock_to_move(officer, settings):
    settings.DEMO_CLOCK = False
    with pytest.raises(ActionRefused) as refusal:
        actions.move_clock(dt.date(2026, 12, 1), by=officer)
    assert str(refusal.value) == "只有演示环境可以调整日期。"
