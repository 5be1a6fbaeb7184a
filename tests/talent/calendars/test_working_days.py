"""Working days, against an independent count."""

import datetime as dt

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from talent.calendars import working_days
from talent.calendars.models import CalendarDay, CalendarEdition

FIRST, LAST = dt.date(2021, 1, 1), dt.date(2026, 12, 31)
DAYS = st.dates(FIRST, LAST)


def independent_count(start: dt.date, end: dt.date) -> int:
    """Working days after ``start`` up to ``end``, by the package's own question for each day."""
    days = (start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(chinese_calendar.is_workday(day) for day in days)


class AgainstTheOfficialCalendar(TestCase):
    def test_every_day_of_2021_to_2026_agrees(self):
        days = [FIRST + dt.timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
        wrong = [day for day in days if working_days.is_working_day(day) != chinese_calendar.is_workday(day)]
        assert (len(days), wrong) == (2191, [])

    @settings(max_examples=60, deadline=None)
    @given(DAYS, DAYS)
    def test_the_count_between_two_days_agrees(self, one, other):
        start, end = sorted((one, other))
        assert working_days.working_days_between(start, end) == independent_count(start, end)

    @settings(max_examples=60, deadline=None)
    @given(st.dates(FIRST, dt.date(2026, 6, 30)), st.integers(1, 60))
    def test_the_nth_working_day_is_worked_and_has_n_working_days_up_to_it(self, day, n):
        end = working_days.add_working_days(day, n)
        assert (independent_count(day, end), chinese_calendar.is_workday(end)) == (n, True)

    @settings(max_examples=30, deadline=None)
    @given(DAYS, DAYS)
    def test_counting_backwards_is_the_negative(self, one, other):
        forwards = working_days.working_days_between(one, other)
        assert working_days.working_days_between(other, one) == -forwards


pytestmark = pytest.mark.django_db


def test_a_notice_of_five_working_days_may_end_on_a_make_up_day():
    assert working_days.add_working_days(dt.date(2026, 2, 9), 5) == dt.date(2026, 2, 14)


def test_a_holiday_on_weekdays_is_passed_over():
    assert working_days.add_working_days(dt.date(2026, 9, 30), 1) == dt.date(2026, 10, 8)


def test_zero_working_days_after_a_day_is_that_day():
    assert working_days.add_working_days(dt.date(2026, 10, 1), 0) == dt.date(2026, 10, 1)


@pytest.mark.parametrize("n", [0, 1, 5, 30])
def test_counting_back_and_forth_again_gives_the_same_number(n: int):
    day = dt.date(2026, 10, 12)
    earlier = working_days.subtract_working_days(day, n)
    later = working_days.working_days_between(earlier + dt.timedelta(days=1), day)
    assert (working_days.working_days_between(earlier, day), later) == (n, max(n - 1, 0) if n else -1)


@pytest.mark.parametrize(
    ("count", "message"),
    [
        (working_days.add_working_days, "working days are counted forwards: n must not be negative"),
        (working_days.subtract_working_days, "working days are counted back: n must not be negative"),
    ],
)
def test_a_negative_number_of_working_days_is_refused(count, message: str):
    with pytest.raises(ValueError) as error:
        count(dt.date(2026, 10, 1), -1)
    assert str(error.value) == message


def test_a_year_that_is_not_entered_follows_the_week():
    monday = dt.date(2031, 1, 6)
    week = [working_days.is_working_day(monday + dt.timedelta(days=n)) for n in range(7)]
    assert week == [True] * 5 + [False] * 2


def test_the_years_entered_are_known():
    assert working_days.years_covered() == frozenset(range(2004, 2027))


def test_between_changes_the_table_is_not_read_again(settings, django_assert_num_queries):
    settings.CALENDAR_CACHE_SECONDS = 60
    working_days.forget()
    working_days.is_working_day(FIRST)
    with django_assert_num_queries(0):
        working_days.add_working_days(FIRST, 30)
    working_days.forget()


def test_a_change_by_another_process_is_noticed_by_its_edition(django_assert_num_queries):
    day = dt.date(2026, 11, 23)
    before = working_days.is_working_day(day)
    CalendarDay.objects.create(date=day, is_working=False, name="停电", source="通知")
    CalendarEdition.objects.update(token="00000000-0000-4000-8000-000000000000")
    with django_assert_num_queries(2):
        after = working_days.is_working_day(day)
    assert (before, after) == (True, False)
