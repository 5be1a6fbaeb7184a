"""The working-day clock against a count of our own: the State Council's notices for 2021 to 2026, typed in by hand."""

from __future__ import annotations

import datetime as dt
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from talent.calendars import working_days

FIRST, LAST = dt.date(2021, 1, 1), dt.date(2026, 12, 31)
HOLIDAYS = """
2021 0101-0103 0211-0217 0403-0405 0501-0505 0612-0614 0919-0921 1001-1007
2022 0101-0103 0131-0206 0403-0405 0430-0504 0603-0605 0910-0912 1001-1007 1231-1231
2023 0101-0102 0121-0127 0405-0405 0429-0503 0622-0624 0929-1006 1230-1231
2024 0101-0101 0210-0217 0404-0406 0501-0505 0610-0610 0915-0917 1001-1007
2025 0101-0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008
2026 0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007
"""
"""Days off as announced, month and day from and to."""
MADE_UP = """
2021 0207 0220 0425 0508 0918 0926 1009
2022 0129 0130 0402 0424 0507 1008 1009
2023 0128 0129 0423 0506 0625 1007 1008
2024 0204 0218 0407 0428 0511 0914 0929 1012
2025 0126 0208 0427 0928 1011
2026 0104 0214 0228 0509 0920 1010
"""
"""Weekend days that are worked (调休)."""
DAYS = [FIRST + dt.timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def announced() -> dict[dt.date, bool]:
    """What the notices say of a day: worked or not."""
    said: dict[dt.date, bool] = {}
    for line in HOLIDAYS.split("\n"):
        for part in line.split()[1:]:
            first, last = (dt.date.fromisoformat(line[:4] + end) for end in part.split("-"))
            said |= {first + dt.timedelta(days=n): False for n in range((last - first).days + 1)}
    for line in MADE_UP.split("\n"):
        said |= {dt.date.fromisoformat(line[:4] + day): True for day in line.split()[1:]}
    return said


SAID = announced()
WORKED = {day: SAID.get(day, day.isoweekday() < 6) for day in DAYS}
PASSED = dict(zip(DAYS, accumulate(WORKED.values()), strict=True))
"""Working days from the first day up to and including each."""
WORKED_DAYS = [day for day in DAYS if WORKED[day]]
AT = st.integers(0, len(DAYS) - 1).map(DAYS.__getitem__)


@pytest.mark.django_db
def test_every_day_of_six_years_is_worked_or_not_as_announced():
    assert [day for day in DAYS if working_days.is_working_day(day) != WORKED[day]] == []


class Count(TestCase):
    @given(AT, AT)
    def test_the_days_between_two_days_are_those_counted_by_hand(self, one: dt.date, other: dt.date):
        assert working_days.working_days_between(one, other) == PASSED[other] - PASSED[one]

    @given(AT, st.integers(1, 60))
    def test_the_nth_working_day_after_a_day_is_the_nth_on_the_list(self, day: dt.date, n: int):
        place = PASSED[day] + n - 1
        if place < len(WORKED_DAYS):
            assert working_days.add_working_days(day, n) == WORKED_DAYS[place]

    @given(AT)
    def test_a_promise_never_falls_on_a_day_off(self, day: dt.date):
        due = working_days.add_working_days(day, 10)
        assert WORKED.get(due, True) is True
