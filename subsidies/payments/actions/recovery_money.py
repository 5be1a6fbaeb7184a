"""Money that comes back: entered under its voucher, reversed where it was entered wrongly."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.payments.actions.recovery_ledger import post_receipt, reverse_receipt_entries
from subsidies.payments.actions.recovery_steps import locked_recovery, move, record_recovery, settle_at_nought
from subsidies.payments.actions.replacing import first_undo
from subsidies.payments.actions.stopping import lock_award
from subsidies.payments.models import PaymentLine, Recovery, RecoveryItem, RecoveryReceipt
from subsidies.payments.querysets import AT_THE_BANK
from subsidies.payments.workflow import RecoveryStatus
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.notifications.messages import notify
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def enter_receipt(
    recovery: Recovery, *, by: User, pk: UUID, voucher_number: str, received_on: dt.date, amount_yuan: int
) -> RecoveryReceipt:
    """A finance officer enters what the person paid into the treasury; at nought the recovery is settled.

    Args:
        pk: comes with the form: the same key again gives the receipt that it made.

    Raises:
        ActionRefused: it is more than is owed, the voucher was entered before, the day is impossible, or the person
            was not told to pay yet.
    """
    recovery, person = locked_recovery(recovery, by=by)
    made = RecoveryReceipt.objects.filter(pk=pk).first()
    if made is not None and (made.recovery_id, made.entered_by_id) == (recovery.pk, by.pk):
        return made
    _refuse_outsider(by, taken=made is not None)
    voucher = voucher_number.strip()
    _refuse_impossible(recovery, voucher, received_on, amount_yuan)
    receipt = RecoveryReceipt.objects.create(
        pk=pk,
        recovery=recovery,
        voucher_number=voucher,
        received_on=received_on,
        amount_yuan=amount_yuan,
        entered_by=by,
        entered_person=person,
        entered_at=clock.now(),
    )
    post_receipt(receipt, by=by)
    recovery.received_yuan += amount_yuan
    recovery.save(update_fields=["received_yuan"])
    record_recovery("received", recovery, by=by, yuan=amount_yuan, voucher=voucher)
    settle_at_nought(recovery, by=by)
    words = {"number": recovery.number, "amount_yuan": amount_yuan, "left_yuan": recovery.left_yuan}
    notify(recovery.person.user, "recovery_received", context=words, dedupe_key=f"recovery_received:{receipt.pk}")
    return receipt


@transaction.atomic
def reverse_receipt(receipt: RecoveryReceipt, *, by: User, pk: UUID, reason: str) -> RecoveryReceipt:
    """A finance officer takes a wrong entry back by an entry of its own; a settled recovery is owed again.

    Raises:
        ActionRefused: no reason is given, the entry was reversed before or is a reversal, or the rest was dealt with.
    """
    recovery, person = locked_recovery(receipt.recovery, by=by)
    receipt = RecoveryReceipt.objects.select_for_update().get(pk=receipt.pk)
    made = RecoveryReceipt.objects.filter(pk=pk, reverses=receipt, entered_by=by).first()
    if made is not None:
        return made
    _refuse_outsider(by, taken=RecoveryReceipt.objects.filter(pk=pk).exists())
    if not reason.strip():
        raise ActionRefused(_("请写明冲正的原因。"))
    if receipt.reverses_id is not None or receipt.reversed_at is not None:
        raise ActionRefused(_("这条记录已经冲正，或者本身就是冲正记录。"))
    if recovery.status not in (RecoveryStatus.NOTIFIED, RecoveryStatus.SETTLED):
        raise ActionRefused(_("这项追回已核销，不能冲正缴款。请与财政局核对后另行处理。"))
    receipt.reversed_at = clock.now()
    receipt.save(update_fields=["reversed_at"])
    reversal = RecoveryReceipt.objects.create(
        pk=pk,
        recovery=recovery,
        voucher_number=receipt.voucher_number,
        received_on=receipt.received_on,
        amount_yuan=receipt.amount_yuan,
        reverses=receipt,
        reason=reason.strip(),
        entered_by=by,
        entered_person=person,
        entered_at=clock.now(),
    )
    reverse_receipt_entries(receipt, by=by, reason=reason.strip())
    _take_back(recovery, receipt, by=by, reason=reason.strip())
    return reversal


def _take_back(recovery: Recovery, receipt: RecoveryReceipt, *, by: User, reason: str) -> None:
    received = recovery.received_yuan - receipt.amount_yuan
    if recovery.status == RecoveryStatus.SETTLED:
        lock_award(recovery.award)  # whoever opens another recovery of it takes the same lock
        _refuse_second(recovery)
        _refuse_redrawn(recovery)
        move(recovery, "reopen", by=by, reason=reason, received_yuan=received)
    else:
        recovery.received_yuan = received
        recovery.save(update_fields=["received_yuan"])
    record_recovery(
        "receipt_reversed", recovery, by=by, reason=reason, yuan=receipt.amount_yuan, voucher=receipt.voucher_number
    )


def _refuse_second(recovery: Recovery) -> None:
    """A settled recovery cannot be owed again while a later one of the same payment counts on it."""
    keys = recovery.items.filter(line=None).values("instalment")
    later = RecoveryItem.objects.standing().filter(instalment__in=keys, line=None, earlier_yuan__gt=0)
    under_way = RecoveryItem.objects.filter(instalment__in=keys, line=None, is_open=True)
    if (later | under_way).exclude(recovery=recovery).exists():
        raise ActionRefused(_("同一期之后又有追回，已按这项结清计算，不能冲正。请先处理后面的追回。"))


def _refuse_redrawn(recovery: Recovery) -> None:
    """What was paid twice and paid back may be in a batch again: were it owed again, the batch would pay too much."""
    keys = recovery.items.filter(line__isnull=False).values("instalment")
    again = PaymentLine.objects.unanswered().filter(instalment__in=keys).exclude(batch__status__in=AT_THE_BANK)
    line = again.select_related("batch").first()
    if line is not None:
        raise ActionRefused(first_undo(line))


def _refuse_impossible(recovery: Recovery, voucher: str, received_on: dt.date, amount_yuan: int) -> None:
    if recovery.status != RecoveryStatus.NOTIFIED:
        raise ActionRefused(
            _("%(number)s 当前为“%(status)s”，不能登记缴款。")
            % {"number": recovery.number, "status": recovery.get_status_display()}
        )
    if not 0 < amount_yuan <= recovery.left_yuan:
        words = {"left": f"{recovery.left_yuan:,}"}
        raise ActionRefused(_("缴款金额应大于 0，且不超过尚欠的 %(left)s 元；多缴的，请按退付程序办理。") % words)
    if not voucher:
        raise ActionRefused(_("请填写《非税收入一般缴款书》的编号。"))
    drafted_on = clock.day_of(recovery.drafted_at)
    if not drafted_on <= received_on <= clock.today():
        raise ActionRefused(_("缴款日期不能早于拟定追回的日期，也不能晚于今天。"))
    if RecoveryReceipt.objects.counting().filter(voucher_number=voucher).exists():
        raise ActionRefused(_("这个缴款书编号已经登记过，请核对。"))


def _refuse_outsider(by: User, *, taken: bool) -> None:
    if not by.has_role(Role.FINANCE_OFFICER):
        raise ActionRefused(_("只有财政局经办人员可以登记缴款。"))
    if taken:
        raise ActionRefused(_("这个页面已经登记过一笔，请重新打开后再登记。"))
