"""Money moves between accounts of a line, never below zero, never without an entry, never twice."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from subsidies.budget import actions
from subsidies.budget.kinds import MOVES, SOURCES, Account, EntryKind, Programme
from subsidies.budget.models import BudgetEntry, BudgetLine
from talent.workflow.refusals import ActionRefused
from tests.factories import budget_line, make_person

pytestmark = pytest.mark.django_db
K = EntryKind


def subject():
    return BudgetEntry(pk=uuid.uuid4())


def by_account(line: BudgetLine) -> dict[Account, int]:
    line.refresh_from_db()
    return {account: line.balance(account) for account in Account if line.balance(account)}


def test_an_entry_moves_what_its_kind_says():
    line = budget_line(yuan=100)
    actions.post(K.RESERVE, line.pk, 30, subject=subject(), words="DL1")
    actions.post(K.COMMIT, line.pk, 20, subject=subject())
    assert by_account(line) == {
        Account.APPROPRIATED: 100, Account.AVAILABLE: 70, Account.RESERVED: 10, Account.COMMITTED: 20,
    }  # fmt: skip


def test_nothing_is_posted_for_nothing():
    line = budget_line(yuan=100)
    assert actions.post(K.RESERVE, line.pk, 0, subject=subject()) is None
    assert line.entries.count() == 1


def test_more_than_is_there_is_refused_and_nothing_moves():
    line = budget_line(yuan=100)
    with pytest.raises(actions.BudgetExceeded, match="只有 100 元，不足 101 元"):
        actions.post(K.RESERVE, line.pk, 101, subject=subject())
    assert (by_account(line), line.entries.count()) == ({Account.APPROPRIATED: 100, Account.AVAILABLE: 100}, 1)


def test_one_cause_is_posted_once():
    line, batch = budget_line(yuan=100), subject()
    actions.post(K.RESERVE, line.pk, 30, subject=batch)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.post(K.RESERVE, line.pk, 30, subject=batch)
    assert by_account(line)[Account.RESERVED] == 30


def test_money_paid_twice_stands_beyond_the_appropriation_until_it_is_recovered():
    line = budget_line(yuan=100)
    actions.post(K.PAY_TWICE, line.pk, 40, subject=subject())
    assert by_account(line)[Account.OVERPAID] == 40
    actions.post(K.RECOVER, line.pk, 40, subject=subject())
    line.refresh_from_db()
    assert (line.paid_yuan, line.recovered_yuan, line.difference()) == (0, 40, 0)


def test_reserving_takes_the_first_line_that_has_enough():
    officer = budget_line(yuan=10).opened_by
    second = actions.open_line(
        by=officer, pk=uuid.uuid4(), fiscal_year=budget_line().fiscal_year, programme=Programme.LIVING,
        document_number="追加", subject="208", yuan=500,
    )  # fmt: skip
    day = dt.date(second.fiscal_year, 5, 1)
    assert actions.reserve(Programme.LIVING, 100, on=day, subject=subject()) == second
    assert actions.reserve(Programme.LIVING, 5, on=day, subject=subject()) == budget_line()


def test_a_later_years_money_is_not_taken():
    line = budget_line(yuan=100)
    with pytest.raises(actions.BudgetExceeded, match="请财政局追加指标"):
        actions.reserve(Programme.LIVING, 5, on=dt.date(line.fiscal_year - 1, 12, 31), subject=subject())


def test_last_years_money_is_taken_until_its_year_is_closed():
    line = budget_line(yuan=100)
    day = dt.date(line.fiscal_year + 1, 1, 2)
    assert actions.reserve(Programme.LIVING, 5, on=day, subject=subject()) == line


def test_a_reversal_brings_the_money_back_once():
    line = budget_line(yuan=100)
    entry = actions.post(K.RESERVE, line.pk, 30, subject=subject())
    actions.reverse(entry, words="错", by=None)
    assert by_account(line) == {Account.APPROPRIATED: 100, Account.AVAILABLE: 100}
    with pytest.raises(ActionRefused, match="已经冲销过"):
        actions.reverse(entry, words="错", by=None)


class AnySequence(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from(list(MOVES)), st.integers(1, 60)), max_size=30))
    def test_whatever_is_posted_the_line_balances_and_is_what_its_entries_say(self, posts):
        BudgetLine.objects.all()
        line = budget_line(yuan=100)
        for kind, yuan in posts:
            try:
                actions.post(kind, line.pk, yuan, subject=subject())
            except actions.BudgetExceeded:
                continue
        line.refresh_from_db()
        moved = BudgetEntry.objects.moved()
        by_entries = {a: moved.get((line.pk, a), 0) * (-1 if a in SOURCES else 1) for a in Account}
        assert by_entries == {a: line.balance(a) for a in Account}
        assert (line.difference(), min(by_entries.values()) >= 0) == (0, True)


def test_people_do_not_matter_to_the_books():
    make_person()
    assert BudgetEntry.objects.count() == 0
