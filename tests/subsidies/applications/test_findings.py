"""Every finding of every scheme in words."""

from __future__ import annotations

import datetime as dt

import pytest

from subsidies.applications.findings import LABELS, explain, explain_all
from subsidies.policy import housing, living, schooling, wire
from subsidies.policy.facts import Child, Degree, DegreeLevel, Employment, Facts, Person
from subsidies.policy.findings import Reason

TODAY = dt.date(2026, 11, 23)
CITATION = "暂定，以实施细则为准"

UNSUITED = Facts(
    person=Person(dt.date(1980, 1, 1), False, True, True, True),
    degrees=(Degree(DegreeLevel.BACHELOR, dt.date(2010, 7, 1), False, True, False, False, None, True),),
    employment=Employment(False, dt.date(2020, 7, 1), 12, 1, dt.date(2026, 1, 1), False, False),
    applied_on=TODAY,
    living_granted_yuan=80_000,
    claimed_elsewhere=True,
    children=(),
)
SUITED = Facts(
    person=Person(dt.date(2000, 5, 1), False, False, False, False),
    degrees=(Degree(DegreeLevel.MASTER, dt.date(2026, 6, 20), True, True, True, False, None, False),),
    employment=Employment(True, dt.date(2026, 7, 1), 36, 4, None, False, True),
    applied_on=TODAY,
    living_granted_yuan=0,
    claimed_elsewhere=False,
    children=(Child(dt.date(2020, 3, 1)),),
)


def findings_of(facts: Facts) -> list[dict[str, object]]:
    answers = (
        wire.living_object(living.assess(facts, on=TODAY)),
        wire.housing_object(housing.assess(facts, on=TODAY)),
        wire.schooling_object(schooling.assess(facts, on=TODAY)),
    )
    return [finding for answer in answers for finding in answer["findings"]]


def finding(reason: str, result: str, fact: object, required: object, basis: str = "assumed") -> dict[str, object]:
    return {
        "reason": reason,
        "result": result,
        "fact": fact,
        "required": required,
        "basis": basis,
        "citation": CITATION,
    }


def test_every_reason_has_a_label():
    assert set(LABELS) == set(Reason)


@pytest.mark.parametrize("facts", [Facts(), UNSUITED, SUITED], ids=["unknown", "unsuited", "suited"])
def test_every_finding_of_every_scheme_has_words_for_all_its_parts(facts: Facts):
    explained = [explain(each) for each in findings_of(facts)]
    bare = [
        each.reason
        for each in explained
        if not (each.label and each.fact and each.required and each.citation and each.basis_label)
        or "None" in each.fact + each.required
    ]
    assert (len(explained), bare) == (21, [])


@pytest.mark.parametrize(("facts", "result"), [(UNSUITED, "unmet"), (Facts(), "unknown")])
def test_whatever_is_not_met_says_what_can_be_done(facts: Facts, result: str):
    silent = [f["reason"] for f in findings_of(facts) if f["result"] == result and not explain(f).advice]
    assert silent == []


def test_what_is_met_needs_no_advice():
    assert {explain(each).advice for each in findings_of(SUITED) if each["result"] == "met"} == {""}


@pytest.mark.parametrize(
    ("given", "fact", "required"),
    [
        (finding("contract_term", "unmet", 24, 36), "24 个月", "不少于 36 个月，或无固定期限"),
        (finding("contract_term", "met", "open_ended", 36), "无固定期限", "不少于 36 个月，或无固定期限"),
        (finding("insured_months", "unmet", 2, 3), "已连续缴纳 2 个月", "在长春连续缴纳不少于 3 个月"),
        (finding("insured_months", "unknown", None, 3), "尚未填写", "在长春连续缴纳不少于 3 个月"),
        (finding("age_at_hire", "unmet", 36, 35), "入职时 36 周岁", "入职时不超过 35 周岁"),
        (finding("hired_in_time", "met", "2026-07-01", "2028-06-20"), "2026年7月1日入职", "不晚于2028年6月20日入职"),
        (
            finding("hired_in_force", "unmet", "2020-07-01", "2021-01-01/.."),
            "2020年7月1日入职",
            "2021年1月1日及以后入职",
        ),
        (
            finding("hired_in_force", "met", "2021-07-01", "2021-01-01/2022-12-31"),
            "2021年7月1日入职",
            "2021年1月1日至2022年12月31日期间入职",
        ),
        (finding("still_employed", "met", None, "2026-11-23"), "在职", "2026年11月23日仍在职"),
        (finding("still_employed", "unmet", "2026-10-31", "2026-11-23"), "2026年10月31日离职", "2026年11月23日仍在职"),
        (
            finding("not_already_granted", "unmet", 30_000, 30_000),
            "此前已获得 30,000 元",
            "低于该学位的补贴总额 30,000 元",
        ),
        (finding("no_home_owned", "unmet", True, False), "家庭在长春有住房", "本人和配偶在长春都没有住房"),
        (finding("child_of_school_age", "unmet", 0, 1), "0 名子女适龄", "至少 1 名适龄子女"),
        (finding("degree_qualifies", "unmet", None, "level,full_time"), "没有填写学位", "学士、硕士或博士学位；全日制"),
        (
            finding("degree_qualifies", "unmet", "level,not_commissioned,awarded,certified_if_overseas", "level"),
            "不符合或未填写：全日制；有学历证书；有学位证书",
            "学士、硕士或博士学位",
        ),
        (
            finding("degree_qualifies", "unknown", "level,full_time,not_commissioned,awarded,certified_if_overseas",
                    "level"),
            "未填写：有学历证书；有学位证书",
            "学士、硕士或博士学位",
        ),
    ],
)  # fmt: skip
def test_fact_and_requirement_in_words(given: dict[str, object], fact: str, required: str):
    explained = explain(given)
    assert (explained.fact, explained.required) == (fact, required)


@pytest.mark.parametrize(
    ("basis", "label"),
    [
        ("stated", "官方文本"),
        ("reported", "据公开报道，以正式文本为准"),
        ("assumed", "暂定口径，待实施细则明确"),
    ],
)
def test_each_basis_says_how_far_it_is_the_citys_word(basis: str, label: str):
    assert explain(finding("works_in_city", "met", True, True, basis)).basis_label == label


def test_what_needs_something_comes_first():
    results = [each.result for each in explain_all(findings_of(UNSUITED) + findings_of(SUITED))]
    assert results == sorted(results, key=["unmet", "unknown", "met"].index)
