"""A bank's return is uploaded: a small one is read while the person waits, a large one by the worker.

The work is about the return that it makes, whose key came with the form: one address shows the work, then the preview
or why there is none. Whatever can be refused at once is; under lock everything is asked again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from subsidies.payments.actions import background
from subsidies.payments.actions.steps import locked_batch, next_status, record_batch, refuse_own_payment
from subsidies.payments.imports import waiting_files
from subsidies.payments.imports.bank_return import ReadReturn, read_return
from subsidies.payments.kinds import UPLOADING, ReturnStatus
from subsidies.payments.models import BankReturn, PaymentBatch, ReleaseManifest
from subsidies.payments.querysets import AT_THE_BANK
from subsidies.payments.release_manifest import problem_with
from subsidies.payments.return_checks import counts_of, match_with, unusual_in
from subsidies.payments.return_rows import insert_rows
from subsidies.payments.workflow import BANK_RETURN
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit import events as audit
from talent.audit.sensitive import redact
from talent.calendars import clock
from talent.jobs import actions as jobs
from talent.jobs.actions import Work
from talent.jobs.models import Job
from talent.jobs.progress import UNWATCHED, Progress
from talent.workflow.refusals import ActionRefused

READ_AT_ONCE_BYTES = 512 * 1024
"""A larger file is not even opened while the person waits."""
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """What was uploaded: the key that came with the form, what the file is called, and its digest."""

    pk: UUID
    file_name: str
    sha256: str


def request_upload(batch: PaymentBatch, *, by: User, pk: UUID, file_name: str, content: bytes) -> BankReturn | Job:
    """Take in a small return at once; have a large one read by the worker.

    The same bytes again for the same batch give the return, or the work, that they made.

    Raises:
        ActionRefused: as ``upload_return`` does, for what can be known before a large file is read.
    """
    _refuse_outsider(by)
    upload, lines = _upload_of(pk, file_name, content), 0
    if len(content) <= READ_AT_ONCE_BYTES:
        with read_return(content, file_name=file_name) as read:
            lines = len(read.rows)
            if lines <= background.AT_ONCE_UP_TO:
                return _take_in(batch, read, upload, by=by)
    name, made = waiting_files.keep(content), None
    try:
        made = _request_upload(batch, upload, by=by, kept=name, lines=lines)
    finally:
        if not (isinstance(made, Job) and made.wish["kept"] == name):
            waiting_files.throw_away(name)
    return made


def upload_return(batch: PaymentBatch, *, by: User, pk: UUID, file_name: str, content: bytes) -> BankReturn:
    """Read a bank's return for a released batch and keep it as a preview, however large it is; no line changes.

    The same bytes again for the same batch give the return that they made.

    Raises:
        ActionRefused: the file cannot be read (says the cell), is of another batch, or the batch is not at the bank.
        DutiesNotSeparated: the batch pays the very person who uploads.
    """
    _refuse_outsider(by)
    with read_return(content, file_name=file_name) as read:
        return _take_in(batch, read, _upload_of(pk, file_name, content), by=by)


def run_upload(job_id: UUID | str) -> None:
    """Read and keep the return that a job asks for, whole or not at all; then its file has done its work."""
    jobs.run_prepared(job_id, _prepared)
    job = Job.objects.get(pk=job_id)
    if job.finished_at is not None:
        waiting_files.throw_away(job.wish["kept"])


def sweep_uploads() -> int:
    """Throw away the files that no work needs, which a crash left behind; returns how many."""
    underway = Job.objects.filter(kind=UPLOADING).underway()
    return waiting_files.sweep(set(underway.values_list("wish__kept", flat=True)))


@transaction.atomic
def _request_upload(batch: PaymentBatch, upload: Upload, *, by: User, kept: str, lines: int) -> BankReturn | Job:
    batch = locked_batch(batch)
    _refuse(batch, by=by)
    known = _known_return(batch, upload) or _known_job(batch, upload)
    if known is not None:
        return known
    _refuse_used_key(upload)
    task = "subsidies.payments.tasks.upload_return"
    wish = {"batch": str(batch.pk), "file_name": upload.file_name, "sha256": upload.sha256, "kept": kept}
    job = jobs.request(UPLOADING, upload.pk, by=by, task=task, total=lines, wish=wish)
    record_batch("upload_requested", batch, batch.status, by=by)
    return job


@contextmanager
def _prepared(job: Job, progress: Progress) -> Iterator[Work]:
    """The file is read before the transaction begins, so that nobody waits for that at the database."""
    progress.stage("reading")
    upload = Upload(job.subject, job.wish["file_name"], job.wish["sha256"])
    with _read_waiting(job.wish["kept"], upload, progress) as read:
        yield partial(_take_in_for, read, upload)


def _read_waiting(name: str, upload: Upload, progress: Progress) -> ReadReturn:
    """By itself, so that the file is not held in memory beside what was read in it."""
    return read_return(waiting_files.read(name), file_name=upload.file_name, progress=progress)


def _take_in_for(read: ReadReturn, upload: Upload, job: Job, progress: Progress) -> None:
    batch = PaymentBatch.objects.get(pk=job.wish["batch"])
    _take_in(batch, read, upload, by=job.by, progress=progress, job=job)


@transaction.atomic
def _take_in(
    batch: PaymentBatch,
    read: ReadReturn,
    upload: Upload,
    *,
    by: User,
    progress: Progress = UNWATCHED,
    job: Job | None = None,
) -> BankReturn:
    """Hold a return that was read against its batch, and keep it."""
    batch = locked_batch(batch)
    _refuse(batch, by=by)
    known = _known_return(batch, upload)
    if known is not None:
        return known
    if job is None and _known_job(batch, upload) is not None:
        raise ActionRefused(_("后台正在读取这个文件，请在批次页面查看结果。"))
    _refuse_used_key(upload, besides=job)
    found = match_with(batch, read, progress=progress)
    bank_return = BankReturn.objects.create(
        pk=upload.pk,
        batch=batch,
        file_name=upload.file_name,
        sha256=upload.sha256,
        uploaded_by=by,
        uploaded_person=by.natural_person,
        uploaded_at=clock.now(),
        unusual=[code.value for code in unusual_in(found, read.contradiction)],
    )
    insert_rows(bank_return, read, found, progress=progress)
    audit.record("bank_return.uploaded", bank_return, by=by, detail={"batch": batch.number, **counts_of(found)})
    _set_aside(bank_return, read.contradiction, by=by)
    return bank_return


def _set_aside(bank_return: BankReturn, contradiction: str, *, by: User) -> None:
    """Whether a second person is wanted; a return whose totals contradict its rows waits until one accepts it."""
    bank_return.needs_second = bool(bank_return.unusual)
    bank_return.contradiction = contradiction
    if contradiction:
        before = bank_return.status
        bank_return.status = next_status(BANK_RETURN, "quarantine", before, by=by)
        audit.record("bank_return.quarantined", bank_return, by=by, from_status=before, to_status=bank_return.status)
    bank_return.save(update_fields=["status", "needs_second", "contradiction"])


def _upload_of(pk: UUID, file_name: str, content: bytes) -> Upload:
    return Upload(pk, redact(file_name[-LONGEST_NAME:]), hashlib.sha256(content).hexdigest())


def _known_return(batch: PaymentBatch, upload: Upload) -> BankReturn | None:
    """What the same bytes have made of this batch."""
    return batch.returns.exclude(status=ReturnStatus.DISCARDED).filter(sha256=upload.sha256).first()


def _known_job(batch: PaymentBatch, upload: Upload) -> Job | None:
    """The work on the same bytes: underway, or asked for from the same page, however it ended."""
    same = Job.objects.filter(kind=UPLOADING, wish__batch=str(batch.pk), wish__sha256=upload.sha256)
    return same.filter(Q(finished_at=None) | Q(subject=upload.pk)).order_by("requested_at").first()


def _refuse_used_key(upload: Upload, *, besides: Job | None = None) -> None:
    """A page uploads one file: what it is about has one address."""
    asked = Job.objects.about(UPLOADING, upload.pk)
    others = asked if besides is None else asked.exclude(pk=besides.pk)
    if BankReturn.objects.filter(pk=upload.pk).exists() or others.exists():
        raise ActionRefused(_("这个页面已经上传过一个文件。请重新打开上传页面，再选择现在这个文件。"))


def _refuse_outsider(by: User) -> None:
    if not by.has_role(Role.FINANCE_OFFICER, Role.REVIEWER):
        raise ActionRefused(_("您的角色不能办理银行回盘。"))


def _refuse(batch: PaymentBatch, *, by: User) -> None:
    """What keeps this person from uploading a return of the batch at all, whatever it says."""
    _refuse_outsider(by)
    if batch.status not in AT_THE_BANK:
        raise ActionRefused(_("批次 %(number)s 尚未放行，不会有银行回盘。") % {"number": batch.number})
    manifest = ReleaseManifest.objects.filter(batch=batch).first()
    if manifest is not None and (problem := problem_with(manifest)):
        raise ActionRefused(_("%(problem)s回盘没有导入，请联系系统管理员和审计人员。") % {"problem": problem})
    refuse_own_payment(batch, by)
