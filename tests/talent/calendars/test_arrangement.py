"""When a year counts as entered: every holiday of its official arrangement has its days."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from talent.calendars import actions, official_days, queries, working_days
from talent.calendars.arrangement import holidays_missing
from talent.calendars.models import CalendarDay
from talent.calendars.official_days import OfficialDay
from tests.factories import make_user

TODAY = dt.date(2026, 11, 23)
OFF = {day.date for day in official_days.read() if not day.is_working}
ALL = ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"]


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(dt.datetime(2026, 11, 23, 4, tzinfo=dt.UTC), tick=False):
        yield


def enter(*days: dt.date, is_working: bool = False) -> None:
    for day in days:
        actions.set_day(day, is_working=is_working, name="安排", source="通知", by=make_user("policy_officer"))


def missing() -> list[tuple[int, list[str]]]:
    return [(each.year, each.holidays) for each in queries.missing_years(TODAY)]


def test_every_year_that_was_ever_announced_is_whole():
    assert {year: holidays_missing(year, OFF) for year in range(2004, 2027) if holidays_missing(year, OFF)} == {}


@pytest.mark.parametrize("holiday", ALL)
def test_a_year_without_one_of_its_holidays_is_not(holiday: str):
    names = {day.name: day for day in official_days.read()}
    assert holiday in names
    left = {day.date for day in official_days.read() if not day.is_working and day.name != holiday}
    assert holidays_missing(2026, left) == [holiday]


@pytest.mark.parametrize("year", [2009, 2017, 2020, 2025])
def test_the_mid_autumn_festival_may_lie_within_the_national_day(year: int):
    within = {day for day in OFF if day.year == year and day.month != 9}
    assert holidays_missing(year, within) == []


def test_an_empty_year_lacks_everything():
    assert holidays_missing(2027, frozenset()) == ALL


@pytest.mark.django_db
def test_one_day_of_the_next_year_does_not_silence_the_warning():
    enter(dt.date(2027, 1, 1))
    assert (2027 in working_days.years_covered(), missing()) == (False, [(2027, ALL[1:])])


@pytest.mark.django_db
def test_of_a_year_of_which_nothing_is_entered_no_holiday_is_named():
    assert missing() == [(2027, [])]


@pytest.mark.django_db
def test_one_can_turn_to_a_year_that_is_not_whole():
    enter(dt.date(2028, 1, 1))
    assert queries.years_to_show(TODAY) == [2024, 2025, 2026, 2027, 2028]


@pytest.mark.django_db
def test_a_year_is_whole_once_its_last_holiday_is_entered():
    last = dt.date(2027, 5, 1)
    days = {day.replace(year=2027) for day in OFF if day.year == 2026} - {last}
    actions.add_official_days([OfficialDay(day, False, "安排", "国办") for day in days], by=None)
    before = missing()
    enter(last)
    assert (before, missing()) == ([(2027, ["劳动节"])], [])


@pytest.mark.django_db
def test_the_official_days_come_into_a_year_of_which_somebody_entered_one():
    enter(dt.date(2027, 1, 1), is_working=True)
    days = [OfficialDay(dt.date(2027, 1, day), False, "元旦", "国办") for day in (1, 2, 3)]
    added = actions.add_official_days([*days, OfficialDay(dt.date(2026, 12, 31), False, "元旦", "国办")], by=None)
    kept = CalendarDay.objects.filter(date__range=(dt.date(2026, 12, 31), dt.date(2027, 1, 3)))
    assert (added, list(kept.values_list("date", "is_working", "source"))) == (
        3,
        [
            (dt.date(2026, 12, 31), False, "国办"),
            (dt.date(2027, 1, 1), True, "通知"),
            (dt.date(2027, 1, 2), False, "国办"),
            (dt.date(2027, 1, 3), False, "国办"),
        ],
    )
