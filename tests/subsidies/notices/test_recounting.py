"""A running notice and the calendar: it is prolonged where its working days need it, and never cut short."""

from __future__ import annotations

import datetime as dt

import pytest

from subsidies.applications.models import Award
from subsidies.notices import actions, tasks
from subsidies.notices.models import PublicNotice
from talent.accounts.models import User
from talent.audit.models import AuditEvent
from talent.calendars import actions as calendar
from talent.calendars.pasted_days import PastedDay
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.notices.stages import approved, drawn, on

pytestmark = pytest.mark.django_db
PUBLISHED = dt.date(2026, 12, 28)
"""A Monday: five working days go to 4 January while New Year is not entered."""
NEW_YEAR = [PastedDay(dt.date(2027, 1, day), False, "元旦", 1) for day in (1, 2, 3)]


@pytest.fixture
def keeper(db: None) -> User:
    return make_user("policy_officer")


def running(office: Office) -> PublicNotice:
    notice = drawn(office, approved(office))
    with on(PUBLISHED):
        return actions.publish(notice, by=office.reviewer)


def last_day(notice: PublicNotice) -> dt.date | None:
    return PublicNotice.objects.get(pk=notice.pk).ends_on


def test_days_off_that_come_into_its_days_prolong_it_and_the_log_says_so(office: Office, keeper: User):
    notice = running(office)
    with on(PUBLISHED):
        calendar.set_days(NEW_YEAR, source="国办", by=keeper)
    event = AuditEvent.objects.get(verb="notice.prolonged")
    assert (notice.ends_on, last_day(notice), event.actor, event.object_id, event.detail) == (
        dt.date(2027, 1, 4),
        dt.date(2027, 1, 5),
        keeper,
        str(notice.pk),
        {"number": notice.number, "ended_on": "2027-01-04", "ends_on": "2027-01-05"},
    )


def test_nobody_on_it_is_granted_before_its_new_last_day_is_over(office: Office, keeper: User):
    notice = running(office)
    with on(PUBLISHED):
        calendar.set_days(NEW_YEAR, source="国办", by=keeper)
    granted = []
    for day in (5, 6):
        with on(dt.date(2027, 1, day)):
            tasks.close_ended.func()
        granted.append(Award.objects.count())
    assert (granted, fresh(notice.entries.get().application).status) == ([0, 1], "closed")


def test_a_day_that_is_worked_for_another_does_not_cut_it_short(office: Office, keeper: User):
    notice = running(office)
    with on(PUBLISHED):
        calendar.set_day(dt.date(2027, 1, 2), is_working=True, name="调休", source="国办", by=keeper)
    assert (last_day(notice), AuditEvent.objects.filter(verb="notice.prolonged").count()) == (dt.date(2027, 1, 4), 0)


@pytest.mark.parametrize("day", [dt.date(2026, 12, 28), dt.date(2027, 1, 5)])
def test_days_outside_its_own_change_nothing(office: Office, keeper: User, day: dt.date):
    notice = running(office)
    with on(PUBLISHED):
        calendar.set_day(day, is_working=False, name="停工", source="通知", by=keeper)
    assert last_day(notice) == dt.date(2027, 1, 4)


def test_one_that_has_ended_stays_as_it_was(office: Office, keeper: User):
    notice = running(office)
    with on(dt.date(2027, 1, 5)):
        actions.end(notice)
        calendar.set_days(NEW_YEAR, source="国办", by=keeper)
    assert last_day(notice) == dt.date(2027, 1, 4)
