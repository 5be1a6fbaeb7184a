"""Months, years and school years, edge by edge."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.policy.calendar_days import (
    add_months,
    age_in_school_year,
    completed_years,
    is_within_months,
    school_year,
)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2021, 8, 31), 6, date(2022, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2021, 12, 15), 1, date(2022, 1, 15)),
        (date(2021, 1, 31), 0, date(2021, 1, 31)),
        (date(2021, 11, 30), 1, date(2021, 12, 30)),
        (date(9999, 6, 1), 12, date.max),
    ],
)
def test_months_are_added_and_clamped_to_the_months_end(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(st.dates(max_value=date(9900, 1, 1)), st.integers(0, 600))
def test_adding_months_lands_in_the_month_that_counting_reaches(day: date, months: int) -> None:
    reached = add_months(day, months)
    assert (reached.year * 12 + reached.month) - (day.year * 12 + day.month) == months
    clamped = (reached + timedelta(days=1)).day == 1
    assert reached.day == day.day or (clamped and reached.day < day.day)


def test_a_day_before_the_start_is_within_any_number_of_months() -> None:
    assert is_within_months(date(2020, 1, 1), start=date(2021, 1, 1), months=0) is True


def test_the_day_after_the_last_is_no_longer_within_the_months() -> None:
    start = date(2021, 8, 31)
    assert [is_within_months(day, start=start, months=6) for day in (date(2022, 2, 28), date(2022, 3, 1))] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("born_on", "on", "years"),
    [
        (date(1990, 7, 15), date(2021, 7, 14), 30),
        (date(1990, 7, 15), date(2021, 7, 15), 31),
        (date(1992, 2, 29), date(2021, 2, 28), 28),
        (date(1992, 2, 29), date(2021, 3, 1), 29),
        (date(1992, 2, 29), date(2024, 2, 29), 32),
        (date(2021, 7, 15), date(2021, 7, 14), -1),
    ],
)
def test_a_year_is_completed_on_the_birthday_or_on_1_march(born_on: date, on: date, years: int) -> None:
    assert completed_years(born_on, on) == years


def test_a_school_year_is_named_by_its_1_september() -> None:
    days = [date(2021, 1, 1), date(2021, 8, 31), date(2021, 9, 1), date(2021, 12, 31), date.max]
    assert [school_year(day) for day in days] == [2021, 2021, 2022, 2022, 10000]


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(1951, 2060))
def test_age_in_a_school_year_is_the_age_on_its_31_august(born_on: date, year: int) -> None:
    assert age_in_school_year(born_on, year) == completed_years(born_on, date(year, 8, 31))
