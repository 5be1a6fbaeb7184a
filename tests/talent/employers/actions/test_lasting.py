"""That somebody left or works elsewhere stands, until a file that has the column for it says otherwise."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from talent.accounts.models import User
from talent.employers import actions
from talent.employers.imports.roster import read_roster
from talent.employers.lasting import said_before
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.roster_report import report_of
from tests.factories import make_employer, make_identity_number
from tests.talent.employers.rosters import HIRED, commit, hr_of, preview, roster_file, row

pytestmark = pytest.mark.django_db
SHORT = ["姓名", "身份证号码", "入职日期"]
LEFT = dt.date(2026, 10, 1)
A, B, C = "甲", "乙", "丙"


@pytest.fixture
def employer() -> Employer:
    return make_employer()


@pytest.fixture
def hr(employer: Employer) -> User:
    return hr_of(employer)


@pytest.fixture
def people(employer: Employer, hr: User) -> dict[str, str]:
    """Numbers of three people: one left, one works elsewhere, one does neither, by a roster that counts."""
    numbers = {name: make_identity_number() for name in (A, B, C)}
    first = [row(A, numbers[A], left_on=LEFT), row(B, numbers[B], place="天津"), row(C, numbers[C])]
    commit(employer, *first, by=hr)
    return numbers


def short(
    employer: Employer, by: User, people: dict[str, str], *, header: list[str] = SHORT, hired: str = HIRED, **more: Any
) -> Roster:
    """A preview of a file that lacks columns."""
    rows = [[name, number, hired, *more.get(name, ())] for name, number in people.items()]
    return preview(employer, *rows, header=header, by=by)


def said(roster: Roster) -> list[tuple[Any, ...]]:
    return list(roster.entries.order_by("row_number").values_list("name", "left_on", "works_in_city"))


def test_a_file_without_the_columns_takes_back_neither(employer: Employer, hr: User, people: dict[str, str]):
    roster = actions.commit(short(employer, hr, people), by=hr)
    assert said(roster) == [(A, LEFT, None), (B, None, False), (C, None, None)]


def test_the_preview_says_of_whom_that_is(client: Client, employer: Employer, hr: User, people: dict[str, str]):
    roster = short(employer, hr, people)
    client.force_login(hr)
    answer = client.get(f"/employer/rosters/{roster.pk}/")
    before = answer.context["said_before"]
    words = "有 2 人以前的花名册写明离职或不在长春工作，这次没有这一列，仍按以前的记录"
    assert ([each.name for each in before.entries], before.count, words in answer.content.decode()) == ([A, B], 2, True)
    assert (answer.context["left_count"], answer.context["elsewhere_count"]) == (1, 1)


def test_a_blank_cell_of_a_column_that_is_there_says_that_neither_holds_any_more(
    employer: Employer, hr: User, people: dict[str, str]
):
    roster = short(employer, hr, people, header=[*SHORT, "离职日期", "工作地点"], 乙=[None, "长春"])
    assert (said(roster), said_before(roster).count) == ([(A, None, None), (B, None, True), (C, None, None)], 0)


@pytest.mark.parametrize(
    ("column", "kept"),
    [("离职日期", [(A, None, None), (B, None, False)]), ("是否在长春工作", [(A, LEFT, None), (B, None, None)])],
)
def test_each_column_stands_for_itself(
    employer: Employer, hr: User, people: dict[str, str], column: str, kept: list[Any]
):
    assert said(short(employer, hr, people, header=[*SHORT, column]))[:2] == kept


def test_a_column_that_says_who_is_employed_tells_of_leaving(employer: Employer, hr: User, people: dict[str, str]):
    roster = short(employer, hr, people, header=[*SHORT, "在职状态"], 甲=["在职"])
    assert said(roster) == [(A, None, None), (B, None, False), (C, None, None)]


@pytest.mark.parametrize(("hired", "left_on"), [("2026-10-02", None), ("2026-10-01", LEFT), ("2026-07-02", LEFT)])
def test_who_was_hired_after_leaving_is_employed(
    employer: Employer, hr: User, people: dict[str, str], hired: str, left_on: dt.date | None
):
    assert said(short(employer, hr, {A: people[A]}, hired=hired)) == [(A, left_on, None)]


def test_what_another_unit_said_is_not_taken_over(employer: Employer, hr: User, people: dict[str, str]):
    other = make_employer()
    assert said(short(other, hr_of(other), people)) == [(name, None, None) for name in (A, B, C)]


def test_it_is_what_counts_when_the_roster_is_committed(employer: Employer, hr: User, people: dict[str, str]):
    waiting = short(employer, hr, people)
    commit(employer, row(A, people[A]), row(B, people[B]), row(C, people[C], left_on="2026-11-02"), by=hr)
    actions.commit(waiting, by=hr)
    assert said(waiting) == [(A, None, None), (B, None, None), (C, dt.date(2026, 11, 2), None)]


def test_it_stands_through_any_number_of_files_and_ends_with_a_roster_taken_back(
    employer: Employer, hr: User, people: dict[str, str]
):
    for _time in range(3):
        roster = actions.commit(short(employer, hr, people), by=hr)
    locked = actions.lock_to_take_back(roster, by=hr)
    actions.mark_taken_back(locked, by=hr, keeping=(), detail={})
    in_force = RosterEntry.objects.in_force().filter(employer=employer)
    assert list(in_force.order_by("row_number").values_list("left_on", "works_in_city")) == [
        (LEFT, None),
        (None, False),
        (None, None),
    ]


def test_a_file_that_is_only_read_is_counted_the_same(employer: Employer, hr: User, people: dict[str, str]):
    rows = [[name, number, HIRED] for name, number in people.items()]
    report = report_of(employer, read_roster(roster_file(*rows, header=SHORT)))
    kept = report.but_kept(short(employer, hr, people))
    again = actions.commit(short(employer, hr, people), by=hr)
    report_again = report_of(employer, read_roster(roster_file(*rows, header=SHORT)))
    assert (report.counts, report.passed_over["rows_as_said_before"]) == (kept.counts, [2, 3])
    assert (report_again.counts["unchanged"], short(employer, hr, people).unchanged_count, again.good_count) == (
        3,
        3,
        3,
    )


def test_a_large_roster_takes_over_the_same(
    employer: Employer, hr: User, people: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("talent.employers.imports.roster_resource.BY_COLUMNS_FROM", 1)
    assert said(short(employer, hr, people)) == [(A, LEFT, None), (B, None, False), (C, None, None)]
