"""A bank's return: read and shown first, then committed once; a row that fits nothing is shown, never dropped."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.payments.actions.answering import enter_answers
from subsidies.payments.actions.exceptions import open_exceptions
from subsidies.payments.actions.ledger import post_answers
from subsidies.payments.actions.steps import (
    locked_batch,
    next_status,
    refuse_own_payment,
    refuse_underway,
    settle,
)
from subsidies.payments.imports.bank_return import read_return
from subsidies.payments.kinds import COMMITTING, UPLOADING, ReturnRowResult, ReturnStatus
from subsidies.payments.matching import Match
from subsidies.payments.models import BankReturn, PaymentBatch, ReleaseManifest
from subsidies.payments.querysets import AT_THE_BANK
from subsidies.payments.release_manifest import problem_with
from subsidies.payments.return_checks import match_with, second_person_wanted, unusual_in
from subsidies.payments.return_rows import insert_rows
from subsidies.payments.workflow import BANK_RETURN
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.accounts.separation import natural_person_of, refuse_same_person
from talent.audit import events as audit
from talent.audit.sensitive import redact
from talent.calendars import clock
from talent.jobs.models import Job
from talent.jobs.progress import UNWATCHED, Progress
from talent.notifications.outbox import enqueue
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def upload_return(
    batch: PaymentBatch,
    *,
    by: User,
    pk: UUID,
    file_name: str,
    content: bytes,
    progress: Progress = UNWATCHED,
    job: Job | None = None,
) -> BankReturn:
    """Read a bank's return for a released batch and keep it as a preview; no line changes.

    ``pk`` comes with the form. The same bytes again for the same batch give the return that they made.

    Raises:
        ActionRefused: the file cannot be read (says the cell), is of another batch, or the batch is not at the bank.
    """
    refuse_upload(batch, by=by, job=job)
    progress.stage("reading")
    read = read_return(content, file_name=file_name)
    batch = locked_batch(batch)
    refuse_upload(batch, by=by, job=job)
    refuse_broken_manifest(batch)
    sha256 = hashlib.sha256(content).hexdigest()
    known = batch.returns.exclude(status=ReturnStatus.DISCARDED).filter(sha256=sha256).first()
    if known is not None:
        return known
    if BankReturn.objects.filter(pk=pk).exists():
        raise ActionRefused(_("这个页面已经上传过一个文件。请重新打开上传页面，再选择现在这个文件。"))
    progress.stage("matching")
    found = match_with(batch, read)
    bank_return = BankReturn.objects.create(
        pk=pk,
        batch=batch,
        file_name=redact(file_name[-200:]),
        sha256=sha256,
        uploaded_by=by,
        uploaded_person=natural_person_of(by),
        uploaded_at=clock.now(),
        unusual=[code.value for code in unusual_in(found, read.contradiction)],
    )
    insert_rows(bank_return, read, found, progress=progress)
    audit.record("bank_return.uploaded", bank_return, by=by, detail={"batch": batch.number, **_counts(found)})
    _set_aside(bank_return, read.contradiction, by=by)
    return bank_return


@transaction.atomic
def commit_return(
    bank_return: BankReturn, *, by: User, progress: Progress = UNWATCHED, job: Job | None = None
) -> BankReturn:
    """Enter a previewed return: lines and instalments become paid or failed, and the batch settled when all answered.

    Committing twice changes nothing. People are told after commit.

    Raises:
        ActionRefused: a line was answered by another return since the preview; nothing is entered.
        DutiesNotSeparated: the batch pays the very officer who would enter the return, or anything about it is unusual
            and the officer is the one who uploaded it.
    """
    refuse_underway(COMMITTING, bank_return.pk, besides=job)
    batch = locked_batch(bank_return.batch)
    bank_return = BankReturn.objects.select_for_update().get(pk=bank_return.pk)
    refuse_underway(COMMITTING, bank_return.pk, besides=job)
    if bank_return.status == ReturnStatus.COMMITTED:
        return bank_return
    before, bank_return.status = bank_return.status, next_status(BANK_RETURN, "commit", bank_return.status, by=by)
    person = refuse_own_payment(batch, by)
    refuse_uploader(bank_return, by=by)
    bank_return.committed_by, bank_return.committed_person, bank_return.committed_at = by, person, clock.now()
    bank_return.save()
    answered = enter_answers(batch, bank_return, by=by, progress=progress)
    post_answers(batch, bank_return, by=by)
    audit.record(
        "bank_return.committed",
        bank_return,
        by=by,
        from_status=before,
        to_status=bank_return.status,
        detail={
            "batch": batch.number,
            "answered": answered,
            "exceptions": open_exceptions(bank_return),
        },
    )
    settle(batch, by=by)
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


@transaction.atomic
def accept_return(bank_return: BankReturn, *, by: User, reason: str) -> BankReturn:
    """Somebody else than the uploader accepts the rows of a return whose own totals contradict them.

    Raises:
        DutiesNotSeparated: it is the uploader, or the batch pays the very officer.
        ActionRefused: no reason is given.
    """
    batch = locked_batch(bank_return.batch)
    bank_return = BankReturn.objects.select_for_update().get(pk=bank_return.pk)
    before, bank_return.status = bank_return.status, next_status(BANK_RETURN, "accept", bank_return.status, by=by)
    if not reason.strip():
        raise ActionRefused(_("请写明与银行核实的情况。"))
    refuse_own_payment(batch, by)
    message = _("这份回盘是您上传的，合计不符须由另一名人员认可。")
    bank_return.accepted_person = refuse_same_person(by, bank_return.uploaded_person, message=message)
    bank_return.accepted_by, bank_return.accepted_at, bank_return.accept_reason = by, clock.now(), reason.strip()
    bank_return.save()
    audit.record(
        "bank_return.accepted", bank_return, by=by, from_status=before, to_status=bank_return.status, reason=reason
    )
    return bank_return


def refuse_uploader(bank_return: BankReturn, *, by: User) -> None:
    """Where anything about a return is unusual, somebody else than its uploader enters it.

    Raises:
        DutiesNotSeparated: it is the uploader.
    """
    if bank_return.needs_second:
        refuse_same_person(by, bank_return.uploaded_person, message=second_person_wanted(bank_return))


def _set_aside(bank_return: BankReturn, contradiction: str, *, by: User) -> None:
    """Whether a second person is wanted; a return whose totals contradict its rows waits until one accepts it."""
    bank_return.needs_second = bool(bank_return.unusual)
    bank_return.contradiction = contradiction
    if contradiction:
        before = bank_return.status
        bank_return.status = next_status(BANK_RETURN, "quarantine", before, by=by)
        audit.record("bank_return.quarantined", bank_return, by=by, from_status=before, to_status=bank_return.status)
    bank_return.save(update_fields=["status", "needs_second", "contradiction"])


def refuse_upload(batch: PaymentBatch, *, by: User, job: Job | None = None) -> None:
    """Whatever keeps a return of the batch from being taken, whatever the file says.

    Raises:
        ActionRefused: not by this role, the batch is not at the bank, or the worker is reading another file of it.
    """
    if not by.has_role(Role.FINANCE_OFFICER, Role.REVIEWER):
        raise ActionRefused(_("您的角色不能办理银行回盘。"))
    if batch.status not in AT_THE_BANK:
        raise ActionRefused(_("批次 %(number)s 尚未放行，不会有银行回盘。") % {"number": batch.number})
    refuse_underway(UPLOADING, batch.pk, besides=job)


def _counts(matches: list[Match]) -> dict[str, int]:
    return {result.value: sum(match.result == result for match in matches) for result in ReturnRowResult}


def refuse_broken_manifest(batch: PaymentBatch) -> None:
    """Nothing is entered against a batch that is not what was signed at its release.

    Raises:
        ActionRefused: says what does not agree.
    """
    manifest = ReleaseManifest.objects.filter(batch=batch).first()
    if manifest is not None and (problem := problem_with(manifest)):
        raise ActionRefused(_("%(problem)s回盘没有导入，请联系系统管理员和审计人员。") % {"problem": problem})
