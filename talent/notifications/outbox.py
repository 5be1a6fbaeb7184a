"""What must happen after commit: a row in the same transaction, done by the worker afterwards.

A task is a function decorated with ``django_tasks.task()`` in some ``<feature>/tasks.py``; it gets ids only, may run
more than once (after a crash, or when it failed) and must not mind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from talent.bulk.inserting import insert_like
from talent.calendars import clock
from talent.notifications import actions

BACKEND = "default"
EVERY_QUEUE = "*"
Id = str | int | UUID | None


class TaskFailed(RuntimeError):
    """A task raised while ``run_outbox`` was draining; the message holds its name and the traceback."""


class PortalWorker(Worker):
    """The worker of django-tasks-db, with retries."""

    def __init__(self, *, batch: bool = False, interval: float = 1.0, max_tasks: int | None = None) -> None:
        super().__init__(
            queue_names=[EVERY_QUEUE],
            excluded_queue_names=[],
            interval=interval,
            batch=batch,
            backend_name=BACKEND,
            startup_delay=False,
            max_tasks=max_tasks,
            worker_id=get_random_string(32),
        )

    def run_task(self, db_task_result: Any) -> None:
        """Run a task; when it fails, put it back for later or give it up."""
        super().run_task(db_task_result)
        actions.retry_or_give_up(db_task_result.pk)


class _Drain(PortalWorker):
    """Runs in tests and while demo data load: a failure is an error there and then."""

    def run(self) -> None:
        """Like the worker's own, but without closing the connection, which may be inside a transaction."""
        while task := self._claimed():
            self.run_task(task)

    def _claimed(self) -> Any:
        with transaction.atomic():
            task = DBTaskResult.objects.ready().get_locked()
            if task is not None:
                task.claim(self.worker_id)
        return task

    def run_task(self, db_task_result: Any) -> None:
        super().run_task(db_task_result)
        if db_task_result.status == TaskResultStatus.FAILED:
            raise TaskFailed(f"{db_task_result.task_path}\n{db_task_result.traceback}")


def enqueue(task_path: str, *, after: dt.timedelta | None = None, **ids: Id) -> UUID:
    """Have the task ``<package>.tasks.<name>`` run once the present transaction is committed; returns its row's key.

    Args:
        task_path: the dotted name, so that actions need not import tasks.
        after: not before so long from now (true time).
        ids: keys and other short values without personal data; a UUID arrives as text.

    Raises:
        ImportError: there is no such name.
        TypeError: it is not a task, or an argument is not an id.
    """
    task = _task(task_path)
    if after is not None:
        task = task.using(run_after=clock.real_now() + after)
    return UUID(task.enqueue(**_arguments(task_path, ids)).id)


def enqueue_each(task_path: str, of_each: Sequence[Mapping[str, Id]]) -> list[UUID]:
    """Have one task run for each of these ids, as ``enqueue`` would: written with a handful of statements.

    The first is the library's own row; the others are like it.
    """
    task, arguments = _task(task_path), [_arguments(task_path, ids) for ids in of_each]
    if not arguments:
        return []
    first = DBTaskResult.objects.get(pk=task.enqueue(**arguments[0]).id)
    sent = [first.args_kwargs | {"kwargs": each} for each in arguments[1:]]
    return [first.pk, *(insert_like(first, {"args_kwargs": sent}) if sent else [])]


def _task(task_path: str) -> Task[..., Any]:
    task = import_string(task_path)
    if not isinstance(task, Task):
        raise TypeError(f"{task_path} is not a task")
    return task


def _arguments(task_path: str, ids: Mapping[str, Id]) -> dict[str, Any]:
    wrong = [name for name, value in ids.items() if not isinstance(value, Id)]
    if wrong:
        raise TypeError(f"{task_path} takes ids only: {', '.join(wrong)}")
    return {name: str(value) if isinstance(value, UUID) else value for name, value in ids.items()}


def run_outbox() -> int:
    """Run everything that is ready, here and now, until nothing is; returns how many tasks ran.

    For tests (where nothing runs by itself) and for loading demo data.

    Raises:
        TaskFailed: a task raised; it stays in the outbox to be retried.
    """
    drain = _Drain(batch=True, interval=0)
    with translation.override(None):
        drain.run()
    return drain._run_tasks
