"""A payment that was made twice, and what becomes of it when one of the two comes back from the bank."""

from __future__ import annotations

import uuid

import pytest

from subsidies.budget.models import BudgetLine
from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.kinds import Resolution
from subsidies.payments.models import Instalment, PaymentLine, Recovery, ReturnException
from subsidies.payments.workflow import ExceptionStatus
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused
from tests.subsidies.payments.apart import agree, payment_of, propose, replaced, resolve
from tests.subsidies.payments.bank import Answer, csv_return
from tests.subsidies.payments.debts import Office, make_paid_twice
from tests.subsidies.payments.stages import Desk, account_number, change_account, confirm, lines_of, make_due

R = Resolution
FAILS, COMES_BACK = ("失败", "账户已销户"), ("退汇", "账户状态异常")


@pytest.fixture(autouse=True)
def books_agree_afterwards(db: None):
    """Whatever the bank says, every sum and status agrees."""
    yield
    assert [found for found in differences() if "manifest" not in found] == []


@pytest.fixture
def first(db: None) -> PaymentLine:
    """A line that is paid twice, as its replacement is at the bank."""
    return make_paid_twice()


def replacement_of(first: PaymentLine) -> PaymentLine:
    return PaymentLine.objects.exclude(pk=first.pk).get(instalment=first.instalment_id)


def says(desk: Desk, line: PaymentLine, *words: str) -> ReturnException:
    """The bank says something of a line; what is left to be cleared up. No two files of it are the same."""
    line.refresh_from_db()
    content = csv_return([Answer(payment_of(line), *words)]) + b"\r\n" * line.batch.returns.count()
    bank_return = desk.committed(line.batch, content)
    return ReturnException.objects.filter(row__bank_return=bank_return).first()


def corrects_the_account(desk: Desk, instalment: Instalment) -> None:
    """Once more, to yet another account."""
    person = instalment.award.person
    change_account(person, account_number())
    desk.lets_the_account_pass(person)
    confirm(person)
    actions.free_corrected(person_id=person.pk)


def test_whose_replacement_fails_while_the_first_payment_is_out_is_not_paid_a_third_time(desk: Desk, first):
    says(desk, replacement_of(first), *FAILS)
    instalment = Instalment.objects.get(pk=first.instalment_id)
    if instalment.status == "failed":
        corrects_the_account(desk, instalment)
    drawable = Instalment.objects.drawable(clock.today()).filter(pk=instalment.pk)
    assert (drawable.exists(), instalment.status) == (False, "batched")


def resolved(desk: Desk, line: PaymentLine, resolution: Resolution) -> None:
    """Two people settle what the bank said last of a line."""
    found = ReturnException.objects.filter(line=line).exclude(status=ExceptionStatus.RESOLVED).get()
    if found.status == ExceptionStatus.PROPOSED:
        found = actions.refuse_resolution(found, by=desk.approver, reason="改提")
    resolve(desk, found, resolution)


def refund(desk: Desk, line: PaymentLine) -> None:
    """Its money goes back to the treasury."""
    actions.refund_to_treasury(
        line.batch, by=desk.releaser, pk=uuid.uuid4(), line_ids=[line.pk], voucher_number="TK-1",
        refunded_on=clock.today(),
    )  # fmt: skip


def stands(first: PaymentLine) -> tuple[str, str, str]:
    """Of the first payment, of its replacement, and of the instalment."""
    return (
        PaymentLine.objects.get(pk=first.pk).status,
        replacement_of(first).status,
        Instalment.objects.get(pk=first.instalment_id).status,
    )


def paid_and_beyond() -> tuple[int, int]:
    """Whole yuan that the year has paid, and those of them beyond what was set aside."""
    year = BudgetLine.objects.get()
    return year.paid_yuan, year.overpaid_yuan


def claimed(first: PaymentLine) -> tuple[Office, Recovery]:
    """A recovery of the first payment, of which the person is told."""
    office = Office()
    key = uuid.uuid4()
    recovery = actions.open_recovery_for_line(first, by=office.drafter, pk=key, note="重复发放")
    recovery = actions.confirm_recovery(recovery, by=office.confirmer)
    return office, actions.notify_recovery(recovery, by=office.drafter)


