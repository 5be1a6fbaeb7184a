"""What the office does with a batch: draw it up, seal it, cancel it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from subsidies.budget.kinds import EntryKind
from subsidies.budget.models import BudgetLine
from subsidies.payments.actions.ledger import post_batch, refuse_closed
from subsidies.payments.actions.lines import (
    NAMED_AT_MOST,
    free_instalments,
    instalments_of,
    lock_all,
    refuse_blocked,
    renew_lines,
    take_instalments,
    write_lines,
)
from subsidies.payments.actions.requesting import withdraw_request
from subsidies.payments.actions.steps import (
    line_moved,
    locked_batch,
    next_status,
    record_batch,
    refuse_own_payment,
    refuse_underway,
)
from subsidies.payments.actions.templates import default_template
from subsidies.payments.bank_templates import TemplateSpec
from subsidies.payments.bank_values import problem_with
from subsidies.payments.chunks import chunks
from subsidies.payments.exports.kept_files import files_of
from subsidies.payments.kinds import SEALING, Anomaly
from subsidies.payments.manifest import digest_of
from subsidies.payments.models import BankTemplate, BatchYear, PaymentBatch, PaymentLine
from subsidies.payments.queries.copies import stamp_of
from subsidies.payments.references import batch_number
from subsidies.payments.workflow import PAYMENT_BATCH, PAYMENT_LINE, BatchStatus, LineStatus
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.accounts.separation import natural_person_of
from talent.audit import events as audit
from talent.calendars import clock
from talent.jobs.models import Job
from talent.jobs.progress import UNWATCHED, Progress
from talent.notifications.outbox import enqueue
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def draw_up(
    *,
    by: User,
    pk: UUID,
    title: str,
    charged_to: BudgetLine,
    instalment_ids: Collection[UUID],
    bank_template: BankTemplate | None = None,
) -> PaymentBatch:
    """Draw due instalments into a new batch, all of them or none.

    ``pk`` comes with the form: the same key again gives the batch that it made (a double click makes one).
    Numbers count from 1 each year without gaps: the year's row stays locked until this transaction ends.

    Raises:
        ActionRefused: nothing is selected, something is no longer due, cannot be paid or stands on another budget
            line, or the role is wrong.
    """
    year = _locked_year(clock.today().year)
    made = PaymentBatch.objects.filter(pk=pk).first()
    if made is not None and made.drawn_up_by_id == by.pk:
        return made
    if made is not None or not by.has_role(Role.REVIEWER):
        raise ActionRefused(_("您的角色不能拟定发放批次，或该批次已由他人拟定。"))
    if not instalment_ids:
        raise ActionRefused(_("请先选择要发放的明细。"))
    year.last_number += 1
    year.save(update_fields=["last_number"])
    batch = PaymentBatch.objects.create(
        pk=pk,
        number=batch_number(year.year, year.last_number),
        title=title,
        charged_to=charged_to,
        budget_line=charged_to.document_number,
        budget_subject=charged_to.subject,
        bank_template=bank_template or default_template(),
        drawn_up_by=by,
        drawn_up_person=natural_person_of(by),
        drawn_up_at=clock.now(),
    )
    take_instalments(batch, instalment_ids, by=by)
    refuse_closed(charged_to)
    _rewrite(batch, set(instalment_ids), by=by)
    audit.record("batch.drawn_up", batch, by=by, to_status=batch.status, detail=_size(batch))
    return batch


@transaction.atomic
def remove_lines(batch: PaymentBatch, *, by: User, line_ids: Collection[UUID]) -> PaymentBatch:
    """Take lines out of a draft; their instalments wait for another batch.

    Raises:
        ActionRefused: the batch is no draft, or nothing or everything was chosen.
    """
    batch = _locked_draft(batch, by)
    keys = set(instalments_of(batch))
    leaving: set[UUID] = set()
    for piece in chunks(set(line_ids)):
        leaving |= set(batch.lines.filter(pk__in=piece).values_list("instalment_id", flat=True))
    if not leaving:
        raise ActionRefused(_("请先选择要移出的明细。"))
    if leaving == keys:
        raise ActionRefused(_("不能移出全部明细；整批不发的，请取消批次。"))
    free_instalments(batch, leaving, by=by, reason=_("移出批次"))
    _rewrite(batch, keys - leaving, by=by)
    audit.record("batch.lines_removed", batch, by=by, detail={"removed": len(leaving), **_size(batch)})
    return batch


@transaction.atomic
def refresh_lines(batch: PaymentBatch, *, by: User) -> PaymentBatch:
    """Copy the present accounts into a draft, for the clerk to look at again."""
    batch = _locked_draft(batch, by)
    _rewrite(batch, set(instalments_of(batch)), by=by)
    audit.record("batch.lines_refreshed", batch, by=by, detail=_size(batch))
    return batch


@transaction.atomic
def choose_template(batch: PaymentBatch, *, by: User, bank_template: BankTemplate) -> PaymentBatch:
    """Give a draft another bank template, and check every line against it.

    Raises:
        ActionRefused: the batch is no draft.
    """
    batch = _locked_draft(batch, by)
    batch.bank_template = bank_template
    batch.save(update_fields=["bank_template"])
    _rewrite(batch, set(instalments_of(batch)), by=by)
    detail = {"template": bank_template.code, "version": bank_template.version}
    audit.record("batch.template_chosen", batch, by=by, detail=detail)
    return batch


@transaction.atomic
def seal(
    batch: PaymentBatch,
    *,
    by: User,
    stamp: str,
    note: str = "",
    progress: Progress = UNWATCHED,
    job: Job | None = None,
) -> PaymentBatch:
    """Read payee, account, bank, amount and policy version a last time, digest them, and send the batch to finance.

    Lines that say exactly what is read stay; what differs is written anew, and refused unless the clerk saw it.

    Args:
        stamp: ``queries.copies.stamp_of`` as the clerk saw it; what differs from it is not sealed.
        note: why the batch is sealed although the checks have remarks; required when they have.
        job: the job that asks, where the worker seals a large batch.

    Raises:
        ActionRefused: something changed since the clerk looked, cannot be paid, or cannot be written for the bank.
    """
    batch = _locked_draft(batch, by, job=job)
    before, batch.status = batch.status, next_status(PAYMENT_BATCH, "seal", batch.status, by=by)
    person = refuse_own_payment(batch, by)
    keys = set(instalments_of(batch))
    refuse_blocked(lock_all(keys, progress=progress))
    progress.stage("copying")
    _rewrite(batch, keys, by=by, write=renew_lines, progress=progress)
    refuse_unready(batch, stamp=stamp, note=note)
    batch.seal_note = note.strip()
    batch.sealed_by, batch.sealed_person, batch.sealed_at = by, person, clock.now()
    progress.stage("digesting")
    batch.digest = digest_of(batch, progress=progress)
    batch.bank_file_count = len(files_of(batch))
    batch.save()
    post_batch(EntryKind.COMMIT, batch, by=by)
    record_batch("sealed", batch, before, by=by, reason=batch.seal_note, digest=batch.digest, **_size(batch))
    enqueue("subsidies.payments.tasks.render_files", batch_id=batch.pk)
    return batch


def refuse_unready(batch: PaymentBatch, *, stamp: str, note: str) -> None:
    """Let no draft be sealed that is not what the clerk looked at, or that the checks have something to say about.

    Raises:
        ActionRefused: says what to do first.
    """
    if stamp_of(batch) != stamp:
        raise ActionRefused(_("有人的银行账户在您核对之后变更了。请先更新明细，重新核对后再封存。"))
    _refuse_unwritable(batch)
    if not note.strip() and batch.lines.with_remarks().exists():
        raise ActionRefused(_("本批次有异常提示，请写明核对情况后再封存。"))


@transaction.atomic
def cancel(batch: PaymentBatch, *, by: User, reason: str) -> PaymentBatch:
    """Cancel a batch that was never released, and let its instalments wait for another.

    Raises:
        TransitionRefused: finance has approved or released it.
        ActionRefused: no reason is given, or it is being sealed.
    """
    refuse_underway(SEALING, batch.pk)
    batch = locked_batch(batch)
    refuse_underway(SEALING, batch.pk)
    before, batch.status = batch.status, next_status(PAYMENT_BATCH, "cancel", batch.status, by=by)
    if not reason.strip():
        raise ActionRefused(_("请写明取消的原因。"))
    keys = instalments_of(batch)
    cancelled = next_status(PAYMENT_LINE, "cancel", LineStatus.UNANSWERED, by=by)
    batch.lines.unanswered().update(status=cancelled)
    free_instalments(batch, keys, by=by, reason=reason, **line_moved(cancelled))
    batch.save(update_fields=["status"])
    if batch.sealed_at is not None:
        post_batch(EntryKind.UNCOMMIT, batch, by=by)
    withdraw_request(batch, by=by, reason=reason)
    record_batch("cancelled", batch, before, by=by, reason=reason, lines=len(keys))
    return batch


def _locked_year(year: int) -> BatchYear:
    BatchYear.objects.get_or_create(year=year)
    return BatchYear.objects.select_for_update().get(year=year)


def _locked_draft(batch: PaymentBatch, by: User, *, job: Job | None = None) -> PaymentBatch:
    refuse_underway(SEALING, batch.pk, besides=job)
    batch = locked_batch(batch)
    refuse_underway(SEALING, batch.pk, besides=job)
    next_status(PAYMENT_BATCH, "seal", batch.status, by=by)
    return batch


def _rewrite(
    batch: PaymentBatch,
    keys: Collection[UUID],
    *,
    by: User,
    write: Callable[..., None] = write_lines,
    progress: Progress = UNWATCHED,
) -> None:
    write(batch, keys, progress=progress)
    totals = batch.lines.aggregate(yuan=Sum("amount_yuan", default=0))
    batch.line_count, batch.total_yuan = batch.lines.count(), totals["yuan"]
    if batch.line_count != len(keys):
        raise ActionRefused(_("有人没有可用的银行账户，请移出后再办理。"))
    refuse_own_payment(batch, by)
    PaymentBatch.objects.filter(pk=batch.pk, status=BatchStatus.DRAFT).update(
        line_count=batch.line_count, total_yuan=batch.total_yuan
    )


def _refuse_unwritable(batch: PaymentBatch) -> None:
    wrong = [line for line in batch.lines.with_remarks().iterator(2000) if Anomaly.UNWRITABLE in line.anomalies]
    if wrong:
        spec = batch.bank_template.form
        raise ActionRefused(
            _("有 %(n)s 笔无法写入银行文件：%(lines)s 请移出或请本人更正账户。")
            % {"n": len(wrong), "lines": "".join(_described(line, spec) for line in wrong[:NAMED_AT_MOST])}
        )


def _described(line: PaymentLine, spec: TemplateSpec) -> str:
    problem = problem_with(line.payee_name, line.account_number, line.bank_name, spec=spec)
    return _("第 %(sequence)s 笔%(problem)s") % {"sequence": line.sequence, "problem": problem}


def _size(batch: PaymentBatch) -> dict[str, int]:
    return {"lines": batch.line_count, "yuan": batch.total_yuan}
