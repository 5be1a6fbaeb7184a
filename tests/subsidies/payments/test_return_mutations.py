"""Whatever a bank makes of a return: no row is lost, no line is paid twice unseen, and the books agree."""

from __future__ import annotations

import io
import json
import random
import uuid
from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count

from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.models import BankReturn, PaymentBatch, PaymentLine, ReturnException
from subsidies.payments.queries.balance import balance_of
from subsidies.payments.queries.reconciliation import three_way_of_batch, three_way_of_return
from subsidies.payments.resolutions import resolutions_for
from talent.calendars import clock
from talent.spreadsheets import process
from talent.spreadsheets.sandbox.__main__ import Reading
from talent.spreadsheets.sandbox.refusals import Refused
from talent.workflow.refusals import ActionRefused
from tests.conftest import POSTGRES
from tests.faults.sizes import RETURN_MUTATIONS, RETURN_MUTATIONS_ON_SQLITE, SOAK, chosen
from tests.subsidies.payments import mutations
from tests.subsidies.payments.apart import mend, payments_of
from tests.subsidies.payments.stages import Desk, lines_of, make_due, make_payee

SHARDS = 40 if SOAK else 4
"""What a turn rolls back stays in the tables until its test ends, and slows the next turn: soak has many tests."""
LINES = 6


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader of tables in this process: what is tried here is what is made of its rows."""

    def run(upload: Any, rows: Any, request: dict[str, Any], *, seconds: int, **_heard: Any) -> dict[str, Any]:
        asked = {**request, "seconds": seconds}
        out = io.StringIO()
        try:
            answer = Reading(asked, out).run(io.BytesIO(upload.read()))
        except Refused as refused:
            answer = {"refused": refused.code, **refused.details}
        rows.write(out.getvalue().encode("utf-8", "replace"))
        return process._answer(json.dumps(answer).encode(), 0, seconds)

    monkeypatch.setattr(process, "_run", run)


@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.usefixtures("read_here")
def test_a_mutated_return_loses_no_row_and_leaves_the_books_in_order(desk: Desk, shard: int):
    batch = desk.released(*(make_due(make_payee(name=f"收款人{number}")) for number in range(LINES)))
    outcomes: Counter[str] = Counter()
    for turn in range(chosen(RETURN_MUTATIONS if POSTGRES else RETURN_MUTATIONS_ON_SQLITE) // SHARDS):
        chance = random.Random(f"{shard}:{turn}")
        with transaction.atomic():
            try:
                outcomes.update(_enter_mutated(desk, batch, chance))
                found = _wrong(batch)
            except Exception as error:
                raise AssertionError(f"shard {shard}, turn {turn}") from error
            transaction.set_rollback(True)
        assert (shard, turn, found) == (shard, turn, [])
    assert outcomes["silent"] == 0
    assert {"entered", "refused", "exception", "resolved"} <= set(outcomes)


def _enter_mutated(desk: Desk, batch: PaymentBatch, chance: random.Random) -> Counter[str]:
    """One to three files for the batch, each with up to four things wrong, and what people make of the exceptions."""
    outcomes: Counter[str] = Counter()
    for _file in range(chance.choice((1, 1, 2, 3))):
        whole = mutations.genuine(payments_of(batch), chance, fails=chance.choice((0.0, 0.1, 0.6)))
        for _mutation in range(chance.randint(0, 4)):
            mutations.mutate(whole, chance)
        name, content = mutations.written(whole, chance)
        outcomes.update(_enter(desk, batch, name, content, chance))
        for line in lines_of(batch):
            if line.status == "failed" and line.instalment.status == "failed" and chance.random() < 0.2:
                outcomes["replaced"] += _replaced(desk, line, chance)
        outcomes.update(_resolve(desk, batch, chance))
    return outcomes


def _enter(desk: Desk, batch: PaymentBatch, name: str, content: bytes, chance: random.Random) -> Counter[str]:
    pk = uuid.uuid4()
    try:
        kept = actions.upload_return(batch, by=desk.releaser, pk=pk, file_name=name, content=content)
    except ActionRefused as refusal:
        return Counter(refused=1, silent=not str(refusal))
    _every_row_is_kept(kept, name, content)
    if kept.status == "quarantined":
        if chance.random() < 0.3:
            return Counter(quarantined=1)
        kept = actions.accept_return(kept, by=desk.approver, reason="银行说明合计有误")
    by = desk.approver if kept.needs_second else desk.releaser
    kept = actions.commit_return(kept, by=by)
    _every_row_is_kept(kept, name, content)
    results = Counter(kept.rows.values_list("result", flat=True))
    assert results["exception"] == ReturnException.objects.filter(row__bank_return=kept).count()
    assert three_way_of_return(kept).total.bank.count == sum(results.values())
    return Counter(entered=1, **{str(key): n for key, n in results.items()})


def _every_row_is_kept(kept: BankReturn, name: str, content: bytes) -> None:
    """As the second reader counts them: each payment ends as paid, failed, unchanged or an exception that says why."""
    counted = mutations.rows_of_payments(name, content)
    numbers = set(kept.rows.values_list("row_number", flat=True))
    if counted is not None:
        surely, all_rows = counted
        assert (surely - numbers, numbers - all_rows) == (set(), set())
    assert set(kept.rows.values_list("result", flat=True)) <= {"paid", "failed", "unchanged", "exception"}
    assert kept.rows.filter(result="exception", problem="").count() == 0


def _replaced(desk: Desk, line: PaymentLine, chance: random.Random) -> int:
    """The person mends the account, and the instalment is in another batch at some stage; returns whether it is."""
    mend(desk, line.instalment)
    line.instalment.refresh_from_db()
    stage = chance.choice(("none", "drawn", "approved", "released"))
    try:
        return 0 if stage == "none" else bool(getattr(desk, stage)(line.instalment))
    except ActionRefused:
        return 0


def _resolve(desk: Desk, batch: PaymentBatch, chance: random.Random) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    for found in ReturnException.objects.filter(batch=batch, status="open").order_by("opened_at", "row__row_number"):
        if chance.random() < 0.3:
            continue
        found.refresh_from_db()
        resolution = chance.choice(resolutions_for(found.kind, found.line.status if found.line else None))
        words = {"reason": "已核实", "bank_reason": "户名不符", "paid_on": clock.today()}
        reference = f"{batch.number}-{chance.randint(1, LINES):05d}"
        try:
            found = actions.propose_resolution(
                found, by=desk.releaser, resolution=resolution, reference=reference, **words
            )
            actions.confirm_resolution(found, by=desk.approver, seen=actions.proposal_stamp(found))
            outcomes["resolved"] += 1
        except ActionRefused as refusal:
            outcomes.update({"not resolved": 1, "silent": not str(refusal)})
    return outcomes


def _wrong(batch: PaymentBatch) -> list[str]:
    """Everything that does not agree afterwards."""
    batch.refresh_from_db()
    live = PaymentLine.objects.filter(status__in=["unanswered", "paid"]).order_by().values("instalment")
    twice = list(live.annotate(n=Count("pk")).filter(n__gt=1))
    three = three_way_of_batch(batch)
    counted = [] if three.released == three.total.books and three.total.bank.count == LINES else [str(three)]
    return [*differences(), *balance_of(batch).differences(), *map(str, twice), *counted]
