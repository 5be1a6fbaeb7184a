"""What comes after the bank changed its mind: a late success beside its replacement, and a payment sent back."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction

from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.kinds import ExceptionKind as K
from subsidies.payments.kinds import Resolution
from subsidies.payments.models import Instalment, PaymentBatch, PaymentLine, ReturnException
from subsidies.payments.queries.paid_twice import claim_of, lines_paid_twice_and_unclaimed
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused
from tests.subsidies.payments.apart import (
    agree,
    enter,
    mend,
    of_kind,
    payments_of,
    propose,
    replaced,
    resolve,
)
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.debts import Office
from tests.subsidies.payments.stages import Desk, lines_of

R = Resolution


@pytest.fixture(autouse=True)
def books_agree_afterwards(db: None):
    """Whatever is done to an exception, every sum and status agrees."""
    yield
    assert [found for found in differences() if "manifest" not in found] == []


@pytest.fixture
def batch(desk: Desk) -> PaymentBatch:
    return desk.released()


def stands(batch: PaymentBatch) -> tuple[str, str]:
    """Status of the first line and of its instalment."""
    line = lines_of(batch)[0]
    return line.status, line.instalment.status


def test_a_reversed_payment_is_paid_again_by_a_new_line_once_the_account_is_mended(desk: Desk, batch: PaymentBatch):
    resolve(desk, of_kind(desk, batch, K.REVERSED_AFTER_PAID), R.REVERSE)
    line = lines_of(batch)[0]
    drawn = actions.free_corrected()
    mend(desk, line.instalment)
    again = desk.released(Instalment.objects.get(pk=line.instalment_id))
    enter(desk, again, *(Answer(payment) for payment in payments_of(again)))
    assert (drawn, stands(batch), stands(again)) == (0, ("reversed", "paid"), ("paid", "paid"))


def test_a_late_success_of_what_was_due_again_leaves_nothing_to_draw(desk: Desk, batch: PaymentBatch):
    enter(desk, batch, Answer(payments_of(batch)[0], "失败", "户名不符"))
    line = lines_of(batch)[0]
    mend(desk, line.instalment)
    drawable = Instalment.objects.drawable(clock.today()).filter(pk=line.instalment_id)
    before = drawable.exists()
    enter(desk, batch, Answer(payments_of(batch)[0]))
    while_open = drawable.exists()
    resolve(desk, ReturnException.objects.get(), R.LATE_SUCCESS)
    assert (before, while_open, drawable.exists(), stands(batch)) == (True, False, False, ("paid", "paid"))


def test_what_may_be_paid_already_is_not_drawn_up_until_that_is_cleared_up(desk: Desk, batch: PaymentBatch):
    enter(desk, batch, Answer(payments_of(batch)[0], "失败", "户名不符"))
    line = lines_of(batch)[0]
    mend(desk, line.instalment)
    enter(desk, batch, Answer(payments_of(batch)[0]))
    with pytest.raises(ActionRefused) as refused:
        desk.drawn(Instalment.objects.get(pk=line.instalment_id))
    resolve(desk, ReturnException.objects.get(), R.NO_EFFECT)
    drawn = desk.drawn(Instalment.objects.get(pk=line.instalment_id))
    assert ("银行又称原先那笔已付" in str(refused.value), drawn.status) == (True, "draft")


def late(desk: Desk, batch: PaymentBatch, stage: str) -> tuple[ReturnException, PaymentBatch]:
    """A late success of a line whose replacement is in a batch at that stage."""
    enter(desk, batch, Answer(payments_of(batch)[0], "失败", "户名不符"))
    replacement = replaced(desk, lines_of(batch)[0], stage)
    enter(desk, batch, Answer(payments_of(batch)[0]))
    return ReturnException.objects.get(batch=batch), replacement


@pytest.mark.parametrize("resolution", [R.LATE_SUCCESS, R.PAID_TWICE])
@pytest.mark.parametrize(
    ("stage", "words"), [("drawn", "移出批次"), ("sealed", "取消"), ("approved", "退回"), ("returned", "取消")]
)
def test_a_replacement_that_is_not_released_has_to_be_undone_first(desk, batch, stage, words, resolution):
    found, replacement = late(desk, batch, stage)
    propose(desk, found, resolution)
    with pytest.raises(ActionRefused) as refused:
        agree(desk, found)
    assert (words in str(refused.value), replacement.number in str(refused.value)) == (True, True)
    assert (stands(batch), stands(replacement)) == (("failed", "batched"), ("unanswered", "batched"))


def test_once_the_replacement_is_undone_the_late_success_counts(desk: Desk, batch: PaymentBatch):
    found, replacement = late(desk, batch, "sealed")
    actions.cancel(replacement, by=desk.clerk, reason="原先那笔已付")
    resolve(desk, found, R.LATE_SUCCESS)
    assert (stands(batch), stands(replacement)) == (("paid", "paid"), ("cancelled", "paid"))


def test_a_doubtful_replacement_is_not_released(desk: Desk, batch: PaymentBatch):
    _found, replacement = late(desk, batch, "approved")
    with pytest.raises(ActionRefused) as refused:
        actions.release(replacement, by=desk.releaser, voucher_number="V", digest=replacement.digest)
    assert "正在核实" in str(refused.value)


@pytest.mark.parametrize("answer", ["", "成功", "失败"])
def test_a_late_success_beside_a_released_replacement_is_money_out_twice(desk: Desk, batch: PaymentBatch, answer: str):
    found, replacement = late(desk, batch, "released")
    if answer:
        enter(desk, replacement, *(Answer(payment, answer, "") for payment in payments_of(replacement)))
    with pytest.raises(ActionRefused):
        resolve(desk, found, R.LATE_SUCCESS if answer != "失败" else R.PAID_TWICE)
    actions.refuse_resolution(found, by=desk.approver, reason="改为另一种")
    resolve(desk, found, R.PAID_TWICE if answer != "失败" else R.LATE_SUCCESS)
    after = {"": ("paid_twice", "batched"), "成功": ("paid_twice", "paid"), "失败": ("paid", "paid")}[answer]
    assert stands(batch) == after


def test_what_is_paid_twice_waits_to_be_claimed_back(desk: Desk, batch: PaymentBatch):
    found, _replacement = late(desk, batch, "released")
    resolve(desk, found, R.PAID_TWICE)
    line = lines_of(batch)[0]
    waiting = list(lines_paid_twice_and_unclaimed())
    office = Office()
    recovery = actions.open_recovery_for_line(line, by=office.drafter, pk=uuid.uuid4(), note="两笔都到账")
    claimed = (list(lines_paid_twice_and_unclaimed()), claim_of(line))
    actions.cancel_recovery(recovery, by=office.drafter, reason="拟错")
    assert (waiting, claimed, list(lines_paid_twice_and_unclaimed())) == ([line], ([], recovery), [line])


def test_no_line_is_ever_live_twice(desk: Desk, batch: PaymentBatch):
    found, replacement = late(desk, batch, "released")
    line = found.line
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentLine.objects.filter(pk=line.pk).update(status="paid")
    assert stands(replacement) == ("unanswered", "batched")
