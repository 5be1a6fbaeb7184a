"""Asking for long work, and doing it: whole or not at all, as the person who asked, with true progress."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.calendars import clock
from talent.jobs.listening import Listener
from talent.jobs.models import Job
from talent.jobs.progress import Progress
from talent.notifications.outbox import enqueue
from talent.workflow.refusals import ActionRefused

logger = logging.getLogger(__name__)
Work = Callable[[Job, Progress], object]
Preparation = Callable[[Job, Progress], AbstractContextManager[Work]]
KEEP_FINISHED = dt.timedelta(days=42)
"""How long one can read on the page why work was not done; what was done is in the audit log for good."""


@transaction.atomic
def request(kind: str, subject: UUID, *, by: User, task: str, total: int, wish: dict[str, Any] | None = None) -> Job:
    """Have ``task`` run with ``job_id`` after commit; where such work is underway already, that job.

    The caller has locked the thing that it is about, so that two who ask at once find each other's job.
    """
    if (underway := Job.objects.about(kind, subject).underway().first()) is not None:
        return underway
    job = Job.objects.create(kind=kind, subject=subject, by=by, total=total, wish=wish or {}, requested_at=clock.now())
    enqueue(task, job_id=job.pk)
    return job


def run(job_id: UUID | str, work: Work) -> None:
    """Do the work of a job in one transaction and finish the job in it; done again after a crash, it is done once.

    A refusal leaves everything as it was and stands in the job for the person to read. So does an error of the
    program, which is logged; where only the database did not answer, the outbox tries again later.
    """
    run_prepared(job_id, lambda job, progress: nullcontext(work))


def run_prepared(job_id: UUID | str, prepare: Preparation) -> None:
    """As ``run``, with what needs no transaction done before it, so that nobody waits for that at the database."""
    job = Job.objects.select_related("by").get(pk=job_id)
    if job.finished_at is not None:
        return
    now = clock.real_now()
    Job.objects.underway().filter(pk=job.pk).update(started_at=now, heard_at=now, done=0, stage="")
    with translation.override(job.by.language):
        try:
            with Listener(job) as progress, prepare(job, progress) as work, transaction.atomic():
                _refuse_inactive(job.by)
                work(job, progress)
                _finish(job)
        except ActionRefused as refusal:
            _finish(job, error=str(refusal))
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            logger.exception("Job %s (%s) failed", job.kind, job.pk)
            _finish(job, error=_("系统出错，没有办理，一切保持原状。请重新提交；仍不成功的，请联系系统管理员。"))


def prune_finished() -> int:
    """Remove jobs that ended long ago, however they ended; returns how many."""
    ended = Job.objects.filter(finished_at__lt=clock.real_now() - KEEP_FINISHED)
    return ended.delete()[0]


def _finish(job: Job, *, error: str = "") -> None:
    if error:
        Job.objects.underway().filter(pk=job.pk).update(finished_at=clock.real_now(), error=error[:1000])
    else:
        Job.objects.underway().filter(pk=job.pk).update(finished_at=clock.real_now(), done=F("total"))


def _refuse_inactive(user: User) -> None:
    """Between asking and doing, an account may have been closed; roles are asked for by the work itself."""
    if not user.is_active:
        raise ActionRefused(_("提交人的账号已停用，没有办理。"))
