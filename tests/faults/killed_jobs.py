"""Kill the worker at random moments while it seals large batches, and reads and enters their returns.

    python -m tests.faults.killed_jobs --kills 20

prints one JSON object (see ``Tally``); exit status 1 where anything was half done, done twice or left undone.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
import uuid
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import NamedTuple

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talent.settings.test")
    django.setup()

from django_tasks_db.models import DBTaskResult

from subsidies.payments import actions, return_rows
from subsidies.payments.actions import background, lines, uploading
from subsidies.payments.books import differences
from subsidies.payments.models import BankReturn, BankReturnRow, PaymentBatch
from subsidies.payments.queries.copies import stamp_of
from subsidies.payments.workflow import BatchStatus, LineStatus
from talent.audit.models import AuditEvent
from talent.jobs.models import Job
from talent.notifications.outbox import run_outbox
from tests.factories import budget_line
from tests.faults.crash_points import sweep_later, waiting
from tests.faults.killed_worker import KILLS_A_BATCH, kill_one, start_worker, take_back_interrupted
from tests.faults.own_database import own_database
from tests.subsidies.payments import bank
from tests.subsidies.payments.crowd import due_crowd
from tests.subsidies.payments.kept import on_disk
from tests.subsidies.payments.stages import Desk

LINES = 400
AT_ONCE = 20


@dataclass
class Tally:
    """What happened: kills, how many hit a worker that had begun and not ended, batches, and all that went wrong."""

    kills: int = 0
    hit_while_working: int = 0
    batches: int = 0
    wrong: list[str] = field(default_factory=list)


def run(kills: int, chance: random.Random) -> Tally:
    """Take batches from draft to settled until there were so many kills."""
    tally, desk = Tally(), Desk()
    while tally.kills < kills:
        batch = draft(desk, due_crowd(LINES, first=tally.batches * LINES))
        actions.request_seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="已核对")
        whole_or_not_at_all(tally, batch, kills, chance, after=State(BatchStatus.SEALED, LINES, 0))
        key, content = answered(desk, batch)
        batch.refresh_from_db()
        actions.request_upload(batch, by=desk.releaser, pk=key, file_name="回盘.csv", content=content)
        whole_or_not_at_all(tally, batch, kills, chance, after=State(BatchStatus.RELEASED, LINES, LINES))
        actions.request_commit(BankReturn.objects.get(pk=key), by=desk.releaser)
        whole_or_not_at_all(tally, batch, kills, chance, after=State(BatchStatus.SETTLED, 0, LINES))
        tally.batches += 1
    events = AuditEvent.objects.filter(verb="instalment.paid")
    paid, once = events.count(), events.values("object_id").distinct().count()
    if not paid == once == tally.batches * LINES:
        tally.wrong.append(f"{paid} events of payment for {once} of {tally.batches * LINES} instalments")
    return tally


def draft(desk: Desk, keys: list[uuid.UUID]) -> PaymentBatch:
    words = {"title": "生活补贴", "charged_to": budget_line()}
    return actions.draw_up(by=desk.clerk, pk=uuid.uuid4(), instalment_ids=keys, **words)


def answered(desk: Desk, batch: PaymentBatch) -> tuple[uuid.UUID, bytes]:
    """What follows sealing, up to the bank's return: the key of its form, and the file."""
    batch.refresh_from_db()
    batch = actions.approve(batch, by=desk.approver, digest=batch.digest)
    batch = actions.release(batch, by=desk.releaser, voucher_number="ZF-1", digest=batch.digest)
    run_outbox()
    payments = bank.read_csv(on_disk(batch.files.get(kind="csv")))
    return uuid.uuid4(), bank.csv_return(bank.answers(payments))


class State(NamedTuple):
    """What is to be seen of a batch: its status, lines that nobody has answered, rows of its return."""

    status: str
    unanswered: int
    rows: int


def state_of(batch: PaymentBatch) -> State:
    found = PaymentBatch.objects.get(pk=batch.pk)
    unanswered = found.lines.filter(status=LineStatus.UNANSWERED).count()
    return State(found.status, unanswered, BankReturnRow.objects.filter(bank_return__batch=batch).count())


def whole_or_not_at_all(tally: Tally, batch: PaymentBatch, kills: int, chance: random.Random, *, after: State) -> None:
    """Kill some workers; after each the work is done or not begun. Then one is left to finish."""
    before, usual_seconds = state_of(batch), 1.0
    for _ in range(min(KILLS_A_BATCH, kills - tally.kills)):
        tally.kills += 1
        hit = kill_one(chance.uniform(0, usual_seconds))
        tally.hit_while_working += hit
        if (found := state_of(batch)) not in (before, after):
            tally.wrong.append(f"{batch.number}: is {found} after a kill, neither {before} nor {after}")
        tally.wrong += map(str, differences())
        if hit:
            take_back_interrupted()
        elif not DBTaskResult.objects.ready().exists():
            break
    worker = start_worker()
    worker.join(120)
    job = Job.objects.latest("requested_at")
    if (worker.exitcode, state_of(batch), job.error, job.finished_at is None) != (0, after, "", False):
        tally.wrong.append(f"{batch.number}: {state_of(batch)}, the job says {job.error!r}, exit {worker.exitcode}")
    sweep_later()
    tally.wrong += [f"orphaned {path.name}" for path in waiting()]
    tally.wrong += map(str, differences())


def main() -> int:
    """Run on a database of its own, wherever DATABASE_URL points; every batch counts as a large one."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.killed_jobs", description=__doc__)
    parser.add_argument("--kills", type=int, required=True)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
        background.AT_ONCE_UP_TO, lines.LINES_AT_ONCE = 1, AT_ONCE
        uploading.READ_AT_ONCE_BYTES, return_rows.ROWS_AT_ONCE = -1, AT_ONCE
        tally = run(options.kills, random.Random(options.seed))
    print(json.dumps(asdict(tally) | {"seed": options.seed}, ensure_ascii=False))
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
