"""A bank's return: read and shown first, then committed once; a row that fits nothing is shown, never dropped."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.payments.actions.answering import enter_answers
from subsidies.payments.actions.ledger import post_answers
from subsidies.payments.actions.steps import (
    COMMITTING,
    locked_batch,
    next_status,
    record_batch,
    refuse_own_payment,
    refuse_underway,
)
from subsidies.payments.chunks import chunks
from subsidies.payments.imports.bank_return import read_return
from subsidies.payments.kinds import ReturnRowResult, ReturnStatus
from subsidies.payments.matching import Match, SealedLine, is_of_another_batch, match_rows
from subsidies.payments.models import BankReturn, BankReturnRow, PaymentBatch, PaymentLine, ReleaseManifest
from subsidies.payments.querysets import AT_THE_BANK
from subsidies.payments.release_manifest import problem_with
from subsidies.payments.workflow import BANK_RETURN, PAYMENT_BATCH, BatchStatus
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit import events as audit
from talent.audit.sensitive import redact
from talent.calendars import clock
from talent.jobs.models import Job
from talent.jobs.progress import UNWATCHED, Progress
from talent.notifications.outbox import enqueue
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def upload_return(batch: PaymentBatch, *, by: User, pk: UUID, file_name: str, content: bytes) -> BankReturn:
    """Read a bank's return for a released batch and keep it as a preview; no line changes.

    ``pk`` comes with the form. The same bytes again for the same batch give the return that they made.

    Raises:
        ActionRefused: the file cannot be read (says the cell), is of another batch, or the batch is not at the bank.
    """
    _refuse_outsider(by)
    rows = read_return(content, file_name=file_name)
    batch = locked_batch(batch)
    if batch.status not in AT_THE_BANK:
        raise ActionRefused(_("批次 %(number)s 尚未放行，不会有银行回盘。") % {"number": batch.number})
    _refuse_broken_manifest(batch)
    sha256 = hashlib.sha256(content).hexdigest()
    known = batch.returns.exclude(status=ReturnStatus.DISCARDED).filter(sha256=sha256).first()
    if known is not None:
        return known
    if BankReturn.objects.filter(pk=pk).exists():
        raise ActionRefused(_("这个页面已经上传过一个文件。请重新打开上传页面，再选择现在这个文件。"))
    lines = [_sealed(line) for line in batch.lines.order_by("sequence").iterator(2000)]
    if is_of_another_batch([row.returned for row in rows], lines, batch_number=batch.number):
        raise ActionRefused(_("这不是批次 %(number)s 的回盘：没有一行与本批次相符。") % {"number": batch.number})
    bank_return = BankReturn.objects.create(
        pk=pk, batch=batch, file_name=redact(file_name[-200:]), sha256=sha256, uploaded_by=by, uploaded_at=clock.now()
    )
    matches = match_rows([row.returned for row in rows], lines, batch_number=batch.number)
    for piece in chunks(zip(rows, matches, strict=True), 1000):
        BankReturnRow.objects.bulk_create(_row(bank_return, match, row.raw) for row, match in piece)
    audit.record("bank_return.uploaded", bank_return, by=by, detail={"batch": batch.number, **_counts(matches)})
    return bank_return


@transaction.atomic
def commit_return(
    bank_return: BankReturn, *, by: User, progress: Progress = UNWATCHED, job: Job | None = None
) -> BankReturn:
    """Enter a previewed return: lines and instalments become paid or failed, and the batch settled when all answered.

    Committing twice changes nothing. People are told after commit.

    Raises:
        ActionRefused: a line was answered by another return since the preview; nothing is entered.
        DutiesNotSeparated: the batch pays the very officer who would enter the return.
    """
    refuse_underway(COMMITTING, bank_return.pk, besides=job)
    batch = locked_batch(bank_return.batch)
    bank_return = BankReturn.objects.select_for_update().get(pk=bank_return.pk)
    refuse_underway(COMMITTING, bank_return.pk, besides=job)
    if bank_return.status == ReturnStatus.COMMITTED:
        return bank_return
    before, bank_return.status = bank_return.status, next_status(BANK_RETURN, "commit", bank_return.status, by=by)
    refuse_own_payment(batch, by)
    bank_return.committed_by, bank_return.committed_at = by, clock.now()
    bank_return.save()
    answered = enter_answers(batch, bank_return, by=by, progress=progress)
    post_answers(batch, bank_return, by=by)
    audit.record(
        "bank_return.committed",
        bank_return,
        by=by,
        from_status=before,
        to_status=bank_return.status,
        detail={"batch": batch.number, "answered": answered},
    )
    _settle(batch, by)
    enqueue("subsidies.payments.tasks.tell_payees", return_id=bank_return.pk)
    return bank_return


@transaction.atomic
def discard_return(bank_return: BankReturn, *, by: User) -> BankReturn:
    """Put a preview aside without entering anything; the same file may then be uploaded again."""
    refuse_underway(COMMITTING, bank_return.pk)
    bank_return = BankReturn.objects.select_for_update().get(pk=bank_return.pk)
    refuse_underway(COMMITTING, bank_return.pk)
    before, bank_return.status = bank_return.status, next_status(BANK_RETURN, "discard", bank_return.status, by=by)
    bank_return.save(update_fields=["status"])
    audit.record("bank_return.discarded", bank_return, by=by, from_status=before, to_status=bank_return.status)
    return bank_return


def _settle(batch: PaymentBatch, by: User) -> None:
    if batch.status == BatchStatus.RELEASED and not batch.lines.unanswered().exists():
        before, batch.status = batch.status, next_status(PAYMENT_BATCH, "settle", batch.status, by=by)
        batch.save(update_fields=["status"])
        record_batch("settled", batch, before, by=by)


def _refuse_outsider(by: User) -> None:
    if not by.has_role(Role.FINANCE_OFFICER, Role.REVIEWER):
        raise ActionRefused(_("您的角色不能办理银行回盘。"))


def _sealed(line: PaymentLine) -> SealedLine:
    return SealedLine(
        key=str(line.pk),
        reference=line.reference,
        sequence=line.sequence,
        account_number=line.account_number,
        payee_name=line.payee_name,
        amount_yuan=line.amount_yuan,
        status=line.status,
        bank_reason=line.bank_reason,
    )


def _row(bank_return: BankReturn, match: Match, raw: Mapping[str, str]) -> BankReturnRow:
    return BankReturnRow(
        bank_return=bank_return,
        row_number=match.row.row_number,
        line_id=match.line.key if match.line else None,
        result=match.result,
        bank_reason=match.row.bank_reason,
        problem=match.problem,
        paid_on=match.row.paid_on,
        raw=dict(raw),
    )


def _counts(matches: list[Match]) -> dict[str, int]:
    return {result.value: sum(match.result == result for match in matches) for result in ReturnRowResult}


def _refuse_broken_manifest(batch: PaymentBatch) -> None:
    """Nothing is entered against a batch that is not what was signed at its release."""
    manifest = ReleaseManifest.objects.filter(batch=batch).first()
    if manifest is not None and (problem := problem_with(manifest)):
        raise ActionRefused(_("%(problem)s回盘没有导入，请联系系统管理员和审计人员。") % {"problem": problem})
