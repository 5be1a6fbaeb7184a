"""Large batches: the same actions, asked for on the page and done by the worker as the person who asked.

Whatever the person must see is refused at once; the worker asks everything again under lock, so that what was true at
the time of asking and is no more is refused too. While such work is underway nobody changes what it is about.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from subsidies.payments.actions.drawing import refuse_unready, seal
from subsidies.payments.actions.returns import commit_return, refuse_uploader
from subsidies.payments.actions.steps import (
    locked_batch,
    next_status,
    record_batch,
    refuse_own_payment,
)
from subsidies.payments.kinds import COMMITTING, SEALING, ReturnStatus
from subsidies.payments.models import BankReturn, PaymentBatch
from subsidies.payments.workflow import BANK_RETURN, PAYMENT_BATCH
from talent.accounts.models import User
from talent.audit import events as audit
from talent.jobs import actions as jobs
from talent.jobs.models import Job
from talent.jobs.progress import Progress

AT_ONCE_UP_TO = 2_000
"""Lines that are handled while the person waits; more go to the worker."""


def request_seal(batch: PaymentBatch, *, by: User, stamp: str, note: str = "") -> PaymentBatch | Job:
    """Seal a small batch at once; have a large one sealed by the worker. Asked twice, it is sealed once.

    Raises:
        ActionRefused: as ``seal`` does, for what can be known before the lines are copied.
    """
    if batch.line_count <= AT_ONCE_UP_TO:
        return seal(batch, by=by, stamp=stamp, note=note)
    underway = Job.objects.about(SEALING, batch.pk).underway().first()
    return underway or _request_seal(batch, by=by, stamp=stamp, note=note)


@transaction.atomic
def _request_seal(batch: PaymentBatch, *, by: User, stamp: str, note: str) -> Job:
    batch = locked_batch(batch)
    next_status(PAYMENT_BATCH, "seal", batch.status, by=by)
    refuse_own_payment(batch, by)
    refuse_unready(batch, stamp=stamp, note=note)
    task, wish = "subsidies.payments.tasks.seal_batch", {"stamp": stamp, "note": note}
    job = jobs.request(SEALING, batch.pk, by=by, task=task, total=batch.line_count, wish=wish)
    record_batch("sealing_requested", batch, batch.status, by=by, reason=note, lines=batch.line_count)
    return job


def run_seal(job_id: UUID | str) -> None:
    """Seal what a job asks for: whole or not at all."""
    jobs.run(job_id, _seal)


def _seal(job: Job, progress: Progress) -> None:
    batch = PaymentBatch.objects.get(pk=job.subject)
    seal(batch, by=job.by, stamp=job.wish["stamp"], note=job.wish["note"], progress=progress, job=job)


def request_commit(bank_return: BankReturn, *, by: User) -> BankReturn | Job:
    """Enter a small return at once; have a large one entered by the worker. Asked twice, it is entered once.

    Raises:
        ActionRefused: as ``commit_return`` does, for what can be known before the lines are answered.
    """
    if bank_return.rows.count() <= AT_ONCE_UP_TO:
        return commit_return(bank_return, by=by)
    underway = Job.objects.about(COMMITTING, bank_return.pk).underway().first()
    return underway or _request_commit(bank_return, by=by)


@transaction.atomic
def _request_commit(bank_return: BankReturn, *, by: User) -> BankReturn | Job:
    batch = locked_batch(bank_return.batch)
    bank_return = BankReturn.objects.select_for_update().get(pk=bank_return.pk)
    if bank_return.status == ReturnStatus.COMMITTED:
        return bank_return
    next_status(BANK_RETURN, "commit", bank_return.status, by=by)
    refuse_own_payment(batch, by)
    refuse_uploader(bank_return, by=by)
    task, total = "subsidies.payments.tasks.commit_return", bank_return.rows.count()
    job = jobs.request(COMMITTING, bank_return.pk, by=by, task=task, total=total)
    audit.record("bank_return.entry_requested", bank_return, by=by, detail={"batch": batch.number, "rows": total})
    return job


def run_commit(job_id: UUID | str) -> None:
    """Enter the return that a job asks for: whole or not at all."""
    jobs.run(job_id, _commit)


def _commit(job: Job, progress: Progress) -> None:
    bank_return = BankReturn.objects.select_related("batch").get(pk=job.subject)
    commit_return(bank_return, by=job.by, progress=progress, job=job)
