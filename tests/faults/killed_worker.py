"""Kill the worker while it renders the files of released batches, and look at what a new worker makes of it.

    python -m tests.faults.killed_worker --kills 60

prints one JSON object (see ``Tally``); exit status 1 where anything was lost, doubled or orphaned.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talent.settings.test")
    django.setup()

from django.conf import settings
from django.db import connections
from django.db.models import F
from django_tasks_db.models import DBTaskResult

from subsidies.payments.books import differences
from subsidies.payments.exports.kept_files import path_of
from subsidies.payments.kinds import FileKind
from subsidies.payments.models import BatchFile, PaymentBatch, PaymentLine
from talent.audit.models import AuditEvent
from talent.notifications.actions import LEASE, MAX_ATTEMPTS, recover_interrupted
from talent.notifications.outbox import PortalWorker, run_outbox
from tests.faults.own_database import own_database
from tests.subsidies.payments import bank
from tests.subsidies.payments.kept import on_disk, written
from tests.subsidies.payments.stages import Desk

KILLS_A_BATCH = MAX_ATTEMPTS - 2
"""Fewer than the attempts after which a task is left for people to see."""
FIRST_GUESS_SECONDS = 0.5


@dataclass
class Tally:
    """What happened: kills, how many hit a worker that had begun and not ended, batches, and all that went wrong."""

    kills: int = 0
    hit_while_rendering: int = 0
    batches: int = 0
    wrong: list[str] = field(default_factory=list)


def work() -> None:
    """What the worker's process does: run tasks until nothing is ready."""
    PortalWorker(batch=True, interval=0).run()


def start_worker() -> multiprocessing.process.BaseProcess:
    connections.close_all()
    worker = multiprocessing.get_context("fork").Process(target=work)
    worker.start()
    return worker


def run(kills: int, chance: random.Random) -> Tally:
    """Release batches and kill the worker until there were so many kills."""
    tally, desk, usual_seconds = Tally(), Desk(), FIRST_GUESS_SECONDS
    while tally.kills < kills:
        run_outbox()
        batch = desk.released()
        for _ in range(min(KILLS_A_BATCH, kills - tally.kills)):
            tally.kills += 1
            if kill_one(chance.uniform(0, usual_seconds)):
                tally.hit_while_rendering += 1
                take_back_interrupted()
            elif not DBTaskResult.objects.ready().exists():
                break
        started = time.monotonic()
        worker = start_worker()
        worker.join(60)
        usual_seconds = (usual_seconds + time.monotonic() - started) / 2
        tally.batches += 1
        tally.wrong += [f"{batch.number}: {problem}" for problem in problems_of(batch, worker.exitcode)]
    tally.wrong += problems_of_all()
    return tally


def kill_one(after_seconds: float) -> bool:
    """Start a worker and kill it a moment later; whether it had begun a task and not ended it."""
    worker = start_worker()
    time.sleep(after_seconds)
    os.kill(worker.pid or 0, signal.SIGKILL)
    worker.join(60)
    return worker.exitcode == -signal.SIGKILL and DBTaskResult.objects.running().exists()


def take_back_interrupted() -> None:
    """As the scheduler does once the lease of a dead worker's task has run out; the time is moved, not waited for."""
    DBTaskResult.objects.running().update(started_at=F("started_at") - LEASE)
    recover_interrupted()


def problems_of(batch: PaymentBatch, exit_code: int | None) -> list[str]:
    """What is not as it should be with the files of a batch after a worker was left to its work."""
    found = [] if exit_code == 0 else [f"the last worker ended with {exit_code}"]
    kinds = sorted(BatchFile.objects.filter(batch=batch).values_list("kind", flat=True))
    if kinds != ["csv", "summary", "xlsx"]:
        return [*found, f"files listed: {kinds}"]
    for file in BatchFile.objects.filter(batch=batch):
        if on_disk(file) != written(PaymentBatch.objects.get(pk=batch.pk), file.kind, file.part):
            found.append(f"{file.kind} is not what its batch renders to")
    lines = PaymentLine.objects.filter(batch=batch).order_by("sequence")
    sealed = [(line.payee_name, line.account_number, f"{line.amount_yuan}.00") for line in lines]
    content = path_of(BatchFile.objects.get(batch=batch, kind=FileKind.CSV).storage_name).read_bytes()
    paid = [(payment.name, payment.account, payment.amount) for payment in bank.read_csv(content)]
    return found if paid == sealed else [*found, "the bank reads other payments than were sealed"]


def problems_of_all() -> list[str]:
    """Files without a row, rows without an event or with two, sums that differ, tasks that are still open."""
    folder = Path(settings.PRIVATE_ROOT)
    on_disk = {path for path in (folder / "payments").rglob("*") if path.is_file()}
    listed = {path_of(name) for name in BatchFile.objects.values_list("storage_name", flat=True)}
    found = [f"orphaned: {path.relative_to(folder)}" for path in sorted(on_disk - listed)]
    found += [f"missing: {path.relative_to(folder)}" for path in sorted(listed - on_disk)]
    events = AuditEvent.objects.filter(verb="batch_file.rendered").count()
    if events != len(listed):
        found.append(f"{events} events of {len(listed)} files")
    still_open = DBTaskResult.objects.exclude(status="SUCCESSFUL").count()
    return [*found, *map(str, differences()), *([f"{still_open} tasks are not done"] if still_open else [])]


def main() -> int:
    """Run on a database of its own, wherever DATABASE_URL points."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.killed_worker", description=__doc__)
    parser.add_argument("--kills", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
        tally = run(options.kills, random.Random(options.seed))
    print(json.dumps(asdict(tally), ensure_ascii=False))
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
