"""The finance bureau enters appropriations; what is wrong is taken back by another entry."""

from __future__ import annotations

import uuid

import pytest

from subsidies.budget import actions
from subsidies.budget.kinds import EntryKind, Programme
from subsidies.budget.models import BudgetEntry, BudgetLine
from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused
from tests.factories import budget_line, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db: None):
    return make_user("finance_officer")


def words(**fields):
    usual = {
        "pk": uuid.uuid4(), "fiscal_year": 2026, "programme": Programme.LIVING, "document_number": "18号",
        "subject": "208", "yuan": 1_000,
    }  # fmt: skip
    return usual | fields


def test_a_line_begins_with_what_is_appropriated(officer):
    line = actions.open_line(by=officer, **words())
    assert (line.appropriated_yuan, line.available_yuan, line.entries.count()) == (1_000, 1_000, 1)
    assert AuditEvent.objects.get(verb="budget.appropriate").detail["yuan"] == 1_000


def test_the_same_form_twice_makes_one_line(officer):
    fields = words()
    first, second = (actions.open_line(by=officer, **fields) for _ in range(2))
    assert (first, BudgetLine.objects.get().appropriated_yuan) == (second, 1_000)


def test_a_year_has_a_document_number_once(officer):
    actions.open_line(by=officer, **words())
    with pytest.raises(ActionRefused, match="已有指标文号 18号"):
        actions.open_line(by=officer, **words())


@pytest.mark.parametrize("role", ["reviewer", "auditor", "policy_officer", "hr_officer"])
def test_nobody_else_enters_money(role: str):
    with pytest.raises(ActionRefused):
        actions.open_line(by=make_user(role), **words())
    with pytest.raises(ActionRefused):
        actions.appropriate(budget_line(), by=make_user(role), pk=uuid.uuid4(), kind="appropriate", yuan=5, words="x")
    with pytest.raises(ActionRefused):
        actions.reverse_entry(BudgetEntry.objects.get(), by=make_user(role), words="x")


@pytest.mark.parametrize("yuan", [0, -5, 10**12])
def test_an_amount_out_of_range_makes_no_line(officer, yuan: int):
    with pytest.raises(ActionRefused):
        actions.open_line(by=officer, **words(yuan=yuan))
    assert BudgetLine.objects.count() == 0


def test_more_and_less_are_entered_once_for_each_form(officer):
    line, key = actions.open_line(by=officer, **words()), uuid.uuid4()
    for _ in range(2):
        actions.appropriate(line, by=officer, pk=key, kind=EntryKind.APPROPRIATE, yuan=500, words="追加 20号")
    line = actions.appropriate(line, by=officer, pk=uuid.uuid4(), kind=EntryKind.REDUCE, yuan=300, words="调减 21号")
    assert (line.appropriated_yuan, line.available_yuan) == (1_200, 1_200)


def test_what_was_granted_cannot_be_taken_away(officer):
    line = actions.open_line(by=officer, **words())
    actions.post(EntryKind.RESERVE, line.pk, 900, subject=BudgetEntry(pk=uuid.uuid4()))
    with pytest.raises(actions.BudgetExceeded):
        actions.appropriate(line, by=officer, pk=uuid.uuid4(), kind=EntryKind.REDUCE, yuan=101, words="调减")


@pytest.mark.parametrize(("kind", "said"), [("reserve", "文号"), ("appropriate", " ")])
def test_a_kind_that_follows_from_elsewhere_or_no_reason_is_refused(officer, kind: str, said: str):
    line = actions.open_line(by=officer, **words())
    with pytest.raises(ActionRefused):
        actions.appropriate(line, by=officer, pk=uuid.uuid4(), kind=kind, yuan=5, words=said)


def test_a_wrong_appropriation_is_reversed_and_both_stay(officer):
    line = actions.open_line(by=officer, **words())
    actions.appropriate(line, by=officer, pk=uuid.uuid4(), kind="appropriate", yuan=50, words="多录一位")
    actions.reverse_entry(line.entries.get(yuan=50, reverses=None), by=officer, words="多录")
    line.refresh_from_db()
    assert (line.appropriated_yuan, line.entries.count()) == (1_000, 3)


def test_what_follows_from_a_grant_is_not_reversed_by_hand(officer):
    line = actions.open_line(by=officer, **words())
    entry = actions.post(EntryKind.RESERVE, line.pk, 900, subject=BudgetEntry(pk=uuid.uuid4()))
    with pytest.raises(ActionRefused, match="由授予或发放产生"):
        actions.reverse_entry(entry, by=officer, words="试试")
