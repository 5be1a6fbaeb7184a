"""Kill a process exactly at each point at which a large roster could be left half kept or half committed.

    python -m tests.faults.roster_crash_points

prints one JSON object, the problems of each point; exit status 1 where there are any.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talent.settings.test")
    django.setup()

from django.conf import settings
from django.db import connections

from talent.accounts.models import User
from talent.employers import actions
from talent.employers.actions import roster_jobs, rosters
from talent.employers.imports import roster_resource
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.workflow import RosterStatus
from talent.jobs.models import Job
from talent.notifications.models import Message
from talent.notifications.outbox import PortalWorker
from tests.factories import make_employer, make_identity_number
from tests.faults.killed_worker import take_back_interrupted
from tests.faults.own_database import own_database
from tests.talent.employers.rosters import commit, hr_of, roster_file, row

ACTIONS = "talent.employers.actions"
PEOPLE, KNOWN = 5, 3


@dataclass(frozen=True)
class Point:
    """Die before the ``call``-th call of a function, or right after it, while a stage of the work is done."""

    stage: str
    target: str
    call: int = 1
    after: bool = False


POINTS = {
    "request: file kept, before the lock": Point("read", f"{ACTIONS}.roster_jobs._request_preview"),
    "request: work asked for, before commit": Point("read", "talent.jobs.actions.request", after=True),
    "reading: before the file is opened": Point("read", f"{ACTIONS}.roster_jobs.read"),
    "reading: read, before the transaction": Point("read", f"{ACTIONS}.roster_jobs.keep_preview"),
    "keeping: mid-rows": Point("read", "talent.employers.imports.roster_resource.insert_columns", call=2),
    "keeping: before the message": Point("read", f"{ACTIONS}.roster_jobs._tell"),
    "keeping: before commit": Point("read", "talent.jobs.actions._finish", after=True),
    "keeping: after commit, before the file goes": Point("read", "talent.uploads.keeping.throw_away"),
    "committing: work asked for, before commit": Point("commit", "talent.jobs.actions.request", after=True),
    "committing: mid-people": Point("commit", f"{ACTIONS}.rosters.RosterEntry.objects.in_force"),
    "committing: before the event": Point("commit", f"{ACTIONS}.rosters.audit.record"),
    "committing: before the outbox": Point("commit", f"{ACTIONS}.rosters.outbox.enqueue"),
    "committing: before commit": Point("commit", "talent.jobs.actions._finish", after=True),
}


@dataclass
class Scene:
    """A unit of which some people are known, and a file that lists them and more."""

    employer: Employer
    officer: User
    content: bytes

    def read(self) -> None:
        with tempfile.TemporaryFile() as file:
            file.write(self.content)
            actions.request_preview(self.employer, file, file_name="花名册.xlsx", by=self.officer)
        PortalWorker(batch=True, interval=0).run()

    def commit(self) -> None:
        actions.request_commit(self.rosters.get(), by=self.officer)
        PortalWorker(batch=True, interval=0).run()

    @property
    def rosters(self) -> Any:
        """What became of the file."""
        return Roster.objects.filter(employer=self.employer, good_count=PEOPLE)

    def in_force(self) -> dict[int, int]:
        """How many people have how many insured months."""
        months = RosterEntry.objects.in_force().filter(employer=self.employer).values_list("insured_months", flat=True)
        return {each: list(months).count(each) for each in months}


def scene() -> Scene:
    employer = make_employer()
    officer, numbers = hr_of(employer), [make_identity_number() for _ in range(PEOPLE)]
    commit(employer, *(row(number=number, months=3) for number in numbers[:KNOWN]), by=officer)
    file = roster_file(*(row(number=number, months=4) for number in numbers))
    return Scene(employer, officer, file.getvalue())


def problems_at(point: Point) -> list[str]:
    """Be killed at the point, look at what is left, go on as people would, and look again."""
    found, made = [], scene()
    if point.stage == "commit":
        made.read()
    if _killed_at(point, made) != -signal.SIGKILL:
        found.append("the process did not die there")
    found += [f"left behind: {each}" for each in _half_done(made)]
    take_back_interrupted()
    PortalWorker(batch=True, interval=0).run()
    if not made.rosters.exists():
        made.read()
    if made.rosters.get().status == RosterStatus.PREVIEW:
        made.commit()
    found += [f"in the end: {each}" for each in [*_half_done(made), *_orphans()]]
    if (made.in_force(), made.rosters.get().status) != ({4: PEOPLE}, RosterStatus.COMMITTED):
        found.append(f"in the end {made.in_force()} are in force and it is {made.rosters.get().status}")
    told = Message.objects.filter(recipient=made.officer).values_list("template", flat=True)
    if sorted(told) != ["roster_in_force", "roster_read"]:
        found.append(f"the officer was told {sorted(told)}")
    return found


def _half_done(made: Scene) -> list[str]:
    """What no moment may show: a part of the rows, or of the people in force."""
    wrong = [f"{kept.entries.count()} rows are kept" for kept in made.rosters if kept.entries.count() != PEOPLE]
    committed = made.rosters.filter(status=RosterStatus.COMMITTED).exists()
    if made.in_force() != ({4: PEOPLE} if committed else {3: KNOWN}):
        wrong.append(f"{made.in_force()} are in force while committed is {committed}")
    return wrong


def _orphans() -> list[str]:
    """Files that nothing needs, once the scheduler has swept, and work that nobody will finish."""
    folder = Path(settings.PRIVATE_ROOT) / "rosters"
    for path in folder.glob("*"):
        os.utime(path, (0, 0))
    Job.objects.filter(finished_at__isnull=False).delete()
    actions.sweep_roster_files()
    return [f"orphaned {path.name}" for path in folder.glob("*")] + ["unfinished jobs"] * Job.objects.count()


def _killed_at(point: Point, made: Scene) -> int | None:
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=lambda: _do_and_die(point, made))
    process.start()
    process.join(120)
    return process.exitcode


def _do_and_die(point: Point, made: Scene) -> None:
    usual, calls = _found(point.target), 0

    def deadly(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        answer = usual(*args, **kwargs) if calls < point.call or point.after else None
        if calls == point.call:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    with mock.patch(point.target, deadly):
        getattr(made, point.stage)()


def _found(target: str) -> Callable[..., Any]:
    """The function of that name, which may be an attribute of something in a module."""
    parts = target.split(".")
    for length in range(len(parts) - 1, 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for name in parts[length:]:
            found = getattr(found, name)
        return found  # type: ignore[no-any-return]
    raise LookupError(target)


def main() -> int:
    """Run on a database of its own, wherever DATABASE_URL points; every roster counts as a large one."""
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
        roster_jobs.READ_AT_ONCE_BYTES, roster_jobs.COMMIT_AT_ONCE, rosters.ROWS_AT_ONCE = -1, -1, 2
        roster_resource.BY_COLUMNS_FROM, roster_resource.CHUNK_ROWS = 1, 2
        told = {name: problems_at(point) for name, point in POINTS.items()}
    print(json.dumps(told, ensure_ascii=False))
    return 1 if any(told.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
