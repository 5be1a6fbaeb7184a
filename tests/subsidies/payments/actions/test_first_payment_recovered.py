"""A payment that was made twice and is claimed back, while the bank says more of it or of its replacement."""

from __future__ import annotations

import uuid

import pytest

from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.kinds import BlockReason, Resolution
from subsidies.payments.models import Instalment, PaymentLine, Recovery, RecoveryReceipt
from subsidies.payments.queries.due import standings
from subsidies.payments.queries.timeline import payments_of
from talent.calendars import clock
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from talent.workflow.refusals import ActionRefused
from tests.subsidies.payments.actions.test_first_payment import (
    COMES_BACK,
    FAILS,
    corrects_the_account,
    replacement_of,
    resolved,
    says,
    stands,
)
from tests.subsidies.payments.apart import agree, payment_of, plain_return, propose, resolve
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.debts import Office, late_success, make_paid_twice
from tests.subsidies.payments.stages import Desk

R = Resolution


@pytest.fixture(autouse=True)
def books_agree_afterwards(db: None):
    """Whatever the bank says, every sum and status agrees."""
    yield
    assert [found for found in differences() if "manifest" not in found] == []


@pytest.fixture
def first(db: None) -> PaymentLine:
    """A line that is paid twice, as its replacement is at the bank."""
    return make_paid_twice()


@pytest.fixture
def office(db: None) -> Office:
    return Office()


def claimed(office: Office, first: PaymentLine, *, until: str) -> Recovery:
    """A recovery of what was paid twice, as far as it is said."""
    claim = actions.open_recovery_for_line(first, by=office.drafter, pk=uuid.uuid4(), note="两笔都到账")
    if until == "drafted":
        return claim
    claim = actions.notify_recovery(actions.confirm_recovery(claim, by=office.confirmer), by=office.drafter)
    if until == "partly received":
        office.receives(claim, 1_000)
    if until == "settled":
        office.receives(claim, claim.owed_yuan)
    if until == "written off":
        words = {"pk": uuid.uuid4(), "document_number": "核销1号", "reason": "去世"}
        given_up = actions.propose_write_off(claim, by=office.cashier, **words)
        actions.confirm_proposal(given_up, by=office.second_cashier)
    return claim


@pytest.mark.parametrize("until", ["drafted", "notified", "partly received"])
@pytest.mark.parametrize("resolution", [R.FIRST_COUNTS, R.COUNT_FAILED])
def test_a_failed_replacement_waits_while_the_first_payment_is_claimed(desk: Desk, first, office, until, resolution):
    claim = claimed(office, first, until=until)
    found = propose(desk, says(desk, replacement_of(first), *FAILS), resolution)
    with pytest.raises(ActionRefused, match=claim.number):
        agree(desk, found)
    assert stands(first) == ("paid_twice", "unanswered", "batched")


def test_the_first_payment_counts_once_its_recovery_is_cancelled(desk: Desk, first, office):
    claim = claimed(office, first, until="drafted")
    found = propose(desk, says(desk, replacement_of(first), *FAILS), R.FIRST_COUNTS)
    actions.cancel_recovery(claim, by=office.drafter, reason="补发没有付成")
    agree(desk, found)
    assert stands(first) == ("paid", "failed", "paid")


def test_the_first_payment_counts_although_the_debt_was_written_off(desk: Desk, first, office):
    claimed(office, first, until="written off")
    resolve(desk, says(desk, replacement_of(first), *FAILS), R.FIRST_COUNTS)
    assert stands(first) == ("paid", "failed", "paid")


def test_a_replacement_that_fails_after_the_first_was_paid_back_is_paid_again(desk: Desk, first, office):
    claimed(office, first, until="settled")
    left = says(desk, replacement_of(first), *FAILS)
    corrects_the_account(desk, Instalment.objects.get(pk=first.instalment_id))
    drawable = Instalment.objects.drawable(clock.today()).filter(pk=first.instalment_id)
    assert (left, stands(first), drawable.exists()) == (None, ("paid_twice", "failed", "due"), True)


def test_a_failure_that_was_previewed_before_the_first_was_called_twice_is_not_entered(db: None):
    desk, found = late_success()
    again = replacement_of(found.line)
    preview = desk.uploaded(again.batch, plain_return([Answer(payment_of(again), *FAILS)]))
    resolve(desk, found, R.PAID_TWICE)
    with pytest.raises(ActionRefused, match="重新上传"):
        actions.commit_return(preview, by=desk.approver)
    assert stands(found.line) == ("paid_twice", "unanswered", "batched")


