"""Rows of returns that were set apart: one person says what is to be done about each, another agrees or refuses.

Whoever confirms locks batch, exception, instalment and line in this order, and what the proposal rests on is asked
again under these locks: a proposal that the world has overtaken is refused, never bent.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.payments.actions.resolving import take_effect
from subsidies.payments.actions.steps import locked_batch, next_status, refuse_own_payment
from subsidies.payments.chunks import chunks
from subsidies.payments.kinds import Resolution, ReturnRowResult
from subsidies.payments.models import BankReturn, PaymentBatch, PaymentLine, ReturnException
from subsidies.payments.references import references_in
from subsidies.payments.resolutions import NAMES_NO_LINE, RULES, fits
from subsidies.payments.workflow import RETURN_EXCEPTION, ExceptionStatus, LineStatus
from talent.accounts.models import User
from talent.accounts.separation import refuse_same_person
from talent.audit import events as audit
from talent.audit.sensitive import redact
from talent.calendars import clock
from talent.notifications.outbox import enqueue
from talent.workflow.refusals import ActionRefused

UNPROPOSED = {
    "status": ExceptionStatus.OPEN, "resolution": "", "reason": "", "bank_reason": "", "paid_on": None,
    "named_line": None, "proposed_by": None, "proposed_person": None, "proposed_at": None,
}  # fmt: skip


def open_exceptions(bank_return: BankReturn) -> int:
    """One open exception for each row of a return, being committed, that was set apart; returns how many."""
    rows = bank_return.rows.filter(result=ReturnRowResult.EXCEPTION).order_by("row_number")
    now, count = clock.now(), 0
    for piece in chunks(rows.values_list("pk", "kind", "line_id").iterator(2000), 1000):
        made = [
            ReturnException(row_id=row, batch_id=bank_return.batch_id, kind=kind, line_id=line, opened_at=now)
            for row, kind, line in piece
        ]
        count += len(ReturnException.objects.bulk_create(made))
    return count


@transaction.atomic
def propose_resolution(
    found: ReturnException,
    *,
    by: User,
    resolution: str,
    reason: str,
    reference: str = "",
    bank_reason: str = "",
    paid_on: dt.date | None = None,
) -> ReturnException:
    """Say what is to be done about an exception, and how that was found out; nothing happens to the books yet.

    Args:
        reference: of the line that the row is about, where the row itself names none.
        bank_reason: why the bank did not pay, or sent the money back.
        paid_on: the day on which the bank paid.

    Raises:
        TransitionRefused: somebody else proposed something, or it is resolved.
        ActionRefused: the resolution does not fit the exception and its line, or something is missing.
        DutiesNotSeparated: the batch pays the very officer.
    """
    batch = locked_batch(found.batch)
    found = _locked(found)
    before, found.status = found.status, next_status(RETURN_EXCEPTION, "propose", found.status, by=by)
    found.proposed_person = refuse_own_payment(batch, by)
    if not reason.strip():
        raise ActionRefused(_("请写明怎样核实、结果如何。"))
    named = _named(found, batch, resolution, reference)
    line = found.line or named
    if resolution not in RULES or not fits(resolution, found.kind, line.status if line else None):
        raise ActionRefused(_does_not_fit(line))
    rule = RULES[Resolution(resolution)]
    found.paid_on = _day(batch, paid_on) if rule.asks_day else None
    found.bank_reason = _said(bank_reason) if rule.asks_bank_reason else ""
    found.named_line, found.resolution, found.reason = named, resolution, reason.strip()
    found.proposed_by, found.proposed_at = by, clock.now()
    found.save()
    detail = {"batch": batch.number, "resolution": resolution, "line": line.reference if line else ""}
    _record("proposed", found, before, by=by, reason=found.reason, **detail)
    return found


@transaction.atomic
def refuse_resolution(found: ReturnException, *, by: User, reason: str) -> ReturnException:
    """Another person does not agree with a proposal: it is open again.

    Raises:
        DutiesNotSeparated: the one who proposed it cannot be the one who refuses.
        ActionRefused: no reason is given.
    """
    batch = locked_batch(found.batch)
    found = _locked(found)
    before = found.status
    next_status(RETURN_EXCEPTION, "refuse", before, by=by)
    refuse_own_payment(batch, by)
    refuse_same_person(by, found.proposed_person, message=_("处理意见是您提出的，须由另一名人员复核。"))
    if not reason.strip():
        raise ActionRefused(_("请写明不同意的原因。"))
    resolution = found.resolution
    for name, value in UNPROPOSED.items():
        setattr(found, name, value)
    found.refused_by, found.refused_at, found.refuse_reason = by, clock.now(), reason.strip()
    found.save()
    _record("refused", found, before, by=by, reason=found.refuse_reason, batch=batch.number, resolution=resolution)
    return found


@transaction.atomic
def confirm_resolution(found: ReturnException, *, by: User, seen: str) -> ReturnException:
    """Another person agrees, and what was proposed takes effect.

    Args:
        seen: ``proposal_stamp`` of the proposal as the person's page showed it.

    Raises:
        DutiesNotSeparated: it is the one who proposed it, or the batch pays the very officer.
        ActionRefused: the proposal is another one by now, or what it rests on has changed.
    """
    batch = locked_batch(found.batch)
    found = _locked(found)
    before, found.status = found.status, next_status(RETURN_EXCEPTION, "confirm", found.status, by=by)
    refuse_own_payment(batch, by)
    message = _("处理意见是您提出的，须由另一名人员复核。")
    found.confirmed_person = refuse_same_person(by, found.proposed_person, message=message)
    if proposal_stamp(found) != seen:
        raise ActionRefused(_("处理意见在您查看之后有变动，请刷新页面重新核对。"))
    take_effect(found, batch, by=by)
    found.confirmed_by, found.confirmed_at = by, clock.now()
    found.save()
    line = found.target
    detail = {"resolution": found.resolution, "line": line.reference if line else ""}
    _record("resolved", found, before, by=by, batch=batch.number, **detail)
    enqueue("subsidies.payments.tasks.tell_resolved", exception_id=found.pk)
    return found


def proposal_stamp(found: ReturnException) -> str:
    """Names one proposal among all that an exception ever had."""
    return f"{found.resolution}@{found.proposed_at.astimezone(dt.UTC).isoformat()}" if found.proposed_at else ""


def _locked(found: ReturnException) -> ReturnException:
    locked = ReturnException.objects.select_for_update(of=("self",))
    return locked.select_related("line", "named_line", "proposed_person").get(pk=found.pk)


def _named(found: ReturnException, batch: PaymentBatch, resolution: str, reference: str) -> PaymentLine | None:
    """The line that the officer says an unreadable or unknown row is about."""
    if found.kind not in NAMES_NO_LINE or resolution == Resolution.NO_EFFECT:
        return None
    written = references_in(reference)
    line = batch.lines.filter(reference=written[0][0]).first() if len(written) == 1 else None
    if line is None:
        raise ActionRefused(_("请填写本批次的一个明细编号，例如 %(sample)s。") % {"sample": f"{batch.number}-00001"})
    return line


def _does_not_fit(line: PaymentLine | None) -> str:
    if line is None:
        return _("这个处理方式不适用于这类异常。")
    words = {"reference": line.reference, "status": LineStatus(line.status).label}
    return _("明细 %(reference)s 现在是“%(status)s”，不能这样处理。") % words


def _day(batch: PaymentBatch, day: dt.date | None) -> dt.date:
    released = clock.day_of(batch.released_at) if batch.released_at else clock.today()
    if day is None or not released <= day <= clock.today():
        raise ActionRefused(_("请填写银行付款的日期，不早于放行日，也不晚于今天。"))
    return day


def _said(bank_reason: str) -> str:
    if not bank_reason.strip():
        raise ActionRefused(_("请填写银行说明的原因，申请人会看到。"))
    return redact(bank_reason.strip())[:200]


def _record(verb: str, found: ReturnException, before: str, *, by: User, reason: str = "", **detail: str) -> None:
    audit.record(
        f"return_exception.{verb}",
        found,
        by=by,
        from_status=before,
        to_status=found.status,
        reason=reason,
        detail={"kind": str(found.kind), **detail},
    )
