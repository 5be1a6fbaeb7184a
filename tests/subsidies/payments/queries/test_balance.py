"""A batch balances at every stage, in count and in yuan."""

from __future__ import annotations

import pytest

from subsidies.payments import actions
from subsidies.payments.models import PaymentBatch, PaymentLine
from subsidies.payments.queries.balance import Sum, balance_of
from tests.subsidies.payments import bank
from tests.subsidies.payments.stages import Desk

NONE, ONE, TWO, ALL = Sum(), Sum(1, 12_000), Sum(2, 24_000), Sum(3, 36_000)


def figures(batch: PaymentBatch) -> dict[str, Sum]:
    """The figures of a balance that are not zero, after checking that it balances."""
    found = balance_of(PaymentBatch.objects.get(pk=batch.pk))
    assert found.differences() == []
    return {name: value for name in found.__slots__ if (value := getattr(found, name)) != NONE}


def test_a_draft_has_nothing_in_its_balance(desk: Desk):
    assert figures(desk.drawn()) == {}


def test_each_stage_moves_the_whole_batch_on(desk: Desk):
    sealed, approved, released = desk.sealed(), desk.approved(), desk.released()
    cancelled = actions.cancel(desk.sealed(), by=desk.clerk, reason="重拟")
    returned = actions.return_to_office(desk.approved(), by=desk.releaser, reason="不符")
    assert [figures(batch) for batch in (sealed, approved, released, cancelled, returned)] == [
        {"sealed": ALL, "awaiting_approval": ALL},
        {"sealed": ALL, "approved": ALL, "awaiting_release": ALL},
        {"sealed": ALL, "approved": ALL, "released": ALL, "unanswered": ALL},
        {"sealed": ALL, "cancelled": ALL},
        {"sealed": ALL, "awaiting_approval": ALL},
    ]


def test_what_the_bank_answers_is_counted_where_it_belongs(desk: Desk):
    batch = desk.released()
    actions.render_files(batch.pk)
    with actions.open_for_download(batch.files.get(kind="csv"), by=desk.releaser) as file:
        payments = bank.read_csv(file.read())
    desk.committed(batch, bank.csv_return(bank.answers(payments[:2], bank.failing(1))))
    half = figures(batch)
    desk.committed(batch, bank.csv_return(bank.answers(payments[2:])))
    common = {"sealed": ALL, "approved": ALL, "released": ALL}
    assert half == common | {"paid": ONE, "failed": ONE, "unanswered": ONE}
    assert figures(batch) == common | {"paid": TWO, "failed": ONE}


@pytest.mark.parametrize("stage", ["sealed", "approved", "released"])
def test_a_line_that_was_taken_away_unbalances_the_batch(desk: Desk, stage: str):
    batch = getattr(desk, stage)()
    PaymentLine.objects.filter(batch=batch, sequence=1).delete()
    assert balance_of(batch).differences() != []
