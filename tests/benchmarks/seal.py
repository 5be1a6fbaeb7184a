"""A draft's lines, copied anew from the live accounts and digested: ours beside the loop of save() that a textbook has.

Sealing as a whole, with its locks and its checks whether each person may be paid, is shown beside it.
"""

from __future__ import annotations

import tempfile
import uuid
from pathlib import Path
from uuid import UUID

from subsidies.payments import actions
from subsidies.payments.actions.lines import instalments_of, write_lines
from subsidies.payments.manifest import digest_of
from subsidies.payments.models import Instalment, PaymentBatch, PaymentLine
from subsidies.payments.queries.copies import stamp_of
from subsidies.payments.references import line_reference
from tests.benchmarks.measuring import Report, items_per_cpu_second, peak_rss_mb
from tests.benchmarks.undoing import undone
from tests.faults.own_database import own_database
from tests.subsidies.payments.crowd import due_crowd
from tests.subsidies.payments.stages import Desk

DEFAULT, SAMPLE, ROUNDS, BAR = 5_000, 5_000, 3, 10.0
OURS, WHOLE, LOOP = "seal: lines and digest", "seal: with locks and checks", "loop of save()"


def run(n: int | None) -> list[Report]:
    """Write and seal a batch of ``n`` lines again and again; the loop writes a smaller batch."""
    count = n or DEFAULT
    sample = min(count, SAMPLE)
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
        desk, keys = Desk(), due_crowd(count + sample)
        small, large = _drawn(desk, keys[:sample]), _drawn(desk, keys[sample:])
        stamp = stamp_of(large)
        ours = undone(lambda: _ours(large))
        whole = undone(lambda: actions.seal(large, by=desk.clerk, stamp=stamp, note="已核对"))
        whole()
        memory = peak_rss_mb()
        speeds = items_per_cpu_second({OURS: ours, WHOLE: whole}, items=count, rounds=ROUNDS)
        loop = items_per_cpu_second({LOOP: undone(lambda: _loop(small))}, items=sample, rounds=ROUNDS)
    return [Report("seal", count, speeds | loop, LOOP, BAR, memory)]


def _drawn(desk: Desk, keys: list[UUID]) -> PaymentBatch:
    words = {"title": "测速", "budget_line": "1号", "budget_subject": "208"}
    return actions.draw_up(by=desk.clerk, pk=uuid.uuid4(), instalment_ids=keys, **words)


def _ours(batch: PaymentBatch) -> str:
    write_lines(batch, instalments_of(batch))
    return digest_of(batch)


def _loop(batch: PaymentBatch) -> str:
    """As one would write it first: each line read, copied and saved by itself, and then the same digest."""
    keys = list(batch.lines.values_list("instalment_id", flat=True))
    batch.lines.all().delete()
    people = Instalment.objects.select_related("award__person").in_bulk(keys)
    for sequence, instalment in enumerate(people.values(), start=1):
        account = instalment.award.person.bank_accounts.get(replaced_at=None)
        PaymentLine(
            batch=batch,
            instalment=instalment,
            sequence=sequence,
            reference=line_reference(batch.number, sequence),
            payee_name=account.holder_name,
            account_number=account.account_number,
            bank_name=account.bank_name,
            bank_account=account,
            amount_yuan=instalment.amount_yuan,
            policy_version=instalment.award.policy_version,
        ).save()
    return digest_of(batch)
