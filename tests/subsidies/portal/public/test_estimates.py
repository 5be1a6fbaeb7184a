"""The calculator's answer in words."""

from __future__ import annotations

import datetime as dt

import pytest

from subsidies.applications.assessments import estimate
from subsidies.policy.facts import Child, Degree, DegreeLevel, Employment, Facts, Person
from subsidies.portal.estimates import Estimate, in_words

TODAY = dt.date(2026, 11, 23)


def words(**changes: object) -> list[Estimate]:
    given = {
        "person": Person(dt.date(2000, 5, 1), False, False, False, False),
        "degrees": (Degree(DegreeLevel.MASTER, dt.date(2026, 6, 20), True, True, True, False, None, False),),
        "employment": Employment(True, dt.date(2026, 7, 1), 36, 4, None, False, True),
        "applied_on": TODAY,
        "living_granted_yuan": 0,
        "claimed_elsewhere": False,
        "children": (Child(dt.date(2024, 3, 1)),),
    }
    return in_words(estimate(Facts(**(given | changes)), on=TODAY))


def test_the_benefits_come_in_the_order_of_the_form():
    assert [(each.title, each.outcome) for each in words()] == [
        ("生活补贴", "符合条件"),
        ("住房保障", "符合条件"),
        ("子女入学", "符合条件"),
    ]


def test_the_instalments_sum_to_the_amount():
    living = words()[0]
    assert (living.amount_yuan, sum(part.amount_yuan for part in living.instalments)) == (50_000, 50_000)


def test_facts_of_housing_and_schooling():
    _living, housing, schooling = words()
    assert (housing.facts, schooling.facts) == (
        [("户型", "一居室"), ("租住期限", "36 个月"), ("租金减免", "50%")],
        [("统筹学位选择次序", "第 2 顺位"), ("2024年3月1日出生的子女", "2027 年秋季学年：幼儿园")],
    )


def test_a_child_that_is_too_young_is_named_all_the_same():
    schooling = words(children=(Child(dt.date(2026, 3, 1)), Child(dt.date(2020, 3, 1))))[2]
    assert schooling.facts[1] == ("2026年3月1日出生的子女", "2027 年秋季学年：不在入园、入学年龄")


def test_what_is_open_stands_apart_from_what_is_settled():
    living = words(employment=Employment(True, dt.date(2026, 7, 1), None, 2, None, False, True))[0]
    assert ([f.reason for f in living.open], len(living.settled)) == (["insured_months", "contract_term"], 10)


@pytest.mark.parametrize(
    ("insured", "lead"),
    [
        (4, "按您填写的情况，预计可以享受："),
        (None, "待确认的条件都符合时，预计可以享受："),
        (2, "按您填写的情况，有条件没有达到，详见下方。"),
    ],
)
def test_the_lead_says_how_sure_it_is(insured: int | None, lead: str):
    assert words(employment=Employment(True, dt.date(2026, 7, 1), 36, insured, None, False, True))[0].lead == lead


def test_an_unknown_degree_leaves_unit_and_discount_open():
    housing = words(degrees=None)[1]
    assert housing.facts == [("户型", "按学位确定"), ("租住期限", "36 个月"), ("租金减免", "按学位确定")]
