"""Late successes and payments that were sent back, after the money of the instalment had gone elsewhere."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine

from subsidies.budget import actions as budget
from subsidies.budget.kinds import EntryKind
from subsidies.budget.models import BudgetLine
from subsidies.payments import actions
from subsidies.payments.actions.recovery_ledger import free_money
from subsidies.payments.books import differences
from subsidies.payments.kinds import ExceptionKind as K
from subsidies.payments.kinds import Resolution
from subsidies.payments.models import Instalment, PaymentBatch, PaymentLine, ReturnException
from subsidies.payments.queries.copies import stamp_of
from subsidies.payments.workflow import UNBATCHED, InstalmentStatus
from talent.accounts.models import User
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused
from tests.factories import budget_line, make_user
from tests.subsidies.payments.apart import agree, enter, mend, payments_of, propose, resolve
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.debts import Office, leave
from tests.subsidies.payments.stages import Desk, confirm, lines_of, make_due

pytestmark = pytest.mark.django_db
R = Resolution
FIRST = 12_000
NEXT_YEAR = dt.timedelta(days=70)


@pytest.fixture(autouse=True)
def books_agree_afterwards(db: None):
    """Whatever became of the money, every sum and status agrees."""
    yield
    assert [found for found in differences() if "manifest" not in found] == []


@pytest.fixture
def time(db: None):
    with time_machine.travel(dt.datetime(2026, 11, 2, 2, tzinfo=dt.UTC), tick=False) as moved:
        yield moved


@pytest.fixture
def officer(time) -> User:
    return make_user("finance_officer")


@pytest.fixture
def line(time) -> BudgetLine:
    return budget_line(yuan=60_000)


@pytest.fixture
def batch(line: BudgetLine, desk: Desk) -> PaymentBatch:
    return desk.released(make_due())


def later(officer: User, *, year: int = 2027, yuan: int = 60_000) -> BudgetLine:
    words = {"programme": "living", "document_number": f"{year}", "subject": "208"}
    return budget.open_line(by=officer, pk=uuid.uuid4(), fiscal_year=year, yuan=yuan, **words)


def first_answer(desk: Desk, batch: PaymentBatch, time, *words: str) -> PaymentLine:
    """The bank says something of the first line, a minute later than whatever was before."""
    time.shift(60)
    enter(desk, batch, Answer(payments_of(batch)[0], *words))
    return lines_of(batch)[0]


def fails(desk: Desk, batch: PaymentBatch, time) -> PaymentLine:
    return first_answer(desk, batch, time, "失败", "账户已销户")


def late(desk: Desk, batch: PaymentBatch, time) -> ReturnException:
    first_answer(desk, batch, time)
    time.shift(60)
    return ReturnException.objects.filter(batch=batch, kind=K.LATE_SUCCESS).latest("opened_at")


def stands(line: BudgetLine, *names: str) -> list[int]:
    line.refresh_from_db()
    return [line.balance(name) for name in names]


def test_what_went_to_the_treasury_and_was_paid_anew_is_paid_out_of_the_refund_when_it_succeeds_late(
    desk: Desk, batch: PaymentBatch, line: BudgetLine, officer: User, time
):
    time.shift(NEXT_YEAR)
    actions.close_line(line, by=officer, into=later(officer))
    failed = fails(desk, batch, time)
    actions.fund_instalments(on=clock.today())
    mend(desk, failed.instalment)
    again = Instalment.objects.get(pk=failed.instalment_id)
    paid_anew = release_on(desk, again)
    first_answer(desk, paid_anew, time)
    resolve(desk, late(desk, batch, time), R.PAID_TWICE)
    assert stands(line, "paid", "refunded", "overpaid") == [FIRST, 0, 0]


def release_on(desk: Desk, instalment: Instalment) -> PaymentBatch:
    """By way of the desk, on the line on which the instalment stands."""
    confirm(instalment.award.person)
    batch = desk.drawn(instalment, charged_to=instalment.budget_line)
    batch = actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="已核对")
    actions.approve(batch, by=desk.approver, digest=batch.digest)
    return actions.release(batch, by=desk.releaser, voucher_number="ZF-9", digest=batch.digest)


def test_a_failure_that_was_stopped_restored_and_funded_anew_takes_nothing_out_of_what_was_carried(
    desk: Desk, batch: PaymentBatch, line: BudgetLine, officer: User, time
):
    """Its own money lapsed; what is carried belongs to others."""
    failed = fails(desk, batch, time)
    budget_free(failed.instalment, by=desk.clerk)
    time.shift(NEXT_YEAR)
    next_line = later(officer)
    actions.close_line(line, by=officer, into=next_line)
    time.shift(60)
    actions.fund_instalments(on=clock.today())
    before = stands(next_line, "available", "appropriated")
    resolve(desk, late(desk, batch, time), R.LATE_SUCCESS)
    assert stands(line, "carried", "paid", "overpaid") == [18_000, FIRST, FIRST]
    assert stands(next_line, "available", "appropriated") == [before[0] + FIRST, before[1]]


def budget_free(instalment: Instalment, *, by: User) -> None:
    """Its money is set free, as when it is stopped; then it is to be paid after all."""
    free_money([instalment], subject=instalment.award, words="停发", by=by)


def test_what_was_paid_beyond_the_appropriation_and_came_back_is_no_money_to_spend(
    desk: Desk, batch: PaymentBatch, line: BudgetLine, officer: User, time
):
    failed = fails(desk, batch, time)
    budget_free(failed.instalment, by=desk.clerk)
    available = stands(line, "available")[0]
    budget.appropriate(line, by=officer, pk=uuid.uuid4(), kind=EntryKind.REDUCE, yuan=available, words="调减")
    resolve(desk, late(desk, batch, time), R.LATE_SUCCESS)
    beyond = stands(line, "overpaid", "paid")
    first_answer(desk, batch, time, "退汇", "账户状态异常")
    resolve(desk, ReturnException.objects.get(kind=K.REVERSED_AFTER_PAID), R.REVERSE)
    unfunded = Instalment.objects.unfunded().values_list("pk", flat=True)
    assert (beyond, stands(line, "overpaid", "paid")) == ([FIRST, FIRST], [0, 0])
    assert list(unfunded) == [failed.instalment_id]


@pytest.mark.parametrize("status", [InstalmentStatus.REVERSED, InstalmentStatus.SCHEDULED])
def test_a_late_success_counts_wherever_the_instalment_waits(desk: Desk, batch: PaymentBatch, time, status: str):
    """A replacement was paid and sent back, or the instalment was stopped and is to be paid after all."""
    failed = fails(desk, batch, time)
    if status == InstalmentStatus.REVERSED:
        mend(desk, failed.instalment)
        again = desk.released(Instalment.objects.get(pk=failed.instalment_id))
        first_answer(desk, again, time)
        first_answer(desk, again, time, "退汇", "账户状态异常")
        resolve(desk, ReturnException.objects.get(kind=K.REVERSED_AFTER_PAID), R.REVERSE)
    else:
        Instalment.objects.filter(pk=failed.instalment_id).update(status=status)
    resolve(desk, late(desk, batch, time), R.LATE_SUCCESS)
    assert lines_of(batch)[0].instalment.status == "paid"


def test_a_late_success_of_what_was_set_off_meanwhile_is_money_out_twice(desk: Desk, batch: PaymentBatch, time):
    failed = fails(desk, batch, time)
    found = set_off_meanwhile(desk, failed, batch, time)
    with pytest.raises(ActionRefused):
        agree(desk, propose(desk, found, R.LATE_SUCCESS))
    found.refresh_from_db()
    actions.refuse_resolution(found, by=desk.approver, reason="应登记重复发放")
    resolve(desk, found, R.PAID_TWICE)
    claim = actions.open_recovery_for_line(lines_of(batch)[0], by=desk.clerk, pk=uuid.uuid4(), note="已抵扣又付款")
    assert (lines_of(batch)[0].status, claim.owed_yuan) == ("paid_twice", FIRST)


def set_off_meanwhile(desk: Desk, failed: PaymentLine, batch: PaymentBatch, time) -> ReturnException:
    """A debt of an earlier award is set off against what failed; then the bank says that it was paid."""
    office = Office()
    person = failed.instalment.award.person
    mend(desk, failed.instalment)
    earlier = paid_before(desk, person, time)
    claim = actions.open_overpayment(earlier, by=office.drafter, pk=uuid.uuid4(), amount_yuan=FIRST, note="核定多发")
    actions.confirm_recovery(claim, by=office.confirmer)
    actions.notify_recovery(claim, by=office.drafter)
    instalment = Instalment.objects.get(pk=failed.instalment_id)
    words = {"pk": uuid.uuid4(), "instalment": instalment, "reason": "抵扣"}
    proposal = actions.propose_set_off(claim, by=office.drafter, **words)
    actions.confirm_proposal(proposal, by=office.confirmer)
    return late(desk, batch, time)


def paid_before(desk: Desk, person, time) -> Instalment:
    paid = desk.released(make_due(person, degree="master", amount_yuan=30_000))
    first_answer(desk, paid, time)
    return lines_of(paid)[0].instalment


def test_what_may_be_paid_already_is_not_set_off(desk: Desk, batch: PaymentBatch, time):
    office = Office()
    failed = fails(desk, batch, time)
    mend(desk, failed.instalment)
    earlier = paid_before(desk, failed.instalment.award.person, time)
    claim = actions.open_overpayment(earlier, by=office.drafter, pk=uuid.uuid4(), amount_yuan=FIRST, note="核定多发")
    actions.confirm_recovery(claim, by=office.confirmer)
    actions.notify_recovery(claim, by=office.drafter)
    late(desk, batch, time)
    words = {"pk": uuid.uuid4(), "instalment": Instalment.objects.get(pk=failed.instalment_id), "reason": "抵扣"}
    with pytest.raises(ActionRefused):
        actions.propose_set_off(claim, by=office.drafter, **words)


class TestReversalOf:
    """A payment that the bank sends back although the person is asked for it, or the award is gone."""

    @pytest.fixture
    def sent_back(self, desk: Desk, batch: PaymentBatch, time) -> ReturnException:
        first_answer(desk, batch, time)
        first_answer(desk, batch, time, "退汇", "账户状态异常")
        return ReturnException.objects.get(kind=K.REVERSED_AFTER_PAID)

    def test_what_a_leaver_is_asked_for_waits_until_that_is_cancelled(self, desk, batch, sent_back, time):
        award, office = lines_of(batch)[0].instalment.award, Office()
        leave(award.person, left_on=clock.today())
        claim = office.drafted(award)
        with pytest.raises(ActionRefused):
            resolve(desk, sent_back, R.REVERSE)
        actions.cancel_recovery(claim, by=office.drafter, reason="款项已退回")
        agree(desk, sent_back)
        assert lines_of(batch)[0].status == "reversed"

    def test_what_is_owed_of_a_revoked_award_comes_back_as_a_receipt(self, desk, batch, sent_back, time):
        office = Office()
        office.revokes(lines_of(batch)[0].instalment.award)
        with pytest.raises(ActionRefused):
            resolve(desk, sent_back, R.REVERSE)
        assert lines_of(batch)[0].status == "paid"

    def test_a_late_success_of_a_revoked_award_that_comes_back_is_not_paid_again(self, desk, batch, time):
        office = Office()
        failed = fails(desk, batch, time)
        office.revokes(failed.instalment.award)
        resolve(desk, late(desk, batch, time), R.LATE_SUCCESS)
        first_answer(desk, batch, time, "退汇", "账户状态异常")
        resolve(desk, ReturnException.objects.get(kind=K.REVERSED_AFTER_PAID), R.REVERSE)
        instalment = Instalment.objects.get(pk=failed.instalment_id)
        assert (instalment.status, instalment.status in UNBATCHED) == ("cancelled", False)
