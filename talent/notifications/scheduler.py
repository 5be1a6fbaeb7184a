"""Periodic jobs, as ``settings.SCHEDULE`` declares them; each slot of a job runs once, however many schedulers run.

A job is a task without arguments. It selects by ``<= today``, so that a day on which nothing ran is caught up.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks.base import Task

from talent.audit.sensitive import redact
from talent.calendars import clock
from talent.notifications.lease import LEASE
from talent.notifications.models import ScheduledJob

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run of a job did: ``result`` as the job returned it, or ``error``."""

    name: str
    result: Any
    error: str = ""

    @property
    def label(self) -> str:
        """The job in words."""
        return job_label(self.name)


def _schedule() -> dict[str, dict[str, Any]]:
    return settings.SCHEDULE


def job_label(name: str) -> str:
    """A job in words: its ``label`` in the settings, else its name."""
    return str(_schedule().get(name, {}).get("label", name))


def interval_of(name: str) -> dt.timedelta:
    """How often a job has its turn."""
    return dt.timedelta(seconds=_schedule()[name]["every_seconds"])


def run_due_jobs() -> list[Outcome]:
    """Run every job whose slot nobody has run yet, one after another."""
    now = clock.real_now()
    slots = {name: int(now.timestamp()) // job["every_seconds"] for name, job in _schedule().items()}
    known = dict(ScheduledJob.objects.values_list("name", "slot"))
    due = [name for name, slot in slots.items() if known.get(name, -1) < slot]
    return [_run(name) for name in due if _claim(name, slots[name], now)]


def run_all_jobs() -> Iterator[Outcome]:
    """Run every job now, slot or not, but none that is running already: after the demo's day was moved."""
    for name in _schedule():
        if _claim_any(name, clock.real_now()):
            yield _run(name)
        else:
            yield Outcome(name, None, _("正在运行，稍后自动完成"))


def _claim(name: str, slot: int, now: dt.datetime) -> bool:
    """Compare and set: true for one process only in each slot."""
    ScheduledJob.objects.get_or_create(name=name)
    free = ScheduledJob.objects.filter(_idle(now), name=name, slot__lt=slot)
    return free.update(slot=slot, started_at=now, finished_at=None) == 1


def _claim_any(name: str, now: dt.datetime) -> bool:
    ScheduledJob.objects.get_or_create(name=name)
    free = ScheduledJob.objects.filter(_idle(now), name=name)
    return free.update(started_at=now, finished_at=None) == 1


def _idle(now: dt.datetime) -> Q:
    return Q(started_at=None) | Q(finished_at__isnull=False) | Q(started_at__lt=now - LEASE)


def _run(name: str) -> Outcome:
    job = ScheduledJob.objects.get(name=name)
    try:
        outcome = Outcome(name, _function(_schedule()[name]["task"])())
    except Exception as error:
        logger.exception("Scheduled job %s failed", name)
        outcome = Outcome(name, None, redact(f"{type(error).__name__}: {error}")[:500])
    result = "" if outcome.result is None else str(outcome.result)[:200]
    failures = job.failures + 1 if outcome.error else 0
    ScheduledJob.objects.filter(name=name, started_at=job.started_at).update(
        finished_at=clock.real_now(), result=result, error=outcome.error, failures=failures
    )
    return outcome


def _function(task_path: str) -> Callable[[], Any]:
    target = import_string(task_path)
    function: Callable[[], Any] = target.func if isinstance(target, Task) else target
    return function
