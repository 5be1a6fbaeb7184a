"""Four processes that grant, draw and close at once never spend a yuan twice."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter

import pytest
from django.db import IntegrityError

from subsidies.budget import actions
from subsidies.budget.kinds import EntryKind, Programme
from subsidies.budget.models import BudgetEntry, BudgetLine
from tests.factories import budget_line
from tests.subsidies.payments.racing import race

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def balances() -> list[tuple[int, int, int]]:
    lines = BudgetLine.objects.order_by("opened_at")
    return [(line.available_yuan, line.reserved_yuan, line.difference()) for line in lines]


def test_reservations_at_once_stop_at_the_appropriation():
    line = budget_line(yuan=1_000)
    day = dt.date(line.fiscal_year, 5, 1)
    outcomes = race(
        lambda *_: actions.reserve(Programme.LIVING, 30, on=day, subject=BudgetEntry(pk=uuid.uuid4())), rounds=20
    )
    assert (outcomes, balances()) == (Counter(done=33, refused=47), [(10, 990, 0)])


def test_two_lines_are_used_up_without_a_deadlock():
    line = budget_line(yuan=500)
    actions.open_line(
        by=line.opened_by, pk=uuid.uuid4(), fiscal_year=line.fiscal_year, programme=Programme.LIVING,
        document_number="追加", subject="208", yuan=500,
    )  # fmt: skip
    day = dt.date(line.fiscal_year, 5, 1)
    outcomes = race(
        lambda process, _: actions.reserve(Programme.LIVING, 7 + process, on=day, subject=BudgetEntry(pk=uuid.uuid4())),
        rounds=40,
    )
    assert set(outcomes) == {"done", "refused"}
    assert [difference for *_, difference in balances()] == [0, 0]
    assert all(available < 11 for available, *_ in balances())


def test_nobody_is_refused_at_once_while_another_line_has_enough():
    first = budget_line(yuan=30)
    for number in range(2, 41):
        words = {"programme": Programme.LIVING, "document_number": f"追加{number}", "subject": "208", "yuan": 30}
        actions.open_line(by=first.opened_by, pk=uuid.uuid4(), fiscal_year=first.fiscal_year, **words)
    day = dt.date(first.fiscal_year, 5, 1)
    outcomes = race(
        lambda *_: actions.reserve(Programme.LIVING, 30, on=day, subject=BudgetEntry(pk=uuid.uuid4())), rounds=10
    )
    assert (outcomes, set(balances())) == (Counter(done=40), {(0, 30, 0)})


def test_one_cause_posted_by_four_at_once_is_posted_once():
    line = budget_line(yuan=1_000)
    causes = [uuid.uuid4() for _ in range(20)]
    outcomes = race(
        lambda _, turn: actions.post(EntryKind.RESERVE, line.pk, 10, subject=BudgetEntry(pk=causes[turn])),
        rounds=20,
        refusals=IntegrityError,
    )
    assert (outcomes["done"], balances()) == (20, [(800, 200, 0)])


def test_a_reversal_and_a_grant_at_once_never_both_take_the_money():
    line = budget_line(yuan=100)
    entries = [
        actions.post(EntryKind.APPROPRIATE, line.pk, 50, subject=BudgetEntry(pk=uuid.uuid4())) for _ in range(10)
    ]
    day = dt.date(line.fiscal_year, 5, 1)

    def work(process: int, turn: int) -> None:
        if process % 2:
            actions.reverse(entries[turn], words="错", by=None)
        else:
            actions.reserve(Programme.LIVING, 45, on=day, subject=BudgetEntry(pk=uuid.uuid4()))

    outcomes = race(work, rounds=10)
    line.refresh_from_db()
    assert set(outcomes) == {"done", "refused"}
    assert (line.difference(), line.available_yuan >= 0) == (0, True)
