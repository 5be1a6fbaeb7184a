"""Kill a process exactly at each point at which money could be lost or doubled, and look at what is left.

    python -m tests.faults.crash_points

prints one JSON object, the problems of each point; exit status 1 where there are any. The function at the point is
replaced in the process that is to die, so the product knows nothing of it.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import os
import signal
import sys
import tempfile
import uuid
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

from subsidies.payments import actions, return_rows
from subsidies.payments.actions import background, lines, uploading
from subsidies.payments.books import differences
from subsidies.payments.exports.kept_files import path_of
from subsidies.payments.imports import waiting_files
from subsidies.payments.kinds import FileKind
from subsidies.payments.models import BankReturn, BatchFile, FileDownload, Instalment, PaymentBatch, PaymentLine
from subsidies.payments.queries.copies import stamp_of
from talent.jobs.models import Job
from talent.notifications.outbox import PortalWorker, run_outbox
from talent.profiles.models import Person
from tests.factories import budget_line
from tests.faults.killed_worker import take_back_interrupted
from tests.faults.own_database import own_database
from tests.subsidies.payments import bank
from tests.subsidies.payments.stages import Desk, make_due

ACTIONS = "subsidies.payments.actions"


@dataclass(frozen=True)
class Point:
    """Die before the ``call``-th call of a function, or right after it, while a stage of the work is done.

    ``renamed``: the people have another name by then, so that every line of a draft has a remark that it had not.
    """

    stage: str
    target: str
    call: int = 1
    after: bool = False
    renamed: bool = False


POINTS = {
    "drawing up: after the row locks": Point("draw", f"{ACTIONS}.lines.blocked_among"),
    "drawing up: after the batch row": Point("draw", f"{ACTIONS}.drawing.take_instalments"),
    "drawing up: after the state update": Point("draw", f"{ACTIONS}.lines.record_instalments"),
    "drawing up: mid-lines": Point("draw", f"{ACTIONS}.lines._insert_lines", call=2),
    "sealing: after the row lock": Point("seal", f"{ACTIONS}.drawing.instalments_of"),
    "sealing: mid-lines": Point("seal", f"{ACTIONS}.lines.differing_lines", call=2),
    "sealing: mid-lines written anew": Point("seal", f"{ACTIONS}.lines._insert_lines", call=2, renamed=True),
    "sealing: before the digest": Point("seal", f"{ACTIONS}.drawing.digest_of"),
    "sealing: after the state update": Point("seal", f"{ACTIONS}.drawing.record_batch"),
    "sealing: before commit": Point("seal", "talent.jobs.actions._finish", after=True),
    "release: before commit": Point("release", f"{ACTIONS}.finance.enqueue", after=True),
    "files: after commit, before rendering": Point("render", f"{ACTIONS}.files._wanted"),
    "files: mid-write": Point("render", "subsidies.payments.exports.bank_csv._written", call=2, after=True),
    "files: before fsync": Point("render", "os.fsync"),
    "files: before rename": Point("render", "os.replace"),
    "files: after rename, before the row": Point("render", f"{ACTIONS}.files._list"),
    "files: before the manifest": Point("render", f"{ACTIONS}.files.sign_manifest"),
    "download: on record, before the first byte": Point("download", f"{ACTIONS}.files.path_of", call=2),
    "upload: before fsync": Point("upload", "os.fsync"),
    "upload: before rename": Point("upload", "os.replace"),
    "upload: file kept, before the lock": Point("upload", f"{ACTIONS}.uploading.locked_batch"),
    "upload: work asked for, before commit": Point("upload", "talent.jobs.actions.request", after=True),
    "upload: before reading": Point("upload", f"{ACTIONS}.uploading.read_return"),
    "upload: mid-reading": Point("upload", "subsidies.payments.imports.bank_return._read", call=3),
    "upload: read, before the lock": Point("upload", f"{ACTIONS}.uploading.locked_batch", call=2),
    "upload: while matching": Point("upload", "subsidies.payments.return_checks.match_rows"),
    "upload: return saved": Point("upload", f"{ACTIONS}.uploading.insert_rows"),
    "upload: mid-rows": Point("upload", "subsidies.payments.return_rows.insert_columns", call=2),
    "upload: before commit": Point("upload", "talent.jobs.actions._finish", after=True),
    "upload: after commit, before the file goes": Point("upload", "talent.uploads.keeping.throw_away"),
    "return: mid-lines": Point("commit", f"{ACTIONS}.answering._moved", call=2),
    "return: before the events": Point("commit", f"{ACTIONS}.answering.record_instalments"),
    "return: before settling": Point("commit", f"{ACTIONS}.returns.settle"),
    "return: before commit": Point("commit", "talent.jobs.actions._finish", after=True),
}


@dataclass
class Scene:
    """The people, and what the work has come to so far; ``work`` does a stage, ``again`` what people would do then."""

    desk: Desk
    due: list[Instalment]
    key: uuid.UUID
    upload: uuid.UUID
    content: bytes = b""

    @property
    def batch(self) -> PaymentBatch:
        return PaymentBatch.objects.get(pk=self.key)

    def draw(self) -> None:
        words = {"title": "生活补贴", "charged_to": budget_line()}
        chosen = {each.pk for each in self.due}
        actions.draw_up(by=self.desk.clerk, pk=self.key, instalment_ids=chosen, **words)

    def seal(self) -> None:
        actions.request_seal(self.batch, by=self.desk.clerk, stamp=stamp_of(self.batch), note="已核对")

    def approve(self) -> None:
        actions.approve(self.batch, by=self.desk.approver, digest=self.batch.digest)

    def release(self) -> None:
        actions.release(self.batch, by=self.desk.releaser, voucher_number="ZF-1", digest=self.batch.digest)

    def render(self) -> None:
        """Nobody asks for it: it waits in the outbox."""

    def download(self) -> None:
        file = BatchFile.objects.get(batch=self.key, kind=FileKind.CSV)
        with actions.open_for_download(file, by=self.desk.releaser) as content:
            self.content = bank.csv_return(bank.answers(bank.read_csv(content.read())))

    def upload_return(self) -> None:
        words = {"pk": self.upload, "file_name": "回盘.csv", "content": self.content}
        actions.request_upload(self.batch, by=self.desk.releaser, **words)

    def commit(self) -> None:
        actions.request_commit(BankReturn.objects.get(pk=self.upload), by=self.desk.releaser)


STAGES = ("draw", "seal", "approve", "release", "render", "download", "upload", "commit")
BY_THE_WORKER = ("seal", "render", "upload", "commit")


def work(scene: Scene, stage: str) -> None:
    """Do a stage, with all that the worker has to do for it."""
    getattr(scene, "upload_return" if stage == "upload" else stage)()
    if stage in BY_THE_WORKER:
        PortalWorker(batch=True, interval=0).run()


def killed_at(point: Point, scene: Scene) -> int | None:
    """How a process ended that did the stage and was to die at the point."""
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=lambda: _do_and_die(point, scene))
    process.start()
    process.join(120)
    return process.exitcode


def _do_and_die(point: Point, scene: Scene) -> None:
    module, name = point.target.rsplit(".", 1)
    usual: Callable[..., Any] = getattr(importlib.import_module(module), name)
    calls = 0

    def deadly(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        made = usual(*args, **kwargs) if calls < point.call or point.after else None
        if calls == point.call:
            os.kill(os.getpid(), signal.SIGKILL)
        return made

    with mock.patch(point.target, deadly):
        work(scene, point.stage)


def problems_at(point: Point, desk: Desk) -> list[str]:
    """Go through the life of a batch, be killed at the point, go on as people would, and count everything."""
    scene = Scene(desk, [make_due() for _ in range(5)], uuid.uuid4(), uuid.uuid4())
    for stage in STAGES[: STAGES.index(point.stage)]:
        work(scene, stage)
    if point.renamed:
        Person.objects.filter(awards__instalments__in=scene.due).update(name="李明明")
    found = [] if killed_at(point, scene) == -signal.SIGKILL else ["the process did not die there"]
    found += [f"left behind: {each}" for each in wrong()]
    take_back_interrupted()
    PortalWorker(batch=True, interval=0).run()
    sweep_later()
    for stage in STAGES[STAGES.index(point.stage) :]:
        if not is_done(scene, stage):
            work(scene, stage)
    found += [f"in the end: {each}" for each in [*wrong(), *orphans()]]
    paid = Instalment.objects.filter(pk__in=[each.pk for each in scene.due], status="paid").count()
    lines_paid = PaymentLine.objects.filter(instalment__in=scene.due, status="paid").count()
    if (scene.batch.status, paid, lines_paid) != ("settled", 5, 5):
        found.append(f"the batch is {scene.batch.status}, {paid} instalments and {lines_paid} lines are paid")
    return found


def is_done(scene: Scene, stage: str) -> bool:
    """Whether a person who comes back sees that a stage is done already."""
    batch = PaymentBatch.objects.filter(pk=scene.key).first()
    reached = {
        "draw": batch is not None,
        "seal": batch is not None and batch.sealed_at is not None,
        "release": batch is not None and batch.released_at is not None,
        "upload": BankReturn.objects.filter(pk=scene.upload).exists(),
        "commit": BankReturn.objects.filter(pk=scene.upload, status="committed").exists(),
    }
    return reached.get(stage, False)


def sweep_later() -> None:
    """As the scheduler does hours later; the files are made old, nobody waits."""
    for path in waiting():
        os.utime(path, (0, 0))
    actions.sweep_uploads()


def waiting() -> list[Path]:
    """Uploaded files that the worker is to read, or that nobody will."""
    folder = Path(settings.PRIVATE_ROOT) / waiting_files.FOLDER
    return [path for path in folder.rglob("*") if path.is_file()]


def wrong() -> list[str]:
    """What no moment may show: books that differ, files listed and not there."""
    missing = [file.storage_name for file in BatchFile.objects.all() if not path_of(file.storage_name).is_file()]
    half = PaymentBatch.objects.filter(status="sealed", digest="").values_list("number", flat=True)
    return [*differences(), *(f"missing {name}" for name in missing), *(f"half sealed {name}" for name in half)]


def orphans() -> list[str]:
    """Files without a row, jobs that nobody will finish, a download that left no record."""
    folder = Path(settings.PRIVATE_ROOT) / "payments"
    present = {path for path in folder.rglob("*") if path.is_file()}
    listed = {path_of(name) for name in BatchFile.objects.values_list("storage_name", flat=True)}
    undone = Job.objects.underway().count() + (FileDownload.objects.count() == 0)
    return [f"orphaned {path.name}" for path in sorted(present - listed)] + ["unfinished jobs"] * undone


def main() -> int:
    """Run on a database of its own, wherever DATABASE_URL points; every batch counts as a large one."""
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
        background.AT_ONCE_UP_TO, lines.LINES_AT_ONCE = 1, 2
        uploading.READ_AT_ONCE_BYTES, return_rows.ROWS_AT_ONCE = -1, 2
        desk = Desk()
        run_outbox()
        told = {name: problems_at(point, desk) for name, point in POINTS.items()}
    print(json.dumps(told, ensure_ascii=False))
    return 1 if any(told.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
