"""The promised days, in working days, from the dated figures."""

from __future__ import annotations

import datetime as dt

import pytest

from subsidies.applications import promises
from talent.calendars.models import CalendarDay

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)


def test_an_employer_answers_within_five_working_days():
    assert promises.employer_answers_by(MONDAY) == dt.date(2026, 11, 30)


def test_the_office_decides_within_ten_working_days():
    assert promises.office_decides_by(MONDAY) == dt.date(2026, 12, 7)


def test_a_make_up_working_day_counts_and_a_holiday_does_not():
    CalendarDay.objects.create(date=dt.date(2026, 11, 28), is_working=True, name="调休上班", source="国办发明电")
    CalendarDay.objects.create(date=dt.date(2026, 11, 24), is_working=False, name="放假", source="国办发明电")
    assert promises.employer_answers_by(MONDAY) == dt.date(2026, 11, 30)


def test_a_stopped_clock_goes_on_with_the_days_that_were_left():
    left = promises.office_days_left(dt.date(2026, 12, 7), on=dt.date(2026, 12, 2))
    assert (left, promises.office_decides_by(dt.date(2026, 12, 14), days_left=left)) == (3, dt.date(2026, 12, 17))


def test_an_overdue_clock_has_one_day_left():
    assert promises.office_days_left(dt.date(2026, 11, 20), on=MONDAY) == 1


def test_no_promise_no_days():
    assert promises.office_days_left(None, on=MONDAY) is None


def test_before_the_first_version_the_first_counts():
    assert promises.procedure_on(dt.date(2000, 1, 1)).version == "2021-01"