def test_a_failure_after_the_first_payment_came_back_is_a_plain_one(desk: Desk, first):
    says(desk, first, *COMES_BACK)
    resolved(desk, first, R.TWICE_BACK)
    left = says(desk, replacement_of(first), *FAILS)
    assert (left, stands(first)) == (None, ("reversed", "failed", "failed"))


def test_what_was_paid_back_comes_back_from_the_bank_once_receipt_and_recovery_are_undone(desk: Desk, first, office):
    claim = claimed(office, first, until="settled")
    found = propose(desk, says(desk, first, *COMES_BACK), R.TWICE_BACK)
    with pytest.raises(ActionRefused, match=claim.number):
        agree(desk, found)
    actions.reverse_receipt(claim.receipts.get(), by=office.cashier, pk=uuid.uuid4(), reason="登记有误")
    asked = actions.propose_cancel(claim, by=office.drafter, pk=uuid.uuid4(), reason="银行已退回")
    actions.confirm_proposal(asked, by=office.confirmer)
    agree(desk, found)
    assert stands(first)[0] == "reversed"


def test_what_the_bank_sends_back_of_a_revoked_award_is_entered_in_its_recovery(desk: Desk, first, office):
    says(desk, replacement_of(first))
    claim = claimed(office, first, until="notified")
    office.revokes(first.instalment.award)
    with pytest.raises(ActionRefused, match=f"{claim.number} 追回。退回的款项请财政局在该项追回中登记缴款"):
        resolve(desk, says(desk, first, *COMES_BACK), R.TWICE_BACK)
    assert stands(first)[0] == "paid_twice"


class TestReceiptThatIsReversed:
    """What was paid back turns out not to be, after the replacement had failed and was entered so."""

    @pytest.fixture
    def receipt(self, desk: Desk, first, office) -> RecoveryReceipt:
        claim = claimed(office, first, until="settled")
        says(desk, replacement_of(first), *FAILS)
        corrects_the_account(desk, Instalment.objects.get(pk=first.instalment_id))
        return claim.receipts.get()

    def test_keeps_the_instalment_out_of_batches(self, desk: Desk, first, office, receipt):
        actions.reverse_receipt(receipt, by=office.cashier, pk=uuid.uuid4(), reason="登记有误")
        instalment = Instalment.objects.get(pk=first.instalment_id)
        with pytest.raises(ActionRefused):
            desk.drawn(instalment)
        assert standings([instalment], on=clock.today())[instalment.pk].reasons == (BlockReason.PAID_ALREADY,)

    def test_waits_until_the_draft_that_pays_anew_is_undone(self, desk: Desk, first, office, receipt):
        drawn = desk.drawn(Instalment.objects.get(pk=first.instalment_id))
        with pytest.raises(ActionRefused, match=drawn.number):
            actions.reverse_receipt(receipt, by=office.cashier, pk=uuid.uuid4(), reason="登记有误")
        assert Recovery.objects.get().status == "settled"

    def test_lets_the_debt_be_set_off_against_the_instalment(self, desk: Desk, first, office, receipt):
        actions.reverse_receipt(receipt, by=office.cashier, pk=uuid.uuid4(), reason="登记有误")
        instalment = Instalment.objects.get(pk=first.instalment_id)
        words = {"pk": uuid.uuid4(), "instalment": instalment, "reason": "先付的一笔即为这一期"}
        proposal = actions.propose_set_off(receipt.recovery, by=office.drafter, **words)
        actions.confirm_proposal(proposal, by=office.confirmer)
        instalment.refresh_from_db()
        assert (instalment.status, Recovery.objects.get().left_yuan) == ("set_off", 0)


class TestPerson:
    def test_reads_of_the_payment_that_they_have(self, desk: Desk, first):
        says(desk, replacement_of(first), *FAILS)
        resolved(desk, replacement_of(first), R.FIRST_COUNTS)
        run_outbox()
        person, tail = first.instalment.award.person, first.account_number[-4:]
        (step, *_later) = payments_of(person)
        told = Message.objects.get(channel="portal", recipient=person.user, template="payment_first_counts")
        assert (step.status, step.bank_reason, step.masked_account[-4:]) == ("paid", "", tail)
        assert told.context["tail"] == tail

    def test_reads_that_nothing_is_to_be_done_about_what_came_back(self, desk: Desk, first):
        says(desk, first, *COMES_BACK)
        resolved(desk, first, R.TWICE_BACK)
        run_outbox()
        told = Message.objects.filter(channel="portal", recipient=first.instalment.award.person.user)
        assert told.filter(template="payment_twice_back").count() == 1
