"""A year as the page shows it."""

import datetime as dt

import pytest

from talent.calendars import queries

pytestmark = pytest.mark.django_db


def test_a_month_counts_its_working_days():
    assert [month.working_days for month in queries.year_view(2026).months[:3]] == [21, 16, 22]


def test_holidays_are_marked_from_their_first_weekend_to_their_last_and_so_are_the_days_worked_for_them():
    february = queries.year_view(2026).months[1]
    marked = {cell.day.day: cell.mark for week in february.weeks for cell in week if cell and cell.mark}
    assert marked == {14: "work", **dict.fromkeys(range(15, 24), "off"), 28: "work"}


def test_a_year_that_is_not_entered_says_so():
    view = queries.year_view(2027)
    assert (view.covered, view.stretches, len(view.months)) == (False, [], 12)


def test_days_of_one_holiday_stand_in_one_row():
    stretches = queries.year_view(2026).stretches[:4]
    assert [(each.first.isoformat(), each.length, each.is_working, each.name) for each in stretches] == [
        ("2026-01-01", 3, False, "元旦"),
        ("2026-01-04", 1, True, "元旦调休上班"),
        ("2026-02-14", 1, True, "春节调休上班"),
        ("2026-02-15", 9, False, "春节"),
    ]


def test_one_can_turn_to_the_years_around_today():
    assert queries.years_to_show(dt.date(2026, 11, 23)) == [2024, 2025, 2026, 2027]
