"""Real processes that do something at the same moment."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable

from django.db import connections

from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused

PROCESSES = 4


def race(
    work: Callable[[int, int], object],
    *,
    rounds: int,
    processes: int = PROCESSES,
    refusals: type[Exception] | tuple[type[Exception], ...] = ActionRefused,
) -> Counter[str]:
    """Run ``work(process, round)`` in each process, every round from the same moment; counts "done" and "refused".

    Args:
        refusals: what may come of losing the race; where no person waits for the answer, the database's own.

    Raises:
        AssertionError: names whatever else came of it.
    """
    context = multiprocessing.get_context("fork")
    barrier, told = context.Barrier(processes), context.SimpleQueue()
    connections.close_all()

    def run(number: int) -> None:
        outcomes: Counter[str] = Counter()
        for turn in range(rounds):
            barrier.wait(60)
            try:
                work(number, turn)
                outcomes["done"] += 1
            except refusals:
                outcomes["refused"] += 1
            except Exception as error:
                outcomes[f"{type(error).__name__}: {error}"[:200]] += 1
        connections.close_all()
        told.put(outcomes)

    workers = [context.Process(target=run, args=(number,)) for number in range(processes)]
    for worker in workers:
        worker.start()
    outcomes = sum((told.get() for _ in workers), Counter())
    for worker in workers:
        worker.join(60)
    unexpected = {outcome: count for outcome, count in outcomes.items() if outcome not in {"done", "refused"}}
    assert unexpected == {}, unexpected
    return outcomes


def broken_off(verb: str) -> list[str]:
    """Things of which a step, among those whose name begins so, does not begin where the one before it ended."""
    ended: dict[str, str] = {}
    found = []
    events = AuditEvent.objects.filter(verb__startswith=verb).exclude(to_status="").order_by("id")
    for thing, before, after in events.values_list("object_id", "from_status", "to_status"):
        if before and ended.get(thing, before) != before:
            found.append(thing)
        ended[thing] = after
    return found
