"""What an agreed resolution does to a line and its instalment, under the locks of both."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from subsidies.payments.actions.claims import refuse_beside_twice, refuse_claimed
from subsidies.payments.actions.exception_ledger import (
    post_late_success,
    post_paid,
    post_paid_twice,
    went_to_treasury,
)
from subsidies.payments.actions.line_moves import answer, let_it_be_due, move
from subsidies.payments.actions.paid_twice import count_first, send_back, take_back_twice
from subsidies.payments.actions.replacing import first_undo, replacement_of
from subsidies.payments.actions.steps import line_moved, next_status, record_instalments, settle
from subsidies.payments.actions.stopping import stop_sent_back
from subsidies.payments.kinds import Resolution
from subsidies.payments.models import Instalment, PaymentBatch, PaymentLine, ReturnException
from subsidies.payments.querysets import AT_THE_BANK
from subsidies.payments.resolutions import fits
from subsidies.payments.workflow import PAYMENT_LINE, InstalmentStatus, LineStatus
from talent.accounts.models import User
from talent.workflow.refusals import ActionRefused


def take_effect(found: ReturnException, batch: PaymentBatch, *, by: User) -> None:
    """Do what was proposed, when it still fits.

    Raises:
        ActionRefused: the line or its replacement is no longer what the proposal took it for.
    """
    line = _locked_line(found, batch)
    if not fits(found.resolution, found.kind, line.status if line else None):
        status = LineStatus(line.status).label if line else ""
        raise ActionRefused(_("这一笔现在是“%(status)s”，提出的处理方式不再适用。请退回重提。") % {"status": status})
    if line is not None:
        _refuse_refunded_since(found, line)
        EFFECTS[Resolution(found.resolution)](found, line, by)
    settle(batch, by=by)


def _locked_line(found: ReturnException, batch: PaymentBatch) -> PaymentLine | None:
    """The line, after its instalment is locked as drawing up does."""
    target = found.target
    if target is None:
        return None
    instalment = Instalment.objects.select_for_update().get(pk=target.instalment_id)
    line = PaymentLine.objects.select_for_update().get(pk=target.pk, batch=batch)
    line.instalment = instalment
    return line


def _refuse_refunded_since(found: ReturnException, line: PaymentLine) -> None:
    """Whoever proposed did not know that the money was recorded as back at the treasury: it is looked at again."""
    refund, proposed_at = line.refund if line.status == LineStatus.REFUNDED else None, found.proposed_at
    if refund is not None and proposed_at is not None and refund.recorded_at > proposed_at:
        raise ActionRefused(_("提出处理意见之后，这一笔登记了退回国库。请退回，核实后重新提出。"))


def _nothing(_found: ReturnException, _line: PaymentLine, _by: User) -> None:
    """The books stay as they are."""


def _count_paid(found: ReturnException, line: PaymentLine, by: User) -> None:
    move(found, line, "pay", by=by, verb="paid", paid_on=found.paid_on, failed_account=None)
    post_paid(found, line, by=by)


def _count_failed(found: ReturnException, line: PaymentLine, by: User) -> None:
    refuse_beside_twice(line)
    send_back(found, line, was_paid=False, by=by)


def _reverse(found: ReturnException, line: PaymentLine, by: User) -> None:
    refuse_claimed(line)
    refuse_beside_twice(line)
    send_back(found, line, was_paid=True, by=by)
    if line.instalment.award.revoked_at is not None:
        stop_sent_back(line.instalment, by=by, reason=found.reason)


def _late_success(found: ReturnException, line: PaymentLine, by: User) -> None:
    replacement = replacement_of(line)
    if replacement is not None:
        raise ActionRefused(first_undo(replacement))
    if line.instalment.status == InstalmentStatus.SET_OFF:
        raise ActionRefused(_("这一期已用来抵扣应追回款，银行又付了一次，请改为“登记重复发放”。"))
    let_it_be_due(line.instalment)
    refunded = went_to_treasury(line)
    move(
        found,
        line,
        "succeed_late",
        by=by,
        verb="paid_late",
        paid_on=found.paid_on,
        failed_account=None,
        stop_cause="",
        stopped_by=None,
    )
    post_late_success(found, line, refunded=refunded, by=by)


def _paid_twice(found: ReturnException, line: PaymentLine, by: User) -> None:
    replacement, refunded = replacement_of(line), went_to_treasury(line)
    if replacement is None and line.instalment.status != InstalmentStatus.SET_OFF:
        raise ActionRefused(_("没有放行过补发的款项，请改为“登记迟到的成功”。"))
    if replacement is not None and replacement.batch.status not in AT_THE_BANK:
        raise ActionRefused(first_undo(replacement))
    before = answer(found, line, next_status(PAYMENT_LINE, "pay_twice", line.status, by=by))
    post_paid_twice(found, line, refunded=refunded, by=by)
    told = line_moved(line.status, before=before)
    record_instalments(
        "paid_twice",
        [line.instalment_id],
        by=by,
        before="",
        after="",
        reason=found.reason,
        line=line.reference,
        replacement=replacement.reference if replacement else "",
        **told,
    )


EFFECTS: dict[Resolution, Callable[[ReturnException, PaymentLine, User], None]] = {
    Resolution.NO_EFFECT: _nothing,
    Resolution.COUNT_PAID: _count_paid,
    Resolution.COUNT_FAILED: _count_failed,
    Resolution.REVERSE: _reverse,
    Resolution.LATE_SUCCESS: _late_success,
    Resolution.PAID_TWICE: _paid_twice,
    Resolution.TWICE_BACK: take_back_twice,
    Resolution.FIRST_COUNTS: count_first,
}
