"""Money that the bank sent back and the finance bureau returned to the treasury."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.payments.actions.steps import (
    line_moved,
    locked_batch,
    next_status,
    record_instalments,
    refuse_own_payment,
)
from subsidies.payments.chunks import chunks
from subsidies.payments.models import PaymentBatch, PaymentLine, TreasuryRefund
from subsidies.payments.querysets import AT_THE_BANK
from subsidies.payments.workflow import PAYMENT_LINE
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit import events as audit
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def refund_to_treasury(
    batch: PaymentBatch,
    *,
    by: User,
    pk: UUID,
    line_ids: Collection[UUID],
    voucher_number: str,
    refunded_on: dt.date,
) -> TreasuryRefund:
    """Record that the money of failed or reversed lines went back to the treasury; their instalments stay payable.

    ``pk`` comes with the form: the same key again gives the same refund.

    Raises:
        ActionRefused: the role, the day, the voucher or a line is wrong.
        DutiesNotSeparated: the batch pays the very officer.
    """
    batch = locked_batch(batch)
    made = TreasuryRefund.objects.filter(pk=pk).first()
    if made is not None and (made.recorded_by_id, made.batch_id) == (by.pk, batch.pk):
        return made
    if made is not None or not by.has_role(Role.FINANCE_OFFICER):
        raise ActionRefused(_("您不能登记这笔退回，请刷新页面后再试。"))
    person = refuse_own_payment(batch, by)
    voucher = _checked(batch, line_ids, voucher_number, refunded_on)
    lines = _locked_lines(batch, line_ids)
    refund = TreasuryRefund.objects.create(
        pk=pk,
        batch=batch,
        voucher_number=voucher,
        refunded_on=refunded_on,
        line_count=len(lines),
        total_yuan=sum(line.amount_yuan for line in lines),
        recorded_by=by,
        recorded_person=person,
        recorded_at=clock.now(),
    )
    for line in lines:
        before, line.status = line.status, next_status(PAYMENT_LINE, "refund", line.status, by=by)
        line.refund = refund
        line.save(update_fields=["status", "refund"])
        told = {"batch": batch.number, "line": line.reference, **line_moved(line.status, before=before)}
        record_instalments("refunded", [line.instalment_id], by=by, before="", after="", **told)
    detail = {"number": batch.number, "lines": refund.line_count, "yuan": refund.total_yuan, "voucher": voucher}
    audit.record("batch.refunded", batch, by=by, detail=detail)
    return refund


def _checked(batch: PaymentBatch, line_ids: Collection[UUID], voucher_number: str, day: dt.date) -> str:
    voucher = voucher_number.strip()
    if not line_ids:
        raise ActionRefused(_("请先选择退回国库的明细。"))
    if not voucher:
        raise ActionRefused(_("请填写退款凭证号。"))
    if batch.status not in AT_THE_BANK or batch.released_at is None:
        raise ActionRefused(_("批次 %(number)s 尚未放行，没有款项可以退回。") % {"number": batch.number})
    if not clock.day_of(batch.released_at) <= day <= clock.today():
        raise ActionRefused(_("退回日期不能早于放行日，也不能晚于今天。"))
    if batch.refunds.filter(voucher_number=voucher).exists():
        raise ActionRefused(_("凭证 %(voucher)s 已经登记过，请核对后再填写。") % {"voucher": voucher})
    return voucher


def _locked_lines(batch: PaymentBatch, line_ids: Collection[UUID]) -> list[PaymentLine]:
    found: list[PaymentLine] = []
    for piece in chunks(sorted(set(line_ids))):
        found += PaymentLine.objects.select_for_update().filter(pk__in=piece, batch=batch).refundable().order_by("pk")
    if len(found) != len(set(line_ids)):
        raise ActionRefused(_("所选明细中有的不再是付款失败或已退汇，请刷新后重新选择。"))
    return found
