"""The three sides of a batch and of a return."""

from __future__ import annotations

import pytest

from subsidies.payments.kinds import ExceptionKind as K
from subsidies.payments.kinds import Resolution
from subsidies.payments.models import PaymentBatch, ReturnException
from subsidies.payments.queries.balance import Sum
from subsidies.payments.queries.reconciliation import Rest, ThreeWay, three_way_of_batch, three_way_of_return
from tests.subsidies.payments.apart import enter, of_kind, payments_of, resolve
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.stages import Desk

NONE, ONE, TWO = Sum(), Sum(1, 12_000), Sum(2, 24_000)


@pytest.fixture
def batch(desk: Desk) -> PaymentBatch:
    return desk.released()


def sides(three: ThreeWay) -> list[tuple[Sum, Sum]]:
    """Bank and books: of paid, failed, and without a result."""
    return [(side.bank, side.books) for side in three.sides]


def test_a_batch_that_the_bank_has_not_answered_has_no_result(batch: PaymentBatch):
    three = three_way_of_batch(batch)
    assert (sides(three), three.differs) == ([(NONE, NONE), (NONE, NONE), (Sum(3, 36_000), Sum(3, 36_000))], False)


def test_what_is_entered_as_the_bank_said_agrees(desk: Desk, batch: PaymentBatch):
    first, *others = payments_of(batch)
    kept = enter(desk, batch, Answer(first, "失败", "户名不符"), *map(Answer, others))
    found = [three_way_of_batch(batch), three_way_of_return(kept)]
    assert [sides(three) for three in found] == [[(TWO, TWO), (ONE, ONE), (NONE, NONE)]] * 2
    assert [three.differs for three in found] == [False, False]


def test_the_last_word_of_the_bank_differs_until_the_exception_is_resolved(desk: Desk, batch: PaymentBatch):
    found = of_kind(desk, batch, K.REVERSED_AFTER_PAID)
    before = three_way_of_batch(batch)
    resolve(desk, found, Resolution.REVERSE)
    after = three_way_of_batch(batch)
    assert (sides(before)[:2], before.differs) == ([(NONE, ONE), (ONE, NONE)], True)
    assert (sides(after)[:2], after.differs) == ([(NONE, NONE), (ONE, ONE)], False)


def test_a_wrong_amount_is_told_in_yuan(desk: Desk, batch: PaymentBatch):
    kept = of_kind(desk, batch, K.WRONG_AMOUNT).row.bank_return
    assert sides(three_way_of_batch(batch))[0] == (Sum(1, 12_001), NONE)
    assert sides(three_way_of_return(kept))[0] == (Sum(1, 12_001), NONE)


def test_a_return_counts_what_people_made_of_its_exceptions(desk: Desk, batch: PaymentBatch):
    kept = of_kind(desk, batch, K.UNKNOWN_LINE).row.bank_return
    before = sides(three_way_of_return(kept))
    resolve(desk, ReturnException.objects.get(), Resolution.COUNT_PAID)
    assert (before[0], sides(three_way_of_return(kept))[0]) == ((ONE, NONE), (ONE, ONE))


def test_a_file_that_speaks_of_a_part_differs_in_nothing(desk: Desk, batch: PaymentBatch):
    first, second, _third = payments_of(batch)
    kept = enter(desk, batch, Answer(first))
    three, before = three_way_of_return(kept), three_way_of_batch(batch)
    assert (three.differs, three.total.bank, three.rest) == (False, ONE, Rest(NONE, TWO))
    assert (before.differs, before.rest) == (False, None)
    enter(desk, batch, Answer(second, "失败", "户名不符"))
    assert three_way_of_return(kept).rest == Rest(ONE, ONE)


def test_a_part_of_a_batch_that_is_not_entered_as_the_file_says_still_differs(desk: Desk, batch: PaymentBatch):
    three = three_way_of_return(of_kind(desk, batch, K.WRONG_AMOUNT).row.bank_return)
    assert (three.differs, three.bank_differs, three.books_differ) == (True, True, True)
    assert three.rest == Rest(NONE, TWO)


def test_they_take_one_query_and_five(desk: Desk, batch: PaymentBatch, django_assert_num_queries):
    kept = of_kind(desk, batch, K.WRONG_AMOUNT).row.bank_return
    with django_assert_num_queries(1):
        three_way_of_batch(batch)
    with django_assert_num_queries(5):
        three_way_of_return(kept)
