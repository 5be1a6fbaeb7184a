"""Progress that others see while the work's own transaction is still open.

It is written through a connection of its own. SQLite has one writer at a time, so there the bar stands still until
the work is done: the page says that it is underway, and no figure is made up.
"""

from __future__ import annotations

import time
from types import TracebackType

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from talent.calendars import clock
from talent.jobs.models import Job
from talent.jobs.progress import Progress

SECONDS_BETWEEN = 0.5
_TELL = """
UPDATE jobs_job SET stage = %s, done = %s, total = %s, heard_at = %s WHERE id = %s AND finished_at IS NULL
"""


class Listener(Progress):
    """Writes stage and count into the job, twice a second at most."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._stage = ""
        self._parts = job.total
        self._told_at = 0.0
        self._aside: BaseDatabaseWrapper | None = None

    def __enter__(self) -> Listener:
        usual = connections[DEFAULT_DB_ALIAS]
        if usual.vendor == "postgresql" and not usual.in_atomic_block:  # or the job's own row may be locked by us
            self._aside = connections.create_connection(DEFAULT_DB_ALIAS)
            with self._aside.cursor() as cursor:
                cursor.execute("SET lock_timeout = '1s'")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._aside is not None:
            self._aside.close()

    def stage(self, name: str, *, parts: int | None = None) -> None:
        """A stage begins: told at once."""
        self._stage, self._told_at = name, 0.0
        self._parts = self._parts if parts is None else parts
        self.at(0)

    def at(self, done: int) -> None:
        """So many are done: told when the last word is old enough. Nobody's work fails because nobody hears of it."""
        if self._aside is None or time.monotonic() - self._told_at < SECONDS_BETWEEN:
            return
        self._told_at = time.monotonic()
        try:
            with self._aside.cursor() as cursor:
                cursor.execute(_TELL, [self._stage, done, self._parts, clock.real_now(), self._job.pk])
        except DatabaseError:
            self._aside.close()
            self._aside = None
