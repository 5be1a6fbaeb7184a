"""What the finance bureau does with a sealed batch: return it, approve it (one officer), release it (another)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.budget.kinds import EntryKind
from subsidies.payments.actions.ledger import post_batch
from subsidies.payments.actions.requesting import withdraw_request
from subsidies.payments.actions.steps import locked_batch, next_status, record_batch, refuse_own_payment
from subsidies.payments.exports.unknown_files import unknown_bank_files
from subsidies.payments.kinds import HeldStep
from subsidies.payments.manifest import digest_of
from subsidies.payments.models import HeldLinesStatement, PaymentBatch
from subsidies.payments.queries.held import held_lines
from subsidies.payments.workflow import PAYMENT_BATCH
from talent.accounts.models import User
from talent.accounts.separation import natural_person_of, refuse_same_person
from talent.calendars import clock
from talent.notifications.outbox import enqueue
from talent.workflow.refusals import ActionRefused


class SealBroken(ActionRefused):
    """The lines are no longer what was sealed: nothing may go on until it is cleared up."""


@transaction.atomic
def return_to_office(batch: PaymentBatch, *, by: User, reason: str) -> PaymentBatch:
    """Send a batch back before release; the office can only cancel it and draw up another.

    Raises:
        TransitionRefused: the batch is not with finance.
        ActionRefused: no reason is given.
    """
    batch = locked_batch(batch)
    before, batch.status = batch.status, next_status(PAYMENT_BATCH, "return", batch.status, by=by)
    if not reason.strip():
        raise ActionRefused(_("请写明退回的原因，人才办据此更正。"))
    batch.returned_by, batch.returned_at, batch.return_reason = by, clock.now(), reason.strip()
    batch.save()
    withdraw_request(batch, by=by, reason=batch.return_reason)
    record_batch("returned", batch, before, by=by, reason=batch.return_reason)
    return batch


@transaction.atomic
def approve(batch: PaymentBatch, *, by: User, digest: str, held_seen: str = "", held_reason: str = "") -> PaymentBatch:
    """Approve what was sealed.

    Args:
        digest: the batch's digest as the officer's page showed it.
        held_seen: the token of the held lines that the page showed (``queries.held``).
        held_reason: how these were looked at, and why the batch goes on all the same; required where there are any.

    Raises:
        DutiesNotSeparated: whoever drew up or sealed a batch never approves it, nor does one whom it pays.
        SealBroken: the lines are not what was sealed.
        ActionRefused: lines are held that the officer has not seen, or no reason is given.
    """
    batch = locked_batch(batch)
    before, batch.status = batch.status, next_status(PAYMENT_BATCH, "approve", batch.status, by=by)
    message = _("您拟定或封存了本批次，不能由您审核。请由财政局另一名经办人员办理。")
    batch.approved_person = refuse_same_person(by, batch.drawn_up_person, batch.sealed_person, message=message)
    refuse_own_payment(batch, by)
    _refuse_broken_seal(batch, digest)
    held = _state_held(batch, HeldStep.APPROVE, by=by, seen=held_seen, reason=held_reason)
    batch.approved_by, batch.approved_at = by, clock.now()
    batch.save()
    record_batch("approved", batch, before, by=by, reason=held_reason if held else "", digest=batch.digest, **held)
    return batch


@transaction.atomic
def release(
    batch: PaymentBatch, *, by: User, voucher_number: str, digest: str, held_seen: str = "", held_reason: str = ""
) -> PaymentBatch:
    """Release an approved batch to the bank; its bank files are rendered after commit.

    Lines that are held are released with the rest, exactly as they were sealed: ``approve`` says what is asked first.

    Raises:
        DutiesNotSeparated: whoever drew up, sealed or approved a batch never releases it, nor does one whom it pays.
        SealBroken: the lines are not what was sealed.
        ActionRefused: no voucher number is given, lines are held that the officer has not seen, no reason is given,
            the bank says of a line's first payment that it succeeded late, or files for the bank lie there of a
            release that the database does not know, as after an older backup was put back.
    """
    batch = locked_batch(batch)
    before, batch.status = batch.status, next_status(PAYMENT_BATCH, "release", batch.status, by=by)
    others = (batch.approved_person, batch.drawn_up_person, batch.sealed_person)
    message = _("您拟定、封存或审核过本批次，不能由您放行。请由财政局另一名经办人员办理。")
    batch.released_person = refuse_same_person(by, *others, message=message)
    refuse_own_payment(batch, by)
    if not voucher_number.strip():
        raise ActionRefused(_("请填写支付凭证号。"))
    _refuse_broken_seal(batch, digest)
    _refuse_older_database()
    held = _state_held(batch, HeldStep.RELEASE, by=by, seen=held_seen, reason=held_reason)
    if doubtful := batch.lines.perhaps_paid().count():
        raise ActionRefused(
            _("有 %(n)s 笔，银行又称原先那笔已付，正在核实。请先处理回盘异常；确已付款的，退回本批次。")
            % {"n": doubtful}
        )
    batch.voucher_number = voucher_number.strip()
    batch.released_by, batch.released_at = by, clock.now()
    batch.save()
    post_batch(EntryKind.RELEASE, batch, by=by)
    record_batch("released", batch, before, by=by, reason=held_reason if held else "", digest=batch.digest, **held)
    enqueue("subsidies.payments.tasks.render_files", batch_id=batch.pk)
    return batch


def _state_held(batch: PaymentBatch, step: HeldStep, *, by: User, seen: str, reason: str) -> dict[str, int]:
    """Keep the officer's word on the lines that are held now, for the log too; nothing where none is.

    Raises:
        ActionRefused: these are not the lines and holds that the officer saw, or no reason is given.
    """
    held = held_lines(batch)
    if not held.count:
        return {}
    if held.token != seen:
        raise ActionRefused(
            _("现在有 %(n)s 笔的收款人被暂停发放，与您打开页面时不同。请逐笔核对下面的明细后再办理。")
            % {"n": held.count}
        )
    if not reason.strip():
        raise ActionRefused(_("有 %(n)s 笔的收款人已暂停发放，请写明核对情况和继续办理的理由。") % {"n": held.count})
    HeldLinesStatement.objects.create(
        batch=batch,
        step=step,
        held_count=held.count,
        reason=reason.strip(),
        stated_by=by,
        stated_person=natural_person_of(by),
        stated_at=clock.now(),
    )
    return {"held": held.count}


def _refuse_broken_seal(batch: PaymentBatch, shown: str) -> None:
    if batch.digest != shown:
        raise SealBroken(_("页面上的校验码与本批次不符，请刷新后重新核对。"))
    if digest_of(batch) != batch.digest:
        raise SealBroken(_("本批次的内容与封存时不一致，已停止办理。请立即联系系统管理员和审计人员。"))


def _refuse_older_database() -> None:
    if unknown := unknown_bank_files():
        words = {"file": unknown[0], "n": len(unknown)}
        raise ActionRefused(
            _(
                "磁盘上有 %(n)s 个代发文件（如 %(file)s）在数据库里没有放行记录：数据库可能是从较早的备份恢复的，"
                "继续放行会重复发放。已停止办理，请立即联系系统管理员，按运维手册“备份与恢复”逐笔核对。"
            )
            % words
        )
