"""The calculator's questions: what is asked, what is wrong, what the rules get to see."""

from __future__ import annotations

import datetime as dt

import pytest

from subsidies.policy.facts import Child, Degree, DegreeLevel, Employment, Facts, Person
from subsidies.portal.forms.check import CheckForm
from tests.subsidies.portal.public.answers import ANSWERS


def form(**changes: str) -> CheckForm:
    return CheckForm(ANSWERS | changes)


def facts(**changes: str) -> Facts:
    bound = form(**changes)
    assert bound.errors == {}
    return bound.facts()


def test_the_rules_see_exactly_what_was_answered():
    assert facts() == Facts(
        person=Person(dt.date(2000, 5, 1), False, None, None, None),
        degrees=(Degree(DegreeLevel.MASTER, dt.date(2026, 6, 20), True, True, True, False, False, False),),
        employment=Employment(True, dt.date(2026, 7, 1), 36, 4, None, False, True),
        applied_on=None,
        living_granted_yuan=0,
        claimed_elsewhere=False,
        children=None,
    )


@pytest.mark.parametrize(
    ("study", "full_time", "commissioned"),
    [("full_time", True, False), ("part_time", False, False), ("commissioned", True, True)],
)
def test_how_one_studied(study: str, full_time: bool, commissioned: bool):
    degree = facts(study=study).degrees[0]
    assert (degree.full_time, degree.commissioned) == (full_time, commissioned)


@pytest.mark.parametrize(
    ("school", "certificates", "expected"),
    [
        ("domestic", "both", (False, False, True, True)),
        ("domestic", "missing", (False, False, False, False)),
        ("overseas_certified", "missing", (True, True, True, True)),
        ("overseas_uncertified", "both", (True, False, True, True)),
    ],
)
def test_where_one_studied(school: str, certificates: str, expected: tuple[bool, ...]):
    degree = facts(school=school, certificates=certificates).degrees[0]
    assert (degree.overseas, degree.certified, degree.graduation_certificate, degree.degree_certificate) == expected


@pytest.mark.parametrize(("answer", "fact"), [("yes", True), ("no", False), ("unsure", None)])
def test_who_is_not_sure_of_the_employer_may_say_so(answer: str, fact: bool | None):
    assert facts(listed=answer).employment.employer_listed is fact


@pytest.mark.parametrize("name", ["contract_months", "insured_months"])
def test_open_questions_stay_unknown(name: str):
    assert getattr(facts(**{name: ""}).employment, name) is None


@pytest.mark.parametrize(
    ("answers", "children"),
    [
        ({}, None),
        ({"children": "no"}, ()),
        ({"children": "yes", "child_2": "2020-03-01"}, (Child(dt.date(2020, 3, 1)),)),
        ({"child_1": "2020-03-01"}, (Child(dt.date(2020, 3, 1)),)),
    ],
)
def test_children(answers: dict[str, str], children: tuple[Child, ...] | None):
    assert facts(**answers).children == children


@pytest.mark.parametrize("text", ["2026-07-01", "2026/7/1", "2026.7.1", "20260701", "2026年7月1日"])
def test_days_are_read_as_people_write_them(text: str):
    assert facts(hired_on=text).employment.hired_on == dt.date(2026, 7, 1)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"level": ""}, {"level": ["请选择一项"]}),
        ({"awarded_on": ""}, {"awarded_on": ["请填写日期"]}),
        ({"hired_on": "2026-02-29"}, {"hired_on": ["请填写真实存在的日期，例如 2026-07-01。"]}),
        ({"born_on": "1899-12-31"}, {"born_on": ["日期不能早于 1900 年。"]}),
        ({"born_on": "2026-07-01"}, {"born_on": ["出生日期应早于入职日期，请核对"]}),
        ({"born_on": "2026-06-20"}, {"born_on": ["出生日期应早于学位授予日期，请核对"]}),
        ({"contract_months": "三年"}, {"contract_months": ["请填写月数，例如 36"]}),
        ({"contract_months": "-1"}, {"contract_months": ["月数不能小于 0"]}),
        ({"insured_months": "601"}, {"insured_months": ["请填写不超过 600 的月数"]}),
        ({"children": "yes"}, {"child_1": ["请填写子女出生日期，或选择“没有”"]}),
    ],
)
def test_mistakes_are_told_in_chinese_at_their_field(changes: dict[str, str], errors: dict[str, list[str]]):
    assert form(**changes).errors == errors


@pytest.mark.parametrize(
    ("changes", "is_open"), [({}, False), ({"married": "yes"}, True), ({"child_1": "2020-02-30"}, True)]
)
def test_the_familys_questions_are_seen_when_something_is_there(changes: dict[str, str], is_open: bool):
    assert form(**changes).family_open is is_open


def test_every_question_stands_in_one_place():
    placed = [field.name for _title, fields in form().sections for field in fields]
    assert sorted(placed + [field.name for field in form().family]) == sorted(CheckForm.base_fields)
