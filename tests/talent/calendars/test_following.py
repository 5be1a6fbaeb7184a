"""Stored days are counted again when the calendar changes: as many working days are left as before."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.calendars import actions, following
from talent.calendars.following import CalendarChange
from talent.calendars.official_days import OfficialDay
from talent.calendars.pasted_days import PastedDay
from talent.calendars.working_days import Calendar
from tests.factories import make_user

TODAY = dt.date(2026, 12, 28)
"""A Monday."""
DAYS = [TODAY + dt.timedelta(days=n) for n in range(1, 60)]
NEW_YEAR = [dt.date(2027, 1, day) for day in (1, 2, 3)]
TABLES = st.dictionaries(st.sampled_from(DAYS), st.booleans(), max_size=20)


def change(before: dict[dt.date, bool], after: dict[dt.date, bool]) -> CalendarChange:
    return CalendarChange(Calendar(before), Calendar(after), None)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (dt.date(2026, 12, 31), dt.date(2026, 12, 31)),
        (dt.date(2027, 1, 1), dt.date(2027, 1, 4)),
        (dt.date(2027, 1, 4), dt.date(2027, 1, 5)),
        (TODAY, TODAY),
        (dt.date(2026, 12, 1), dt.date(2026, 12, 1)),
    ],
)
def test_new_year_moves_what_is_due_from_it_on(day: dt.date, later: dt.date):
    found = change({}, dict.fromkeys(NEW_YEAR, False)).counted_again(day, since=TODAY)
    assert found == later


def test_a_day_that_is_worked_to_make_up_for_another_brings_it_forward():
    saturday = dt.date(2027, 1, 2)
    assert change({}, {saturday: True}).counted_again(dt.date(2027, 1, 4), since=TODAY) == saturday


def test_only_days_that_move_are_named():
    found = change({}, dict.fromkeys(NEW_YEAR, False)).days_moved([TODAY, DAYS[2], DAYS[3]], since=TODAY)
    assert found == {dt.date(2027, 1, 1): dt.date(2027, 1, 4)}


@settings(max_examples=200, deadline=None)
@given(TABLES, TABLES, st.integers(1, 25))
def test_as_many_working_days_are_left_whatever_changed(
    before: dict[dt.date, bool], after: dict[dt.date, bool], n: int
):
    day = Calendar(before).add(TODAY, n)
    moved = change(before, after).counted_again(day, since=TODAY)
    assert (Calendar(after).between(TODAY, moved), Calendar(after).is_working(moved)) == (n, True)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[dt.date, tuple[bool, bool]]]:
    """What the features are told: each day that was entered, worked before and after."""
    changes: list[dict[dt.date, tuple[bool, bool]]] = []

    def note(made: CalendarChange) -> None:
        days = (*NEW_YEAR, dt.date(2027, 1, 4))
        said = {day: (made.before.is_working(day), made.after.is_working(day)) for day in days}
        changes.append({day: both for day, both in said.items() if both[0] != both[1]})

    monkeypatch.setattr(following, "import_string", lambda name: note)
    monkeypatch.setattr(following.apps, "get_app_configs", lambda: [type("App", (), {"calendar_followers": ("x",)})])
    return changes


ENTERED = {dt.date(2027, 1, 1): (True, False)}


@pytest.mark.django_db
def test_whoever_enters_a_day_tells_what_changed(told: list[object]):
    officer = make_user("policy_officer")
    actions.set_day(NEW_YEAR[0], is_working=False, name="元旦", source="通知", by=officer)
    actions.set_day(NEW_YEAR[0], is_working=True, name="值班", source="通知", by=officer)
    assert told == [ENTERED, {NEW_YEAR[0]: (False, True)}]


@pytest.mark.django_db
def test_several_days_are_told_together(told: list[object]):
    days = [PastedDay(day, False, "元旦", 1) for day in NEW_YEAR]
    for _ in range(2):
        actions.set_days(days, source="国办", by=make_user("policy_officer"))
    assert told == [ENTERED]


@pytest.mark.django_db
def test_official_days_are_told_too(told: list[object]):
    for _ in range(2):
        actions.add_official_days([OfficialDay(day, False, "元旦", "国办") for day in NEW_YEAR], by=None)
    assert told == [ENTERED]


@pytest.mark.django_db
def test_a_day_that_is_worked_as_before_is_no_change(told: list[object]):
    actions.set_day(NEW_YEAR[1], is_working=False, name="元旦", source="通知", by=make_user("policy_officer"))
    assert told == []
