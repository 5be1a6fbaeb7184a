"""Large rosters: the same actions, asked for on the page and done by the worker as the person who asked.

What the person must see is refused at once; the worker asks everything again. A preview has the key of its job, so
one address shows the work, then the preview or why there is none. The person is told when there is something to see.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import BinaryIO
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.audit import events as audit
from talent.calendars import clock
from talent.employers.actions.headings import explain_headings
from talent.employers.actions.roster_copies import write_copy
from talent.employers.actions.roster_locks import refuse_day, refuse_underway
from talent.employers.actions.rosters import (
    HeadingsNotKnown,
    TooManyRows,
    Upload,
    commit,
    keep_preview,
    preview,
    read,
    recount,
    refuse_others,
    upload_of,
)
from talent.employers.imports import roster_files
from talent.employers.imports.roster import LIMITS, RosterReading
from talent.employers.models import Employer, Roster
from talent.employers.parts import is_part, parts_of
from talent.employers.workflow import COMMITTING, READING, ROSTER, RosterStatus
from talent.encryption.sealing import DecryptionError
from talent.jobs import actions as jobs
from talent.jobs.actions import Work
from talent.jobs.models import Job
from talent.jobs.progress import Progress
from talent.notifications.kinds import Channel
from talent.notifications.messages import notify
from talent.spreadsheets.sandbox.limits import Limits
from talent.workflow.refusals import ActionRefused

READ_AT_ONCE_BYTES = 512 * 1024
"""A larger file is not even opened while the person waits."""
READ_AT_ONCE = Limits(max_bytes=READ_AT_ONCE_BYTES, max_rows=5_000)
COMMIT_AT_ONCE = 10_000
TASKS = "talent.employers.tasks"


def request_preview(employer: Employer, file: BinaryIO, *, file_name: str, by: User) -> Roster | Job:
    """Preview a small file at once; have a large one read by the worker.

    The same file sent again while it is being read leads to the work that is underway.

    Raises:
        HeadingsNotKnown, ActionRefused: as ``preview`` does, for what can be known before a large file is read.
    """
    refuse_others(employer, by=by)
    if file.seek(0, 2) > LIMITS.max_bytes:
        read(employer, file)  # says what is wrong with it, without opening it
    if file.tell() <= READ_AT_ONCE_BYTES:
        try:
            return preview(employer, file, file_name=file_name, by=by, limits=READ_AT_ONCE)
        except TooManyRows:
            pass
    return _kept_and_requested(employer, upload_of(file, file_name=file_name), file, by=by)


def request_parts(roster: Roster, *, by: User) -> int:
    """Have the worker read a file of many units again for each unit below that it names; returns for how many.

    Units for which the same file was read before, and stands as a preview or counts, are left as they are.

    Raises:
        ActionRefused: the roster is not the officer's, it is a preview no more, or its file is kept no longer.
    """
    roster = Roster.objects.visible_to(by).select_related("employer").get(pk=roster.pk)
    refuse_others(roster.employer, by=by)
    if roster.status != RosterStatus.PREVIEW:
        raise ActionRefused(_("这份花名册已经办结。需要按单位分开的，请重新上传。"))
    found = [part for part in parts_of(roster) if part.roster is None and part.underway is None]
    try:
        with roster_files.opened(roster_files.file_of(roster)) as file:
            for part in found:
                upload = Upload(uuid4(), roster.file_name, roster.sha256)
                file.seek(0)
                _kept_and_requested(part.unit, upload, file, by=by, part_only=True)
    except (FileNotFoundError, DecryptionError) as gone:
        raise ActionRefused(_("上传的文件已不再保留。请重新上传。")) from gone
    return len(found)


def _kept_and_requested(
    employer: Employer, upload: Upload, file: BinaryIO, *, by: User, part_only: bool = False
) -> Job:
    roster_files.keep(upload.kept, file)
    job = None
    try:
        job = _request_preview(employer, upload, by=by, part_only=part_only)
    finally:
        if job is None or job.subject != upload.pk:
            roster_files.throw_away(upload.kept)
    return job


@transaction.atomic
def _request_preview(employer: Employer, upload: Upload, *, by: User, part_only: bool) -> Job:
    employer = Employer.objects.select_for_update().get(pk=employer.pk)
    same = Job.objects.filter(kind=READING, wish__employer=str(employer.pk), wish__sha256=upload.sha256)
    if (underway := next((job for job in same.underway() if is_part(job) == part_only), None)) is not None:
        return underway
    wish = {"employer": str(employer.pk), "file_name": upload.file_name, "sha256": upload.sha256}
    if part_only:
        wish["part_only"] = "yes"
    job = jobs.request(READING, upload.pk, by=by, task=f"{TASKS}.read_roster", total=0, wish=wish)
    audit.record("roster.preview_requested", employer, by=by, detail={"roster": str(upload.pk)})
    return job


def run_preview(job_id: UUID | str) -> None:
    """Read and keep the roster that a job asks for, whole or not at all, and tell the person."""
    jobs.run_prepared(job_id, _read)
    job = Job.objects.select_related("by").get(pk=job_id)
    if job.finished_at is None:
        return
    if job.error:
        _tell(job, "roster_not_read")
    asked = job.error and roster_files.question_about(_upload(job).kept)
    made = Roster.objects.filter(pk=job.subject).first()
    if not asked and (made is None or not (made.problem_count or made.remarks.get("below"))):
        roster_files.throw_away(_upload(job).kept)


@transaction.atomic
def answer_headings(job: Job, meanings: Iterable[tuple[str, str]], *, by: User) -> Job:
    """Read a file again whose headings were not known, now that they are explained; for this file and the next ones.

    Raises:
        ActionRefused: as ``explain_headings``, nothing was chosen, or the file is kept no longer.
    """
    employer = Employer.objects.select_for_update().get(pk=job.wish["employer"])
    refuse_others(employer, by=by)
    if (underway := Job.objects.about(READING, job.subject).underway().first()) is not None:
        return underway
    if roster_files.question_about(_upload(job).kept) is None:
        raise ActionRefused(_("上传的文件已不再保留。请重新上传。"))
    chosen = list(meanings)
    if not chosen:
        raise ActionRefused(_("请为缺少的内容选择对应的列。"))
    explain_headings(employer, chosen, by=by)
    transaction.on_commit(partial(roster_files.forget_question, _upload(job).kept))
    return jobs.request(READING, job.subject, by=by, task=f"{TASKS}.read_roster", total=0, wish=job.wish)


@contextmanager
def _read(job: Job, progress: Progress) -> Iterator[Work]:
    """The file is read before the transaction begins, so that nobody waits for that at the database."""
    upload = _upload(job)
    employer = Employer.objects.get(pk=job.wish["employer"])
    try:
        with roster_files.opened(upload.kept) as file:
            reading = read(employer, file, part_only=is_part(job), progress=progress)
            if reading.problems:
                _keep_copy(employer, file, upload, progress, part_only=is_part(job))
    except HeadingsNotKnown as unknown:
        if not is_part(job):  # the question shows first cells: of a file of many units they may be other units' people
            roster_files.keep_question(upload.kept, unknown.missing, unknown.columns)
        raise
    except (FileNotFoundError, DecryptionError) as lost:
        raise ActionRefused(_("上传的文件已不在或已损坏。请重新上传。")) from lost
    yield partial(_keep, employer, reading, upload)


def _keep_copy(employer: Employer, file: BinaryIO, upload: Upload, progress: Progress, *, part_only: bool) -> None:
    """The copy with the problems, ready for when it is asked for: it takes longer than anybody waits for a page."""
    progress.stage("annotating", parts=0)
    with tempfile.TemporaryFile() as copy:
        write_copy(employer, file, copy, on=clock.today(), part_only=part_only)
        roster_files.keep_copy(upload.kept, copy)


def _keep(employer: Employer, reading: RosterReading, upload: Upload, job: Job, progress: Progress) -> None:
    keep_preview(employer, reading, upload, by=job.by, progress=progress)
    _tell(job, "roster_read", good=len(reading.lines), bad=reading.bad_rows)


def request_commit(roster: Roster, *, by: User, arrivals_on: dt.date | None = None) -> Roster | Job:
    """Commit a small roster at once; have a large one committed by the worker. Asked twice, it is committed once.

    Raises:
        ActionRefused: as ``commit`` does, for what can be known before the rows are compared.
    """
    if roster.good_count <= COMMIT_AT_ONCE:
        return commit(roster, by=by, arrivals_on=arrivals_on)
    underway = Job.objects.about(COMMITTING, roster.pk).underway().first()
    refuse_day(arrivals_on)
    return underway or _request_commit(roster, by=by, arrivals_on=arrivals_on)


@transaction.atomic
def _request_commit(roster: Roster, *, by: User, arrivals_on: dt.date | None) -> Roster | Job:
    refuse_underway(roster)
    # The employer is locked first: of two who ask at once, for this roster or another, the second finds the first.
    employer = Employer.objects.select_for_update().get(pk=roster.employer_id)
    refuse_others(employer, by=by)
    roster = Roster.objects.select_for_update().get(pk=roster.pk)
    if roster.status == RosterStatus.COMMITTED:
        return roster
    if (underway := Job.objects.about(COMMITTING, roster.pk).underway().first()) is not None:
        return underway
    refuse_underway(roster)
    ROSTER.target("commit", roster.status)
    wish = {"employer": str(employer.pk), "file_name": roster.file_name}
    if arrivals_on is not None:
        wish["arrivals_on"] = arrivals_on.isoformat()
    job = jobs.request(COMMITTING, roster.pk, by=by, task=f"{TASKS}.commit_roster", total=roster.good_count, wish=wish)
    audit.record("roster.commit_requested", roster, by=by, detail={"rows": roster.good_count})
    return job


def run_commit(job_id: UUID | str) -> None:
    """Commit the roster that a job asks for, whole or not at all, and tell the person."""
    jobs.run(job_id, _commit)
    job = Job.objects.select_related("by").get(pk=job_id)
    if job.finished_at is not None and job.error:
        _tell(job, "roster_not_in_force")
        with suppress(ActionRefused):  # whoever may not see the roster any more needs no counts of it
            recount(Roster(pk=job.subject), by=job.by)


def _commit(job: Job, progress: Progress) -> None:
    roster = Roster.objects.get(pk=job.subject)
    day = job.wish.get("arrivals_on")
    arrivals_on = dt.date.fromisoformat(day) if day else None
    commit(roster, by=job.by, arrivals_on=arrivals_on, progress=progress, job=job)
    _tell(job, "roster_in_force", good=roster.good_count)


def _upload(job: Job) -> Upload:
    return Upload(job.subject, job.wish["file_name"], job.wish["sha256"])


def _tell(job: Job, template: str, **figures: int) -> None:
    """In the portal, once."""
    file_name = job.wish["file_name"]
    if is_part(job):
        file_name = f"{file_name} · {Employer.objects.get(pk=job.wish['employer'])}"
    context = {"roster": str(job.subject), "file_name": file_name, "reason": job.error, **figures}
    notify(job.by, template, context=context, dedupe_key=f"{template}:{job.pk}", channels=[Channel.PORTAL])
