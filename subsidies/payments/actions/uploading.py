"""Large return files: kept when they are uploaded, read by the worker as the person who brought them.

What can be known without reading the file is refused at once. The file waits encrypted in private storage and goes
when the work has ended; whatever a crash leaves of it is swept.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.payments.actions.returns import refuse_broken_manifest, refuse_upload, upload_return
from subsidies.payments.actions.steps import locked_batch
from subsidies.payments.imports import waiting_files
from subsidies.payments.kinds import UPLOADING, ReturnStatus
from subsidies.payments.models import BankReturn, PaymentBatch
from talent.accounts.models import User
from talent.encryption.sealing import DecryptionError
from talent.jobs import actions as jobs
from talent.jobs.models import Job
from talent.jobs.progress import Progress
from talent.workflow.refusals import ActionRefused

READ_AT_ONCE_UP_TO = 256 * 1024
"""Bytes that are read while the person waits, some thousand rows; more goes to the worker."""


def request_upload(batch: PaymentBatch, *, by: User, pk: UUID, file_name: str, content: bytes) -> BankReturn | Job:
    """Read a small return at once; have a large one read by the worker. The same form sent twice is one upload.

    Raises:
        ActionRefused: as ``upload_return`` does, for what can be known before a large file is read.
    """
    if len(content) <= READ_AT_ONCE_UP_TO:
        return upload_return(batch, by=by, pk=pk, file_name=file_name, content=content)
    wish = {"pk": str(pk), "file_name": file_name[-200:], "sha256": hashlib.sha256(content).hexdigest()}
    return _underway(batch, wish, by=by) or _request_upload(batch, wish, by=by, content=content)


@transaction.atomic
def _request_upload(batch: PaymentBatch, wish: dict[str, str], *, by: User, content: bytes) -> Job:
    batch = locked_batch(batch)
    if (underway := _underway(batch, wish, by=by)) is not None:
        return underway
    refuse_broken_manifest(batch)
    waiting_files.keep(UUID(wish["pk"]), wish["sha256"], content)
    task = "subsidies.payments.tasks.upload_return"
    return jobs.request(UPLOADING, batch.pk, by=by, task=task, total=0, wish=wish)


def _underway(batch: PaymentBatch, wish: dict[str, str], *, by: User) -> Job | None:
    """The job of the same form and file, if it is underway: asked before the lock, for an answer at once, and under it.

    Raises:
        ActionRefused: the file cannot be taken now, whatever it says.
    """
    underway = Job.objects.about(UPLOADING, batch.pk).underway().first()
    if underway is not None and underway.wish == wish:
        return underway
    refuse_upload(batch, by=by)
    return None


def run_upload(job_id: UUID | str) -> None:
    """Read the return that a job asks for: its preview is there whole or not at all. Its file goes once that is so."""
    jobs.run(job_id, _upload)
    job = Job.objects.get(pk=job_id)
    if job.finished_at is not None:
        waiting_files.forget(UUID(job.wish["pk"]), job.wish["sha256"])


def _upload(job: Job, progress: Progress) -> None:
    batch, key, wish = PaymentBatch.objects.get(pk=job.subject), UUID(job.wish["pk"]), job.wish
    try:
        content = waiting_files.read(key, wish["sha256"])
    except (FileNotFoundError, DecryptionError) as lost:
        raise ActionRefused(_("上传的文件已不在或已损坏。请重新上传。")) from lost
    upload_return(batch, by=job.by, pk=key, file_name=wish["file_name"], content=content, progress=progress, job=job)


def sweep_uploads() -> int:
    """Remove the files that a crash left behind; returns how many."""
    waiting = Job.objects.filter(kind=UPLOADING).underway().values_list("wish", flat=True)
    return waiting_files.sweep(besides={UUID(wish["pk"]) for wish in waiting})


def uploaded_by(job: Job) -> BankReturn | None:
    """The return that a job made, or that somebody had made of the same file before; None where it made none."""
    returns = BankReturn.objects.filter(batch=job.subject)
    made = returns.filter(pk=job.wish["pk"]).first()
    return made or returns.exclude(status=ReturnStatus.DISCARDED).filter(sha256=job.wish["sha256"]).first()
