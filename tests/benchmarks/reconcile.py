"""A bank's return of ``n`` rows, entered: lines, instalments and one event for each, beside the ORM's bulk_update.

The baseline does the same work as a textbook would: objects read, changed and given to ``bulk_update``, and an event
recorded for each. What ``bulk_update`` alone takes for the lines is shown too.
"""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Callable
from itertools import repeat
from pathlib import Path
from uuid import UUID

from django.db import transaction

from subsidies.payments import actions
from subsidies.payments.chunks import chunks
from subsidies.payments.kinds import ReturnRowResult
from subsidies.payments.models import BankReturn, BankReturnRow, Instalment, PaymentBatch, PaymentLine
from subsidies.payments.workflow import InstalmentStatus, LineStatus
from talent.accounts.models import User
from talent.audit import events
from talent.calendars import clock
from talent.encryption.columns import seal_texts
from tests.benchmarks.apart import apart, hasten_preparation
from tests.benchmarks.batches import released
from tests.benchmarks.measuring import Report, items_per_cpu_second, peak_rss_mb
from tests.benchmarks.undoing import undone
from tests.faults.own_database import own_database
from tests.subsidies.payments.crowd import AT_ONCE, due_crowd, insert_like
from tests.subsidies.payments.stages import Desk

DEFAULT, SAMPLE, ROUNDS, BAR, REFUSED_ONE_IN = 5_000, 5_000, 3, 20.0, 100
OURS, BASELINE, ALONE = "reconcile", "bulk_update and record()", "bulk_update of the lines alone"


def run(n: int | None) -> list[Report]:
    """Enter the return of a batch of ``n`` lines again and again; the baseline enters a smaller one."""
    count = n or DEFAULT
    sample = min(count, SAMPLE)
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
        hasten_preparation()
        desk, keys = Desk(), due_crowd(count + sample)
        small, large = _answered(desk, keys[:sample]), _answered(desk, keys[sample:])
        speeds, memory = apart(_measured, large.pk, small.pk, desk.releaser.pk)
    return [Report("reconcile", count, speeds, BASELINE, BAR, memory)]


def _measured(large_key: UUID, small_key: UUID, officer_key: UUID) -> tuple[dict[str, float], float]:
    large, small = (BankReturn.objects.get(pk=key) for key in (large_key, small_key))
    officer = User.objects.get(pk=officer_key)
    ours = undone(lambda: actions.commit_return(large, by=officer))
    ours()
    memory = peak_rss_mb()
    speeds = items_per_cpu_second({OURS: ours}, items=large.rows.count(), rounds=ROUNDS)
    theirs: dict[str, Callable[[], None]] = {
        BASELINE: undone(lambda: _textbook(small, officer)),
        ALONE: undone(lambda: _lines(small)),
    }
    slow = items_per_cpu_second(theirs, items=small.rows.count(), rounds=ROUNDS)
    return speeds | slow, memory


@transaction.atomic  # or each row would be forced to disk by itself
def _answered(desk: Desk, keys: list[UUID]) -> BankReturn:
    """A released batch with the bank's return previewed: one in a hundred was not paid."""
    batch = released(desk, keys)
    given = BankReturn.objects.create(
        batch=batch, file_name="回盘.csv", sha256=batch.digest, uploaded_by=desk.releaser, uploaded_at=clock.now()
    )
    lines = batch.lines.order_by("sequence").values_list("sequence", "pk")
    for piece in chunks(lines.iterator(chunk_size=AT_ONCE), AT_ONCE):
        sequences, answered = zip(*piece, strict=True)
        row_keys, refused = [uuid.uuid4() for _ in piece], [not number % REFUSED_ONE_IN for number in sequences]
        columns = {
            "id": row_keys,
            "row_number": sequences,
            "line_id": answered,
            "result": [ReturnRowResult.FAILED if each else ReturnRowResult.PAID for each in refused],
            "bank_reason": ["账号户名不符" if each else "" for each in refused],
            "raw": seal_texts(BankReturnRow, "raw", row_keys, repeat('{"处理结果":"成功"}', len(piece))),
        }
        insert_like(BankReturnRow(bank_return=given), columns)
    return given


def _lines(bank_return: BankReturn) -> list[PaymentLine]:
    batch = PaymentBatch.objects.get(pk=bank_return.batch_id)
    answers = {row.line_id: row for row in bank_return.rows.all()}
    lines = list(batch.lines.unanswered().select_related("instalment"))
    for line in lines:
        row = answers[line.pk]
        line.status, line.bank_reason, line.answered_at = LineStatus(row.result), row.bank_reason, clock.now()
    PaymentLine.objects.bulk_update(lines, ["status", "bank_reason", "answered_at"], batch_size=500)
    return lines


def _textbook(bank_return: BankReturn, officer: User) -> None:
    lines = _lines(bank_return)
    for line in lines:
        line.instalment.status = InstalmentStatus(line.status)
        line.instalment.paid_on = clock.today() if line.status == LineStatus.PAID else None
        line.instalment.failed_account_id = line.bank_account_id if line.status == LineStatus.FAILED else None
    changed = [line.instalment for line in lines]
    for piece in chunks(changed):
        Instalment.objects.bulk_update(piece, ["status", "paid_on", "failed_account"])
    for instalment in changed:
        verb = f"instalment.{instalment.status}"
        events.record(verb, instalment, by=officer, from_status="batched", to_status=instalment.status)
