"""Money that went back to the treasury."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.kinds import ExceptionKind, Resolution
from subsidies.payments.models import Instalment, PaymentBatch, PaymentLine, TreasuryRefund
from subsidies.payments.queries.balance import Sum, balance_of
from talent.accounts.separation import DutiesNotSeparated
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.payments.apart import enter, mend, of_kind, payments_of, resolve
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.stages import Desk, lines_of, make_due, make_payee


@pytest.fixture
def batch(desk: Desk) -> PaymentBatch:
    """The first two lines failed, the third is paid."""
    batch = desk.released()
    first, second, third = payments_of(batch)
    enter(desk, batch, Answer(first, "失败", "户名不符"), Answer(second, "失败", "账户已销户"), Answer(third))
    return batch


def refund(desk: Desk, batch: PaymentBatch, *lines: PaymentLine, **fields: object) -> TreasuryRefund:
    words = {"pk": uuid.uuid4(), "voucher_number": "TK-1", "refunded_on": clock.today(), "by": desk.releaser}
    return actions.refund_to_treasury(batch, line_ids={line.pk for line in lines}, **(words | fields))


def test_failed_lines_are_refunded_under_one_voucher(desk: Desk, batch: PaymentBatch):
    made = refund(desk, batch, *lines_of(batch)[:2])
    stands = [(line.status, line.refund_id, line.instalment.status) for line in lines_of(batch)]
    assert (made.line_count, made.total_yuan) == (2, 24_000)
    assert stands == [("refunded", made.pk, "failed")] * 2 + [("paid", None, "paid")]
    assert list(differences()) == []


def test_a_reversed_line_is_refunded_too(desk: Desk):
    batch = desk.released()
    resolve(desk, of_kind(desk, batch, ExceptionKind.REVERSED_AFTER_PAID), Resolution.REVERSE)
    refund(desk, batch, lines_of(batch)[0])
    assert [(line.status, line.instalment.status) for line in lines_of(batch)[:1]] == [("refunded", "reversed")]
    assert list(differences()) == []


def test_the_balance_tells_what_went_back(desk: Desk, batch: PaymentBatch):
    refund(desk, batch, lines_of(batch)[0])
    balance = balance_of(PaymentBatch.objects.get(pk=batch.pk))
    assert (balance.paid, balance.failed, balance.refunded) == (Sum(1, 12_000), Sum(1, 12_000), Sum(1, 12_000))
    assert balance.differences() == []


def test_what_went_back_is_paid_by_a_new_line_once_the_account_is_mended(desk: Desk, batch: PaymentBatch):
    line = lines_of(batch)[0]
    refund(desk, batch, line)
    mend(desk, line.instalment)
    again = desk.released(Instalment.objects.get(pk=line.instalment_id))
    enter(desk, again, *map(Answer, payments_of(again)))
    assert [line.status for line in line.instalment.lines.order_by("reference")] == ["refunded", "paid"]
    assert list(differences()) == []


def test_the_same_form_sent_twice_records_one(desk: Desk, batch: PaymentBatch):
    key, line = uuid.uuid4(), lines_of(batch)[0]
    made = [refund(desk, batch, line, pk=key).pk for _ in range(2)]
    assert (made, TreasuryRefund.objects.count()) == ([key, key], 1)


REFUSED = {
    "no voucher": {"voucher_number": " "},
    "before release": {"refunded_on": dt.date(2000, 1, 1)},
    "after today": {"refunded_on": dt.date(2999, 1, 1)},
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refund_needs_a_voucher_and_a_day_since_release(desk: Desk, batch: PaymentBatch, case: str):
    with pytest.raises(ActionRefused):
        refund(desk, batch, lines_of(batch)[0], **REFUSED[case])
    assert TreasuryRefund.objects.count() == 0


def test_paid_and_refunded_lines_are_not_refunded(desk: Desk, batch: PaymentBatch):
    refund(desk, batch, lines_of(batch)[0])
    for number, chosen in enumerate(([0], [2], [0, 1], [])):
        with pytest.raises(ActionRefused):
            refund(desk, batch, *(lines_of(batch)[place] for place in chosen), voucher_number=f"TK-{number + 2}")
    assert [line.status for line in lines_of(batch)] == ["refunded", "failed", "paid"]


def test_lines_of_another_batch_are_not_refunded(desk: Desk, batch: PaymentBatch):
    other = desk.released(make_due(make_payee(name="别批")))
    with pytest.raises(ActionRefused):
        refund(desk, other, lines_of(batch)[0])


def test_a_voucher_is_recorded_once_for_a_batch(desk: Desk, batch: PaymentBatch):
    refund(desk, batch, lines_of(batch)[0])
    with pytest.raises(ActionRefused):
        refund(desk, batch, lines_of(batch)[1])


@pytest.mark.parametrize("role", ["reviewer", "auditor", "hr_officer", None])
def test_only_the_finance_bureau_records_refunds(desk: Desk, batch: PaymentBatch, role: str | None):
    with pytest.raises(ActionRefused):
        refund(desk, batch, lines_of(batch)[0], by=make_user(role))


def test_whoever_is_paid_by_the_batch_records_none(desk: Desk):
    officer = make_user("finance_officer")
    batch = desk.released(make_due(make_payee(identity_number=officer.natural_person.identity_number)))
    enter(desk, batch, Answer(payments_of(batch)[0], "失败", "户名不符"))
    with pytest.raises(DutiesNotSeparated):
        refund(desk, batch, lines_of(batch)[0], by=officer)
