"""What a roster changes, person by person: which value it was, and which it is."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from talent.accounts.models import User
from talent.calendars import clock
from talent.employers import actions
from talent.employers.models import Employer, Roster
from talent.employers.queries import STATED
from talent.employers.roster_changes import Change, changed_rows, rows_that_change
from tests.factories import make_employer, make_identity_number
from tests.talent.employers.rosters import HEADER, commit, preview, row

pytestmark = pytest.mark.django_db
CHANGES_QUERIES = 8
FULL = [*HEADER, "学位", "毕业院校", "毕业时间", "手机号"]


def address(roster: Roster) -> str:
    return reverse("employer:roster_changes", args=[roster.pk])


def told(roster: Roster) -> dict[str, list[Change]]:
    return {found.entry.name: found.changes for found in changed_rows(roster, rows_that_change(roster))}


def full(name: str, number: str, *more: Any, **cells: Any) -> list[Any]:
    return [*row(name, number, **cells), *more]


def test_each_value_that_a_roster_states_otherwise_is_told_as_it_was_and_as_it_is(employer: Employer, hr: User):
    number = make_identity_number()
    before = full("黄蓉", number, "硕士", "吉林大学", "2026-06-20", "13800138000", months=4)
    after = full(
        "黄容", number, "博士", "浙江大学", "2026-06-30", "13900139111",
        hired_on="2026-07-02", contract="无固定期限", place="北京", months=5, left_on="2026-11-01",
    )  # fmt: skip
    first = preview(employer, before, header=FULL, by=hr)
    actions.commit(first, by=hr)
    assert told(preview(employer, after, header=FULL, by=hr)) == {
        "黄容": [
            ("姓名", "黄蓉", "黄容"),
            ("入职日期", "2026-07-01", "2026-07-02"),
            ("合同期限", "36 个月", "无固定期限"),
            ("在长春工作", "是", "否"),
            ("社保连续月数", "4", "5"),
            ("离职日期", "—", "2026-11-01"),
            ("最高学位", "硕士", "博士"),
            ("毕业院校", "吉林大学", "浙江大学"),
            ("毕业时间", "2026-06-20", "2026-06-30"),
            ("手机号码", "138****8000", "139****9111"),
        ]
    }


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ({"left_on": None}, {"left_on": None}, {}),
        ({"months": None}, {"months": 0}, {"李明": [("社保连续月数", "—", "0")]}),
        ({"place": "长春"}, {"place": None}, {"李明": [("在长春工作", "是", "—")]}),
        ({"contract": None}, {"contract": "12个月"}, {"李明": [("合同期限", "—", "12 个月")]}),
    ],
)
def test_what_nobody_stated_is_a_dash_and_changes_only_where_something_is_stated(
    employer: Employer, hr: User, was: dict[str, Any], now: dict[str, Any], expected: dict[str, list[Change]]
):
    number = make_identity_number()
    commit(employer, row(number=number, **was), by=hr)
    assert told(preview(employer, row(number=number, **now), by=hr)) == expected


def test_two_telephone_numbers_that_look_alike_once_masked_are_a_change_all_the_same(employer: Employer, hr: User):
    number = make_identity_number()
    stated = ("李明", number, "硕士", "吉林大学", "2026-06-20")
    actions.commit(preview(employer, full(*stated, "13800138000", months=4), header=FULL, by=hr), by=hr)
    assert told(preview(employer, full(*stated, "13855558000", months=5), header=FULL, by=hr)) == {
        "李明": [("社保连续月数", "4", "5"), ("手机号码", "138****8000", "138****8000（隐去的数字不同）")]
    }


def test_the_total_is_that_of_the_people_shown_though_another_roster_came_first(
    signed_in: Client, employer: Employer, hr: User
):
    numbers = [make_identity_number() for _ in range(2)]
    commit(employer, *(row(number=number, months=4) for number in numbers), by=hr)
    waiting = preview(employer, *(row(number=number, months=5) for number in numbers), by=hr)
    commit(employer, row(number=numbers[0], months=5), row(number=numbers[1], months=4), by=hr)
    page = signed_in.get(address(waiting)).context["page"]
    assert (len(page), page.total) == (1, 1)


def test_those_who_are_listed_are_as_many_as_are_counted(employer: Employer, hr: User):
    numbers = [make_identity_number() for _ in range(6)]
    commit(employer, *(row(number=number, months=4) for number in numbers[:5]), by=hr)
    roster = preview(employer, *(row(number=each, months=4 + place % 2) for place, each in enumerate(numbers)), by=hr)
    listed = [entry.identity_number for entry in rows_that_change(roster).order_by("row_number")]
    assert (roster.changed_count, listed) == (2, [numbers[1], numbers[3]])


def test_every_value_that_makes_a_person_changed_has_its_words(employer: Employer, hr: User):
    """A value that is counted and not told would leave a person in the list without a word."""
    number = make_identity_number()
    first = commit(employer, row(number=number), by=hr)
    roster = preview(employer, row(number=number), by=hr)
    other: dict[str, Any] = {
        "name": "别名", "contract_months": 12, "open_ended": True, "works_in_city": False, "insured_months": 9,
        "degree_level": "doctor", "school": "吉林大学",
    }  # fmt: skip
    silent = []
    for name in STATED:
        entry = roster.entries.get()
        setattr(entry, name, other.get(name, clock.today()))
        entry.save()
        roster.changed_count = 1
        silent += [] if told(roster).get(entry.name) else [name]
        setattr(entry, name, getattr(first.entries.get(), name))
        entry.save()
    assert silent == []


def test_once_the_roster_counts_its_page_still_tells_what_it_changed(employer: Employer, hr: User):
    number = make_identity_number()
    commit(employer, row("张三丰", number, months=4), by=hr)
    roster = commit(employer, row("张三丰", number, months=5), by=hr)
    later = commit(employer, row("张三丰", number, months=8), by=hr)
    assert (told(roster), told(later)) == (
        {"张三丰": [("社保连续月数", "4", "5")]},
        {"张三丰": [("社保连续月数", "5", "8")]},
    )


def test_nothing_is_told_of_a_roster_that_was_given_up(signed_in: Client, employer: Employer, hr: User):
    number = make_identity_number()
    commit(employer, row(number=number, months=4), by=hr)
    roster = actions.discard(preview(employer, row(number=number, months=5), by=hr), by=hr)
    text = signed_in.get(address(roster)).content.decode()
    links = address(roster) in signed_in.get(reverse("employer:roster", args=[roster.pk])).content.decode()
    assert ("没有可以对照的内容" in text, links) == (True, False)


def test_the_preview_leads_to_the_page_which_shows_old_and_new_and_no_whole_number(
    signed_in: Client, employer: Employer, hr: User
):
    number = make_identity_number()
    commit(employer, row("令狐冲", number, months=4), by=hr)
    roster = preview(employer, row("令狐冲", number, months=5), by=hr)
    leads = address(roster) in signed_in.get(reverse("employer:roster", args=[roster.pk])).content.decode()
    text = signed_in.get(address(roster)).content.decode()
    assert leads
    assert ("社保连续月数：<del>4</del> → <ins>5</ins>" in text, "令狐冲" in text) == (True, True)
    assert (number in text, f"***{number[-4:]}" in text) == (False, True)


def test_a_preview_that_changes_nobody_leads_nowhere(signed_in: Client, employer: Employer, hr: User):
    roster = preview(employer, row(), by=hr)
    text = signed_in.get(reverse("employer:roster", args=[roster.pk])).content.decode()
    assert ("查看变更了什么" in text, address(roster) in text) == (False, False)


def test_somebody_elses_changes_do_not_exist(signed_in: Client):
    assert signed_in.get(address(preview(make_employer(), row()))).status_code == 404


def test_many_changes_are_paged_by_key(signed_in: Client, employer: Employer, hr: User):
    numbers = [make_identity_number() for _ in range(60)]
    commit(employer, *(row(number=number, months=4) for number in numbers), by=hr)
    roster = preview(employer, *(row(number=number, months=5) for number in numbers), by=hr)
    first = signed_in.get(address(roster)).context
    second = signed_in.get(f"{address(roster)}?{first['page'].next_query}").context
    assert ([len(first["rows"]), len(second["rows"])], first["page"].total_text) == ([50, 10], "共 60 条")


@pytest.mark.parametrize("count", [1, 50])
def test_the_page_of_changes_takes_the_same_queries_for_one_person_and_for_fifty(
    signed_in: Client, employer: Employer, hr: User, django_assert_num_queries: DjangoAssertNumQueries, count: int
):
    numbers = [make_identity_number() for _ in range(count)]
    commit(employer, *(row(number=number, months=4) for number in numbers), by=hr)
    roster = preview(employer, *(row(number=number, months=5) for number in numbers), by=hr)
    signed_in.get(reverse("employer:roster_list"))
    with django_assert_num_queries(CHANGES_QUERIES):
        signed_in.get(address(roster))
