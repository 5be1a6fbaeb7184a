"""A bank's return of ``n`` rows, read, matched and kept as a preview, beside the textbook: a query and a save a row.

Ours has the file opened by its limited process, whose own processor time is not counted.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
import uuid
from pathlib import Path
from uuid import UUID

from subsidies.payments import actions
from subsidies.payments.kinds import ReturnRowResult, ReturnStatus
from subsidies.payments.models import BankReturn, BankReturnRow, PaymentBatch
from subsidies.payments.queries.sealed_lines import sealed_lines
from talent.accounts.models import User
from talent.calendars import clock
from tests.benchmarks.apart import apart, hasten_preparation
from tests.benchmarks.measuring import Report, items_per_cpu_second, peak_rss_mb
from tests.benchmarks.reconcile import released
from tests.benchmarks.undoing import undone
from tests.faults.own_database import own_database
from tests.subsidies.payments.crowd import due_crowd
from tests.subsidies.payments.stages import Desk

DEFAULT, SAMPLE, ROUNDS, BAR = 5_000, 2_000, 3, 5.0
OURS, BASELINE = "upload", "get() and save() a row"
HEADINGS = ("序号", "户名", "账号", "金额", "备注", "处理结果", "失败原因", "处理日期")


def run(n: int | None) -> list[Report]:
    """Upload the return of a batch of ``n`` lines again and again; the baseline uploads a smaller one."""
    count = n or DEFAULT
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
        hasten_preparation()
        desk, sample = Desk(), min(count, SAMPLE)
        keys = due_crowd(count + sample)
        small, large = released(desk, keys[:sample]), released(desk, keys[sample:])
        speeds, memory = apart(_measured, large.pk, small.pk, desk.releaser.pk)
    return [Report("upload", count, speeds, BASELINE, BAR, memory)]


def _measured(large_key: UUID, small_key: UUID, officer_key: UUID) -> tuple[dict[str, float], float]:
    large, small = (PaymentBatch.objects.get(pk=key) for key in (large_key, small_key))
    officer = User.objects.get(pk=officer_key)
    content, few = _answers(large), _answers(small)
    words = {"by": officer, "file_name": "回盘.csv"}
    ours = undone(lambda: actions.upload_return(large, pk=uuid.uuid4(), content=content, **words))
    theirs = undone(lambda: _textbook(small, few, officer))
    ours()
    memory = peak_rss_mb()
    speeds = items_per_cpu_second({OURS: ours}, items=large.line_count, rounds=ROUNDS)
    slow = items_per_cpu_second({BASELINE: theirs}, items=small.line_count, rounds=ROUNDS)
    return speeds | slow, memory


def _answers(batch: PaymentBatch) -> bytes:
    """What a bank writes of a batch: one in a hundred was not paid."""
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(HEADINGS)
    for line in sealed_lines(batch):
        paid = line.sequence % 100
        result = ("成功", "") if paid else ("失败", "账号户名不符")
        rows.writerow(
            (line.sequence, line.payee_name, line.account_number, f"{line.amount_yuan}.00", line.reference, *result)
        )
    return written.getvalue().encode("gb18030")


def _textbook(batch: PaymentBatch, content: bytes, officer: User) -> None:
    given = BankReturn.objects.create(
        batch=batch,
        file_name="回盘.csv",
        sha256=os.urandom(32).hex(),
        status=ReturnStatus.PREVIEW,
        uploaded_by=officer,
        uploaded_at=clock.now(),
    )
    for number, row in enumerate(csv.DictReader(io.StringIO(content.decode("gb18030"), newline="")), start=2):
        line = batch.lines.get(reference=row["备注"])
        fits = (line.account_number, f"{line.amount_yuan}.00") == (row["账号"], row["金额"])
        result = ReturnRowResult.PAID if row["处理结果"] == "成功" else ReturnRowResult.FAILED
        assert fits
        BankReturnRow(
            bank_return=given,
            row_number=number,
            line=line,
            result=result,
            outcome=result,
            amount_yuan=line.amount_yuan,
            bank_reason=row["失败原因"],
            raw=row,
        ).save(force_insert=True)
