"""A draft's lines, read again beside the live accounts and digested, beside the loop of save() that a textbook has.

Nearly always every line still says what a copy would, and stays. That all are written anew, and sealing as a whole
with its locks and its checks whether each person may be paid, are shown beside it.
"""

from __future__ import annotations

import tempfile
import uuid
from pathlib import Path
from uuid import UUID

from subsidies.payments import actions
from subsidies.payments.actions.lines import instalments_of, renew_lines, write_lines
from subsidies.payments.manifest import digest_of
from subsidies.payments.models import Instalment, PaymentBatch, PaymentLine
from subsidies.payments.queries.copies import stamp_of
from subsidies.payments.references import line_reference
from tests.benchmarks.apart import apart, hasten_preparation
from tests.benchmarks.measuring import Report, items_per_cpu_second, peak_rss_mb
from tests.benchmarks.undoing import undone
from tests.factories import budget_line
from tests.faults.own_database import own_database
from tests.subsidies.payments.crowd import due_crowd
from tests.subsidies.payments.stages import Desk

DEFAULT, SAMPLE, ROUNDS, BAR = 5_000, 5_000, 3, 10.0
OURS, ANEW, WHOLE = "seal: lines and digest", "seal: every line anew", "seal: with locks and checks"
LOOP = "loop of save()"


def run(n: int | None) -> list[Report]:
    """Read and digest a draft of ``n`` lines again and again; the loop writes a smaller batch."""
    count = n or DEFAULT
    sample = min(count, SAMPLE)
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
        hasten_preparation()
        desk, keys = Desk(), due_crowd(count + sample)
        small, large = _drawn(desk, keys[:sample]), _drawn(desk, keys[sample:])
        speeds, memory = apart(_measured, large.pk, small.pk)
    return [Report("seal", count, speeds, LOOP, BAR, memory)]


def _measured(large_key: UUID, small_key: UUID) -> tuple[dict[str, float], float]:
    large, small = (PaymentBatch.objects.get(pk=key) for key in (large_key, small_key))
    clerk, stamp = large.drawn_up_by, stamp_of(large)
    whole = undone(lambda: actions.seal(large, by=clerk, stamp=stamp, note="已核对"))
    whole()
    memory = peak_rss_mb()
    ours = {OURS: undone(lambda: _ours(large)), ANEW: undone(lambda: _anew(large)), WHOLE: whole}
    speeds = items_per_cpu_second(ours, items=large.line_count, rounds=ROUNDS)
    loop = items_per_cpu_second({LOOP: undone(lambda: _loop(small))}, items=small.line_count, rounds=ROUNDS)
    return speeds | loop, memory


def _drawn(desk: Desk, keys: list[UUID]) -> PaymentBatch:
    words = {"title": "测速", "charged_to": budget_line()}
    return actions.draw_up(by=desk.clerk, pk=uuid.uuid4(), instalment_ids=keys, **words)


def _ours(batch: PaymentBatch) -> str:
    renew_lines(batch, instalments_of(batch))
    return digest_of(batch)


def _anew(batch: PaymentBatch) -> str:
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
