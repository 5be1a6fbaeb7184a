"""Where someone works: listed employers only, but nobody loses the one they named."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from talent.profiles.forms.employment import EmploymentForm
from tests.factories import make_employer, make_employment, make_person

pytestmark = pytest.mark.django_db


def form(employer: Any, employment: Any = None, **changes: Any) -> EmploymentForm:
    usual = {
        "employer": str(employer.pk),
        "hired_on": "2026-07-01",
        "contract_months": "36",
        "works_in_city": "yes",
        "insured_months": "4",
    }
    return EmploymentForm(usual | changes, employment=employment)


def test_a_contract_of_three_years_is_taken():
    employer = make_employer()
    filled = form(employer)
    assert filled.is_valid()
    assert filled.cleaned_data == {
        "employer": employer,
        "hired_on": dt.date(2026, 7, 1),
        "contract_months": 36,
        "open_ended": False,
        "works_in_city": True,
        "insured_months": 4,
    }


def test_an_open_ended_contract_has_no_months():
    employer = make_employer()
    both, none = form(employer, open_ended="on"), form(employer, open_ended="on", contract_months="")
    assert (dict(both.errors), none.is_valid()) == (
        {"contract_months": ["无固定期限的合同请不要填写月数。"]},
        True,
    )


def test_a_contract_without_a_term_is_asked_for_one():
    filled = form(make_employer(), contract_months="")
    assert dict(filled.errors) == {"contract_months": ["请填写合同期限的月数，或勾选无固定期限。"]}


@pytest.mark.parametrize("months", ["0", "601", "99999999999", "-3"])
def test_a_term_that_cannot_be_gets_one_error(months: str):
    assert [len(errors) for errors in form(make_employer(), contract_months=months).errors.values()] == [1]


def test_an_employer_off_the_list_cannot_be_chosen():
    gone = make_employer(listed_until=dt.date(2025, 1, 1))
    assert dict(form(gone).errors) == {"employer": ["请从列出的选项中选择。"]}


def test_an_employer_that_left_the_list_stays_with_those_who_named_it():
    gone = make_employer(listed_until=dt.date(2025, 1, 1))
    employment = make_employment(make_person(), gone)
    assert form(gone, employment).is_valid()


def test_an_empty_form_says_what_to_do_at_each_field():
    assert dict(EmploymentForm({}).errors) == {
        "employer": ["请选择用人单位。"],
        "hired_on": ["请填写入职日期。"],
        "works_in_city": ["请选择“是”或“否”。"],
        "insured_months": ["请填写长春社保连续缴费月数。"],
        "contract_months": ["请填写合同期限的月数，或勾选无固定期限。"],
    }
