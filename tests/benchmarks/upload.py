"""A bank's return of ``n`` rows, uploaded: read, held against the sealed lines and kept, beside a textbook's way.

The baseline does what one would write first: the file read with ``csv``, the line of each row looked up, amount and
account compared, and a row saved. It checks far less, and finds no exceptions.
"""

from __future__ import annotations

import csv
import io
import tempfile
import uuid
from pathlib import Path
from uuid import UUID

from django.db import transaction

from subsidies.payments import actions
from subsidies.payments.kinds import ReturnRowResult
from subsidies.payments.models import BankReturn, BankReturnRow, PaymentBatch
from talent.accounts.models import User
from talent.calendars import clock
from tests.benchmarks.apart import apart, hasten_preparation
from tests.benchmarks.batches import released
from tests.benchmarks.measuring import Report, items_per_cpu_second, peak_rss_mb
from tests.benchmarks.undoing import undone
from tests.faults.own_database import own_database
from tests.subsidies.payments import bank
from tests.subsidies.payments.apart import payment_of
from tests.subsidies.payments.crowd import due_crowd
from tests.subsidies.payments.stages import Desk

DEFAULT, SAMPLE, ROUNDS, BAR, REFUSED_ONE_IN = 5_000, 2_000, 3, 5.0, 100
OURS, BASELINE = "upload", "csv, get and save"


def run(n: int | None) -> list[Report]:
    """Upload the return of a batch of ``n`` lines again and again; the baseline takes in a smaller one."""
    count = n or DEFAULT
    sample = min(count, SAMPLE)
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
        hasten_preparation()
        desk, keys, files = Desk(), due_crowd(count + sample), []
        for name, chosen in (("large", keys[sample:]), ("small", keys[:sample])):
            with transaction.atomic():  # or each row would be forced to disk by itself
                batch = released(desk, chosen)
            place = Path(folder) / f"{name}.csv"
            place.write_bytes(_answer(batch))
            files += [batch.pk, str(place)]
        speeds, memory = apart(_measured, *files, desk.releaser.pk)
    return [Report("upload", count, speeds, BASELINE, BAR, memory)]


def _answer(batch: PaymentBatch) -> bytes:
    """The bank's return: one in a hundred was not paid."""
    day, given = f"{clock.today():%Y%m%d}", []
    for line in batch.lines.order_by("sequence").iterator(chunk_size=2_000):
        refused = not line.sequence % REFUSED_ONE_IN
        result, reason = ("失败", "账号户名不符") if refused else ("成功", "")
        given.append(bank.Answer(payment_of(line), result, reason, day))
    return bank.csv_return(given)


def _measured(
    large_key: UUID, large_file: str, small_key: UUID, small_file: str, officer_key: UUID
) -> tuple[dict[str, float], float]:
    large, small = (PaymentBatch.objects.get(pk=key) for key in (large_key, small_key))
    officer, content, little = (
        User.objects.get(pk=officer_key),
        Path(large_file).read_bytes(),
        Path(small_file).read_bytes(),
    )
    words = {"by": officer, "file_name": "回盘.csv"}
    ours = undone(lambda: actions.upload_return(large, pk=uuid.uuid4(), content=content, **words))
    ours()
    memory = peak_rss_mb()
    speeds = items_per_cpu_second({OURS: ours}, items=large.line_count, rounds=ROUNDS)
    theirs = undone(lambda: _textbook(small, officer, little))
    slow = items_per_cpu_second({BASELINE: theirs}, items=small.line_count, rounds=ROUNDS)
    return speeds | slow, memory


def _textbook(batch: PaymentBatch, officer: User, content: bytes) -> None:
    given = BankReturn.objects.create(
        batch=batch, file_name="回盘.csv", sha256="0" * 64, uploaded_by=officer, uploaded_at=clock.now()
    )
    rows = csv.reader(io.StringIO(content.decode("gb18030"), newline=""))
    for number, cells in enumerate(rows, start=1):
        if number < 3 or len(cells) != len(bank.HEADINGS):  # title, heading, total
            continue
        amount, remark, result, reason = cells[3:7]
        line = batch.lines.get(reference=remark)
        fits = line.account_number == cells[2] and line.amount_yuan == int(float(amount))
        outcome = ReturnRowResult.PAID if fits and result == "成功" else ReturnRowResult.FAILED
        raw = dict(zip(bank.HEADINGS, cells, strict=True))
        BankReturnRow(
            bank_return=given,
            row_number=number,
            line=line,
            result=outcome,
            outcome=outcome,
            amount_yuan=line.amount_yuan,
            bank_reason=reason,
            raw=raw,
        ).save()
