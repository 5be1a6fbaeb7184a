"""Exceptions of returns: one person proposes, another agrees, and the books follow or refuse."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from subsidies.payments import actions
from subsidies.payments.actions import exceptions as module
from subsidies.payments.books import differences
from subsidies.payments.kinds import ExceptionKind as K
from subsidies.payments.kinds import Resolution
from subsidies.payments.models import PaymentBatch
from subsidies.payments.resolutions import NAMES_NO_LINE
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from talent.workflow.refusals import ActionRefused
from talent.workflow.table import TransitionRefused
from tests.factories import make_user
from tests.subsidies.payments.apart import (
    agree,
    enter,
    of_kind,
    payments_of,
    propose,
    resolve,
    without_constraint,
)
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.stages import Desk, lines_of, make_due, make_payee

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


NATURAL = {
    K.REVERSED_AFTER_PAID: ("paid", "paid"),
    K.LATE_SUCCESS: ("failed", "failed"),
    K.DUPLICATE_ROW: ("paid",) * 2,
    K.REPLACEMENT_FAILED: ("paid_twice", "batched"),
}
COUNTABLE = [
    K.UNREADABLE_ROW, K.UNKNOWN_LINE, K.WRONG_AMOUNT, K.WRONG_ACCOUNT, K.CONTRADICTORY_ROWS, K.UNCLEAR_OUTCOME,
    K.AMBIGUOUS_REFERENCE,
]  # fmt: skip
AFTER = {
    **{(kind, R.COUNT_PAID): ("paid", "paid") for kind in COUNTABLE},
    **{(kind, R.COUNT_FAILED): ("failed", "failed") for kind in COUNTABLE},
    (K.REVERSED_AFTER_PAID, R.REVERSE): ("reversed", "reversed"),
    (K.LATE_SUCCESS, R.LATE_SUCCESS): ("paid", "paid"),
    (K.REPLACEMENT_FAILED, R.FIRST_COUNTS): ("paid", "paid"),
    **{(kind, R.NO_EFFECT): NATURAL.get(kind, ("unanswered", "batched")) for kind in K},
}
"""What each resolution makes of line and instalment; what is not here is refused."""
ONLY_LATER = {
    (K.LATE_SUCCESS, R.PAID_TWICE),
    (K.REPLACEMENT_FAILED, R.COUNT_FAILED),
    *((kind, R.FIRST_COUNTS) for kind in [*COUNTABLE, K.REVERSED_AFTER_PAID]),
}
"""Can be proposed, and is refused when confirmed: there is no replacement, no first payment, or one that is kept."""


@pytest.mark.parametrize("kind", K)
def test_each_row_that_was_set_apart_waits_for_somebody(desk: Desk, batch: PaymentBatch, kind: K):
    found = of_kind(desk, batch, kind)
    line = lines_of(found.batch)[0]
    without = (*NAMES_NO_LINE, K.WRONG_BATCH)
    assert (found.status, found.line_id) == ("open", None if kind in without else line.pk)
    assert stands(batch) == NATURAL.get(kind, ("unanswered", "batched"))


@pytest.mark.parametrize("resolution", R)
@pytest.mark.parametrize("kind", K)
def test_a_resolution_does_what_it_says_or_is_refused(desk: Desk, batch: PaymentBatch, kind: K, resolution: R):
    found = of_kind(desk, batch, kind)
    before = stands(batch)
    expected = AFTER.get((kind, resolution))
    if expected is None:
        with pytest.raises(ActionRefused):
            resolve(desk, found, resolution)
        found.refresh_from_db()
        waits = "proposed" if (kind, resolution) in ONLY_LATER else "open"
        assert (found.status, stands(batch)) == (waits, before)
    else:
        assert (resolve(desk, found, resolution).status, stands(batch)) == ("resolved", expected)


def test_a_proposal_alone_changes_no_line(desk: Desk, batch: PaymentBatch):
    found = propose(desk, of_kind(desk, batch, K.UNCLEAR_OUTCOME), R.COUNT_PAID)
    assert (found.status, stands(batch)) == ("proposed", ("unanswered", "batched"))


def test_what_was_counted_as_paid_is_paid_on_the_day_that_the_bank_said(desk: Desk, batch: PaymentBatch):
    resolve(desk, of_kind(desk, batch, K.UNCLEAR_OUTCOME), R.COUNT_PAID)
    assert lines_of(batch)[0].instalment.paid_on == clock.today()


@pytest.mark.parametrize("day", [None, dt.date(2000, 1, 1), dt.date(2999, 1, 1)])
def test_a_day_before_release_or_after_today_is_refused(desk: Desk, batch: PaymentBatch, day):
    found = of_kind(desk, batch, K.UNCLEAR_OUTCOME)
    with pytest.raises(ActionRefused):
        propose(desk, found, R.COUNT_PAID, paid_on=day)


@pytest.mark.parametrize("missing", [{"bank_reason": " "}, {"reason": " "}])
def test_a_failure_without_the_banks_reason_or_without_ones_own_is_refused(desk: Desk, batch, missing):
    found = of_kind(desk, batch, K.UNCLEAR_OUTCOME)
    with pytest.raises(ActionRefused):
        propose(desk, found, R.COUNT_FAILED, **missing)


def test_a_failure_keeps_the_reason_and_the_account(desk: Desk, batch: PaymentBatch):
    resolve(desk, of_kind(desk, batch, K.UNCLEAR_OUTCOME), R.COUNT_FAILED, bank_reason="户名不符")
    line = lines_of(batch)[0]
    assert (line.bank_reason, line.instalment.failed_account) == ("户名不符", line.bank_account)


def test_the_last_line_that_is_counted_settles_the_batch(desk: Desk, batch: PaymentBatch):
    found = of_kind(desk, batch, K.UNCLEAR_OUTCOME)
    enter(desk, batch, *(Answer(payment) for payment in payments_of(batch)[1:]))
    resolve(desk, found, R.COUNT_PAID)
    batch.refresh_from_db()
    assert batch.status == "settled"


@pytest.mark.parametrize("reference", ["", "FF1999-0001-00001", "{number}-00099", "{number}-00001 {number}-00002"])
def test_an_officer_names_one_line_of_the_same_batch(desk: Desk, batch: PaymentBatch, reference: str):
    found = of_kind(desk, batch, K.UNREADABLE_ROW)
    with pytest.raises(ActionRefused):
        propose(desk, found, R.COUNT_PAID, reference=reference.format(number=batch.number))


def test_the_world_may_change_between_proposal_and_agreement(desk: Desk, batch: PaymentBatch):
    found = propose(desk, of_kind(desk, batch, K.UNCLEAR_OUTCOME), R.COUNT_FAILED)
    enter(desk, batch, Answer(payments_of(batch)[0]))
    with pytest.raises(ActionRefused) as refused:
        agree(desk, found)
    found.refresh_from_db()
    assert ("不再适用" in str(refused.value), found.status, stands(batch)) == (True, "proposed", ("paid", "paid"))


def test_the_agreement_is_to_the_proposal_that_was_seen(desk: Desk, batch: PaymentBatch):
    found = propose(desk, of_kind(desk, batch, K.UNCLEAR_OUTCOME), R.COUNT_PAID)
    seen = actions.proposal_stamp(found)
    actions.refuse_resolution(found, by=desk.approver, reason="银行说没有付成")
    propose(desk, found, R.COUNT_FAILED)
    with pytest.raises(ActionRefused):
        actions.confirm_resolution(found, by=desk.approver, seen=seen)
    assert stands(batch) == ("unanswered", "batched")


def test_a_refused_proposal_is_open_again_and_says_why(desk: Desk, batch: PaymentBatch):
    found = propose(desk, of_kind(desk, batch, K.UNKNOWN_LINE), R.COUNT_PAID)
    found = actions.refuse_resolution(found, by=desk.clerk, reason="编号不对")
    assert (found.status, found.resolution, found.named_line, found.refuse_reason) == ("open", "", None, "编号不对")
    assert resolve(desk, found, R.NO_EFFECT).status == "resolved"


@pytest.mark.parametrize("act", [agree, lambda desk, found, by: actions.refuse_resolution(found, by=by, reason="不")])
def test_who_proposed_neither_agrees_nor_refuses(desk: Desk, batch: PaymentBatch, act):
    found = propose(desk, of_kind(desk, batch, K.UNCLEAR_OUTCOME), R.COUNT_PAID)
    again = make_user("reviewer", natural_person=desk.releaser.natural_person)
    for same in (desk.releaser, again):
        with pytest.raises(DutiesNotSeparated):
            act(desk, found, by=same)


def test_the_lock_keeps_two_people_apart_without_the_constraint(desk: Desk, batch: PaymentBatch):
    found = propose(desk, of_kind(desk, batch, K.UNCLEAR_OUTCOME), R.COUNT_PAID)
    with (
        without_constraint("payments_returnexception", "exception_resolved_by_two"),
        pytest.raises(DutiesNotSeparated),
    ):
        agree(desk, found, by=desk.releaser)


def test_the_constraint_keeps_two_people_apart_without_the_lock(desk: Desk, batch: PaymentBatch, monkeypatch):
    found = propose(desk, of_kind(desk, batch, K.UNCLEAR_OUTCOME), R.COUNT_PAID)
    monkeypatch.setattr(module, "refuse_same_person", lambda user, *_others, message: user.natural_person)
    with pytest.raises(IntegrityError), transaction.atomic():
        agree(desk, found, by=desk.releaser)


def test_whoever_is_paid_by_the_batch_neither_proposes_nor_agrees(desk: Desk):
    officer = make_user("finance_officer")
    people = [make_payee(identity_number=officer.natural_person.identity_number), make_payee(), make_payee()]
    batch = desk.released(*(make_due(person) for person in people))
    found = of_kind(desk, batch, K.UNCLEAR_OUTCOME)
    with pytest.raises(DutiesNotSeparated):
        propose(desk, found, R.NO_EFFECT, by=officer)
    propose(desk, found, R.NO_EFFECT)
    with pytest.raises(DutiesNotSeparated):
        agree(desk, found, by=officer)


@pytest.mark.parametrize("role", ["auditor", "hr_officer", "policy_officer", "administrator", None])
def test_other_roles_neither_propose_nor_agree(desk: Desk, batch: PaymentBatch, role: str | None):
    found, other = of_kind(desk, batch, K.UNCLEAR_OUTCOME), make_user(role)
    with pytest.raises(ActionRefused):
        propose(desk, found, R.NO_EFFECT, by=other)
    propose(desk, found, R.NO_EFFECT)
    with pytest.raises(ActionRefused):
        agree(desk, found, by=other)


def test_the_office_and_the_bureau_both_propose_and_agree(desk: Desk, batch: PaymentBatch):
    found = propose(desk, of_kind(desk, batch, K.UNCLEAR_OUTCOME), R.COUNT_PAID, by=desk.clerk)
    assert agree(desk, found, by=make_user("reviewer")).status == "resolved"


def test_what_is_resolved_stays_so(desk: Desk, batch: PaymentBatch):
    found = resolve(desk, of_kind(desk, batch, K.UNCLEAR_OUTCOME), R.COUNT_PAID)
    with pytest.raises(TransitionRefused):
        propose(desk, found, R.NO_EFFECT)


def test_the_log_tells_line_and_instalment_before_and_after(desk: Desk, batch: PaymentBatch):
    resolve(desk, of_kind(desk, batch, K.REVERSED_AFTER_PAID), R.REVERSE)
    events = AuditEvent.objects.about(lines_of(batch)[0].instalment).order_by("-id")
    verb, before, after, detail = events.values_list("verb", "from_status", "to_status", "detail").first()
    assert (verb, before, after) == ("instalment.reversed", "paid", "reversed")
    assert (detail["line_before"], detail["line_after"]) == ("paid", "reversed")


TOLD = {
    (K.UNCLEAR_OUTCOME, R.COUNT_PAID): "payment_paid",
    (K.UNCLEAR_OUTCOME, R.COUNT_FAILED): "payment_failed",
    (K.REVERSED_AFTER_PAID, R.REVERSE): "payment_reversed",
    (K.LATE_SUCCESS, R.LATE_SUCCESS): "payment_paid_late",
}


@pytest.mark.parametrize(("kind", "resolution"), TOLD)
def test_the_person_is_told_what_became_of_the_payment(desk: Desk, batch: PaymentBatch, kind: K, resolution: R):
    resolve(desk, of_kind(desk, batch, kind), resolution)
    run_outbox()
    person = lines_of(batch)[0].instalment.award.person
    told = Message.objects.filter(channel="portal", recipient=person.user, template=TOLD[kind, resolution])
    assert told.count() == 1


def test_nothing_effective_tells_nobody(desk: Desk, batch: PaymentBatch):
    resolve(desk, of_kind(desk, batch, K.UNCLEAR_OUTCOME), R.NO_EFFECT)
    run_outbox()
    assert Message.objects.filter(template__startswith="payment_").count() == 0
