"""The list of employers: who keeps it, what is refused, what is recorded."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.employers import actions
from talent.employers.models import Employer
from talent.identifiers.credit_code import InvalidCreditCode, with_check_digit
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_user

pytestmark = pytest.mark.django_db
CODE = with_check_digit("91220101MA9100001")
DIGITS = with_check_digit("91220101123998915")


def fields(**changes: Any) -> dict[str, Any]:
    usual = {"name": "一汽某某有限公司", "credit_code": CODE, "listed_from": dt.date(2021, 1, 1)}
    return usual | changes


@pytest.fixture
def keeper() -> User:
    return make_user(Role.POLICY_OFFICER)


def test_an_employer_is_entered_with_its_code_in_one_spelling(keeper: User):
    employer = actions.add_employer(by=keeper, **fields(credit_code=f" {CODE.lower()} "))
    assert (employer.credit_code, Employer.objects.get().name) == (CODE, "一汽某某有限公司")


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.POLICY_OFFICER)])
def test_only_administrators_and_policy_officers_keep_the_list(role: str):
    with pytest.raises(ActionRefused):
        actions.add_employer(by=make_user(role), **fields())
    assert Employer.objects.filter(name="一汽某某有限公司").count() == 0


def test_a_wrong_code_is_refused(keeper: User):
    with pytest.raises(InvalidCreditCode):
        actions.add_employer(by=keeper, **fields(credit_code=CODE[:-1] + "9"))


def test_a_second_unit_of_the_same_name_is_refused_and_nothing_is_recorded(keeper: User):
    make_employer(name="一汽某某有限公司")
    with pytest.raises(ActionRefused, match="同名或同代码"):
        actions.add_employer(by=keeper, **fields())
    assert AuditEvent.objects.filter(verb="employer.added").count() == 0


def test_a_change_records_what_was_and_what_is_and_never_a_whole_code(keeper: User):
    employer = actions.add_employer(by=keeper, **fields())
    actions.change_employer(employer, by=keeper, **fields(credit_code=DIGITS, listed_until=dt.date(2026, 6, 30)))
    event = AuditEvent.objects.get(verb="employer.changed")
    assert event.detail == {
        "before": {"credit_code": f"*{CODE[-4:]}", "listed_until": None},
        "after": {"credit_code": f"*{DIGITS[-4:]}", "listed_until": "2026-06-30"},
    }


def test_a_change_of_nothing_is_not_recorded(keeper: User):
    employer = actions.add_employer(by=keeper, **fields())
    actions.change_employer(employer, by=keeper, **fields())
    assert AuditEvent.objects.filter(verb="employer.changed").count() == 0


def test_an_employer_is_never_below_itself(keeper: User):
    head = make_employer()
    below = make_employer(parent=make_employer(parent=head))
    for parent in (head, below):
        with pytest.raises(ActionRefused, match="上级单位不能是"):
            actions.change_employer(head, by=keeper, parent=parent)
    head.refresh_from_db()
    assert head.parent is None


def test_a_listing_that_ends_before_it_begins_is_refused(keeper: User):
    employer = make_employer(credit_code=CODE)
    with pytest.raises(ActionRefused, match="日期先后颠倒"):
        actions.change_employer(employer, by=keeper, listed_until=dt.date(2019, 1, 1))
