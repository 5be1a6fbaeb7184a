"""What an agreed resolution does to a line and its instalment, under the locks of both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from subsidies.payments.actions.exception_ledger import (
    post_late_success,
    post_paid,
    post_paid_twice,
    post_sent_back,
)
from subsidies.payments.actions.steps import line_moved, next_status, record_instalments, settle
from subsidies.payments.actions.stopping import stop_sent_back
from subsidies.payments.kinds import RecoveryReason, Resolution
from subsidies.payments.models import Instalment, PaymentBatch, PaymentLine, RecoveryItem, ReturnException
from subsidies.payments.querysets import AT_THE_BANK
from subsidies.payments.resolutions import fits
from subsidies.payments.workflow import INSTALMENT, PAYMENT_LINE, BatchStatus, InstalmentStatus, LineStatus
from talent.accounts.models import User
from talent.calendars import clock
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


def _nothing(_found: ReturnException, _line: PaymentLine, _by: User) -> None:
    """The books stay as they are."""


def _count_paid(found: ReturnException, line: PaymentLine, by: User) -> None:
    _move(found, line, "pay", by=by, verb="paid", paid_on=found.paid_on, failed_account=None)
    post_paid(found, line, by=by)


def _count_failed(found: ReturnException, line: PaymentLine, by: User) -> None:
    _move(found, line, "fail", by=by, verb="failed", failed_account_id=line.bank_account_id)
    post_sent_back(found, line, was_paid=False, by=by)


def _reverse(found: ReturnException, line: PaymentLine, by: User) -> None:
    _refuse_claimed(line)
    _move(found, line, "reverse", by=by, verb="reversed", failed_account_id=line.bank_account_id)
    post_sent_back(found, line, was_paid=True, by=by)
    if line.instalment.award.revoked_at is not None:
        stop_sent_back(line.instalment, by=by, reason=found.reason)


def _refuse_claimed(line: PaymentLine) -> None:
    """What the person is asked to pay back, or paid back, is not back from the bank as well."""
    items = RecoveryItem.objects.standing().filter(instalment=line.instalment_id, line=None, amount_yuan__gt=0)
    item = items.select_related("recovery").first()
    if item is None:
        return
    words = {"number": item.recovery.number}
    if item.recovery.reason == RecoveryReason.AWARD_REVOKED:
        raise ActionRefused(
            _("授予已撤销，正由 %(number)s 追回。退回的款项请财政局在该项追回中登记缴款，本异常按“不影响账目”处理。")
            % words
        )
    raise ActionRefused(
        _("%(number)s 正在或已经追回这一笔。请先取消该项追回（已登记缴款的先冲正），再登记退汇。") % words
    )


def _late_success(found: ReturnException, line: PaymentLine, by: User) -> None:
    replacement = replacement_of(line)
    if replacement is not None:
        raise ActionRefused(first_undo(replacement))
    if line.instalment.status == InstalmentStatus.SET_OFF:
        raise ActionRefused(_("这一期已用来抵扣应追回款，银行又付了一次，请改为“登记重复发放”。"))
    _let_it_be_due(line.instalment)
    failed_at = line.answered_at
    _move(
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
    post_late_success(found, line, failed_at=failed_at, by=by)


def _let_it_be_due(instalment: Instalment) -> None:
    """What a later payment was sent back of, or what is to be paid after all, is due at once: it is paid already."""
    step = {InstalmentStatus.REVERSED: "account_corrected", InstalmentStatus.SCHEDULED: "fall_due"}
    before = InstalmentStatus(instalment.status)
    if before in step:
        instalment.status = next_status(INSTALMENT, step[before], before, by=None)
        verb = {"fall_due": "fell_due"}.get(step[before], step[before])
        record_instalments(verb, [instalment.pk], by=None, before=before, after=instalment.status)


def _paid_twice(found: ReturnException, line: PaymentLine, by: User) -> None:
    replacement, failed_at = replacement_of(line), line.answered_at
    if replacement is None and line.instalment.status != InstalmentStatus.SET_OFF:
        raise ActionRefused(_("没有放行过补发的款项，请改为“登记迟到的成功”。"))
    if replacement is not None and replacement.batch.status not in AT_THE_BANK:
        raise ActionRefused(first_undo(replacement))
    before = _answer(found, line, next_status(PAYMENT_LINE, "pay_twice", line.status, by=by))
    post_paid_twice(found, line, failed_at=failed_at, by=by)
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
}


def replacement_of(line: PaymentLine) -> PaymentLine | None:
    """The live line that pays the same instalment in another batch, if there is one."""
    others = PaymentLine.objects.live().filter(instalment=line.instalment_id).exclude(pk=line.pk)
    return others.select_related("batch").first()


def first_undo(replacement: PaymentLine) -> str:
    """What has to happen to a replacement before the first payment can be counted."""
    words = {"batch": replacement.batch.number, "line": replacement.reference}
    sentences = {
        BatchStatus.DRAFT: _("补发的一笔 %(line)s 还在拟定中的批次 %(batch)s，请先由人才办移出批次。"),
        BatchStatus.SEALED: _("补发的一笔 %(line)s 在已封存的批次 %(batch)s，请先由财政局退回或人才办取消该批次。"),
        BatchStatus.APPROVED: _(
            "补发的一笔 %(line)s 在财政已审核的批次 %(batch)s，请先由财政局退回、人才办取消该批次。"
        ),
        BatchStatus.RETURNED: _("补发的一笔 %(line)s 在财政退回的批次 %(batch)s，请先由人才办取消该批次。"),
    }
    released = _("补发的一笔 %(line)s 已随批次 %(batch)s 放行，请改为“登记重复发放”。")
    return sentences.get(BatchStatus(replacement.batch.status), released) % words


def _move(found: ReturnException, line: PaymentLine, action: str, *, by: User, verb: str, **fields: Any) -> None:
    """Line and instalment take the same step of their two tables."""
    instalment = line.instalment
    after = next_status(INSTALMENT, action, instalment.status, by=by)
    line_before = _answer(found, line, next_status(PAYMENT_LINE, action, line.status, by=by))
    before, instalment.status = instalment.status, after
    for name, value in fields.items():
        setattr(instalment, name, value)
    instalment.save()
    told = {"batch": line.batch.number, **line_moved(line.status, before=line_before)}
    record_instalments(verb, [instalment.pk], by=by, before=before, after=after, reason=found.reason, **told)


def _answer(found: ReturnException, line: PaymentLine, after: str) -> str:
    """The line is answered anew; returns what it was before."""
    before, line.status = line.status, after
    line.bank_reason, line.answered_at = found.bank_reason, clock.now()
    line.save(update_fields=["status", "bank_reason", "answered_at"])
    return before