def test_the_first_payment_counts_when_its_replacement_fails(desk: Desk, first):
    says(desk, replacement_of(first), *FAILS)
    resolved(desk, replacement_of(first), R.FIRST_COUNTS)
    assert (stands(first), paid_and_beyond()) == (("paid", "failed", "paid"), (first.amount_yuan, 0))


def test_the_first_payment_counts_when_its_replacement_comes_back(desk: Desk, first):
    says(desk, replacement_of(first))
    says(desk, replacement_of(first), *COMES_BACK)
    resolved(desk, replacement_of(first), R.FIRST_COUNTS)
    assert (stands(first), paid_and_beyond()) == (("paid", "reversed", "paid"), (first.amount_yuan, 0))


def test_while_the_first_payment_is_kept_its_replacement_is_not_simply_failed(desk: Desk, first):
    says(desk, replacement_of(first), *FAILS)
    with pytest.raises(ActionRefused, match="改按先付的一笔计"):
        resolved(desk, replacement_of(first), R.COUNT_FAILED)
    assert stands(first) == ("paid_twice", "unanswered", "batched")


def test_a_claim_of_the_first_payment_comes_before_it_counts(desk: Desk, first):
    office, recovery = claimed(first)
    says(desk, replacement_of(first), *FAILS)
    with pytest.raises(ActionRefused, match=recovery.number):
        resolved(desk, replacement_of(first), R.FIRST_COUNTS)
    office.receives(recovery, first.amount_yuan)
    with pytest.raises(ActionRefused, match="没有登记为重复发放而尚未追回的付款"):
        resolved(desk, replacement_of(first), R.FIRST_COUNTS)
    resolved(desk, replacement_of(first), R.COUNT_FAILED)
    assert stands(first) == ("paid_twice", "failed", "failed")


def test_a_second_payment_that_comes_back_leaves_the_instalment_paid_once(desk: Desk, first):
    says(desk, replacement_of(first))
    says(desk, first, *COMES_BACK)
    resolved(desk, first, R.TWICE_BACK)
    assert (stands(first), paid_and_beyond()) == (("reversed", "paid", "paid"), (first.amount_yuan, 0))


def test_what_is_being_recovered_cannot_come_back_from_the_bank_as_well(desk: Desk, first):
    _office, recovery = claimed(first)
    says(desk, first, *COMES_BACK)
    with pytest.raises(ActionRefused, match=recovery.number):
        resolved(desk, first, R.TWICE_BACK)
    assert stands(first) == ("paid_twice", "unanswered", "batched")


def test_a_payment_that_came_back_and_is_paid_after_all_is_paid(desk: Desk):
    (line,) = lines_of(desk.released(make_due()))
    says(desk, line)
    says(desk, line, *COMES_BACK)
    resolved(desk, line, R.REVERSE)
    says(desk, line)
    resolved(desk, line, R.LATE_SUCCESS)
    line.refresh_from_db()
    assert (line.status, line.instalment.status, paid_and_beyond()) == ("paid", "paid", (line.amount_yuan, 0))


def test_a_payment_that_came_back_and_was_replaced_is_paid_twice_when_it_is_paid_after_all(desk: Desk):
    (line,) = lines_of(desk.released(make_due()))
    says(desk, line)
    says(desk, line, *COMES_BACK)
    resolved(desk, line, R.REVERSE)
    replaced(desk, PaymentLine.objects.get(pk=line.pk), "released")
    says(desk, line)
    resolved(desk, line, R.PAID_TWICE)
    assert stands(line) == ("paid_twice", "unanswered", "batched")


def test_a_payment_refunded_to_the_treasury_and_paid_after_all_keeps_its_voucher(desk: Desk):
    (line,) = lines_of(desk.released(make_due()))
    says(desk, line, *FAILS)
    refund(desk, line)
    says(desk, line)
    resolved(desk, line, R.LATE_SUCCESS)
    line.refresh_from_db()
    assert (line.status, line.instalment.status, line.refund.voucher_number) == ("paid", "paid", "TK-1")


def test_what_was_refunded_since_the_proposal_is_looked_at_again(desk: Desk):
    (line,) = lines_of(desk.released(make_due()))
    says(desk, line, *FAILS)
    says(desk, line)
    found = propose(desk, ReturnException.objects.get(line=line), R.LATE_SUCCESS)
    refund(desk, line)
    with pytest.raises(ActionRefused, match="提出处理意见之后"):
        agree(desk, found)
    line.refresh_from_db()
    assert line.status == "refunded"
