"""What the applicant states beside what the roster states."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.verification.matching import LABELS, compare, proves
from talent.employers.models import RosterEntry

HIRED = dt.date(2026, 7, 1)


def entry(**stated: Any) -> RosterEntry:
    usual = {
        "name": "李明", "hired_on": HIRED, "contract_months": 36, "open_ended": False, "works_in_city": True,
        "insured_months": 4, "left_on": None,
    }  # fmt: skip
    return RosterEntry(**(usual | stated))


def entered(name: str | None = "李明", **employment: Any) -> dict[str, Any]:
    usual = {
        "hired_on": HIRED.isoformat(), "contract_months": 36, "open_ended": False, "works_in_city": True,
        "insured_months": 4, "left_on": None,
    }  # fmt: skip
    return {"person": {"name": name}, "employment": usual | employment}


def agreement(claimed: dict[str, Any], stated: RosterEntry) -> dict[str, bool | None]:
    return {fact.key: fact.agrees for fact in compare(claimed, stated) if fact.agrees is not True}


def test_a_row_that_says_the_same_proves():
    assert (agreement(entered(), entry()), proves(entered(), entry())) == ({}, True)


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ({"name": "李鸣"}, {"name": False}),
        ({"hired_on": dt.date(2026, 7, 2)}, {"hired_on": False}),
        ({"contract_months": 24}, {"contract": False}),
        ({"contract_months": None, "open_ended": True}, {"contract": False}),
        ({"works_in_city": False}, {"works_in_city": False}),
        ({"insured_months": 3}, {"insured_months": False}),
        ({"left_on": dt.date(2026, 9, 1)}, {"left_on": False}),
        ({"contract_months": None}, {"contract": None}),
        ({"works_in_city": None}, {"works_in_city": None}),
        ({"insured_months": None}, {"insured_months": None}),
    ],
)
def test_each_fact_that_differs_or_is_not_said_keeps_the_row_from_proving(
    stated: dict[str, Any], found: dict[str, bool | None]
):
    assert (agreement(entered(), entry(**stated)), proves(entered(), entry(**stated))) == (found, False)


def test_more_months_of_insurance_than_claimed_prove_the_claim():
    assert proves(entered(insured_months=4), entry(insured_months=5)) is True


def test_months_that_the_applicant_does_not_claim_are_not_proved():
    assert agreement(entered(insured_months=None), entry(insured_months=5)) == {"insured_months": None}


@pytest.mark.parametrize(
    ("claimed", "stated"),
    [("阿依古丽·买买提", "阿依古丽•买买提"), ("Anna  Schmidt", "ANNA SCHMIDT"), ("欧阳 静", "欧阳静")],
)
def test_a_name_is_the_same_however_its_dots_blanks_and_capitals_are_written(claimed: str, stated: str):
    assert proves(entered(claimed), entry(name=stated)) is True


def test_both_sides_are_given_in_words():
    facts = compare(entered(contract_months=None, open_ended=True), entry(works_in_city=False))
    assert [(f.label, f.claimed, f.stated) for f in facts] == [
        ("姓名", "李明", "李明"),
        ("入职日期", "2026-07-01", "2026-07-01"),
        ("合同期限", "无固定期限", "36 个月"),
        ("在长春工作", "是", "否"),
        ("社保连续月数", "4 个月", "4 个月"),
        ("离职日期", "—", "—"),
    ]


days = st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1))
months = st.none() | st.integers(0, 1200)
claims = st.fixed_dictionaries(
    {},
    optional={
        "person": st.none() | st.fixed_dictionaries({}, optional={"name": st.none() | st.text(max_size=20)}),
        "employment": st.none()
        | st.fixed_dictionaries(
            {},
            optional={
                "hired_on": st.none() | days.map(dt.date.isoformat),
                "contract_months": months,
                "open_ended": st.none() | st.booleans(),
                "works_in_city": st.none() | st.booleans(),
                "insured_months": months,
                "left_on": st.none() | days.map(dt.date.isoformat),
            },
        ),
    },
)
rows = st.none() | st.builds(
    RosterEntry,
    name=st.text(min_size=1, max_size=20),
    hired_on=days,
    contract_months=months,
    open_ended=st.booleans(),
    works_in_city=st.none() | st.booleans(),
    insured_months=months,
    left_on=st.none() | days,
)


@given(claims, rows)
def test_every_snapshot_compares_with_every_row_in_the_same_six_facts(claimed: dict[str, Any], stated: RosterEntry):
    facts = compare(claimed, stated)
    assert [fact.key for fact in facts] == list(LABELS)
    assert {type(words) for fact in facts for words in (fact.claimed, fact.stated)} == {str}
    assert {fact.agrees for fact in facts} <= {True, False, None}


@given(claims, rows.filter(lambda row: row is not None))
def test_a_row_proves_exactly_when_every_fact_agrees(claimed: dict[str, Any], stated: RosterEntry):
    assert proves(claimed, stated) == ({fact.agrees for fact in compare(claimed, stated)} == {True})
