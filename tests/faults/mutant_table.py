"""Every lock and check of the money that a mutant takes away, and the tests that must then fail.

Constraints and triggers are each taken away by ``tests/subsidies/payments/test_safeguards.py``.
"""

from __future__ import annotations

from tests.faults.lock_table import ACTIONS, LEDGER, LOCKS, OF_AWARD, RACES, RECOVERIES
from tests.faults.locks import Edits
from tests.faults.mutant import Mutant

A = "subsidies.payments.actions."
LOCK_OF_INSTALMENTS = ("payments.lines.lock_instalments",)
DRAWN_AT_ONCE = f"{RACES}::test_an_instalment_that_four_clerks_draw_at_once_is_in_one_batch"
CLOSED_WHILE_ENTERED = f"{LEDGER}::test_a_year_that_is_closed_while_failures_are_entered_loses_nobodys_money"
NO_COUNT: Edits = {
    A + "lines": [
        ("if due != len(piece):", "if False:"),
        ("        if moved != len(piece):\n            raise", "        if False:\n            raise"),
        (".filter(pk__in=among(piece), status=InstalmentStatus.DUE).update", ".filter(pk__in=among(piece)).update"),
    ]
}
ONE_LIVE_LINE = "one_live_line_per_instalment"

MUTANTS = [
    *LOCKS,
    # One live line for an instalment: a lock, a count and a constraint stand behind each other.
    Mutant("draw_up:without lock", (DRAWN_AT_ONCE,), locks=LOCK_OF_INSTALMENTS, behind="compare and set, constraint"),
    Mutant("draw_up:without count", (DRAWN_AT_ONCE,), NO_COUNT),
    Mutant("draw_up:without constraint", (DRAWN_AT_ONCE,), drops=(ONE_LIVE_LINE,), behind="lock, compare and set"),
    Mutant(
        "draw_up:without all three",
        (DRAWN_AT_ONCE,),
        NO_COUNT,
        locks=LOCK_OF_INSTALMENTS,
        drops=(ONE_LIVE_LINE,),
    ),
    Mutant(
        "stop:without lock and count",
        (f"{RECOVERIES}::test_an_award_is_revoked_or_its_instalment_drawn_and_never_both",),
        {
            A + "stopping": [
                ("filter(pk__in=keys, status=before)\n        if found", "filter(pk__in=keys)\n        if found"),
            ]
        },
        locks=OF_AWARD[1:],
    ),
    Mutant(
        "check:instalments of a year",
        (CLOSED_WHILE_ENTERED,),
        {A + "closing": [('if set(unpaid.values_list("pk", flat=True)) != set(held):', "if False:")]},
    ),
    Mutant(
        "stamp:after closing",
        (CLOSED_WHILE_ENTERED,),
        {
            A + "ledger": [
                (
                    "return max(clock.now(), line.closed_at or clock.now())",
                    "return (line.closed_at or clock.now()) - dt.timedelta(seconds=1)",
                )
            ]
        },
    ),
    # Compare and set
    Mutant(
        "count:answers",
        (f"{RACES}::test_two_returns_that_contradict_each_other_are_never_both_entered",),
        {A + "answering": [("if not answered == moved == count:", "if False:")]},
    ),
    Mutant(
        "count:freed instalments",
        (f"{RACES}::test_sealing_and_cancelling_at_once_ends_in_one_of_the_two",),
        {A + "lines": [("if held.update(status=after) != len(piece):", "if held.update(status=after) < 0:")]},
        behind="lock:payments.steps.locked_batch",
    ),
    Mutant(
        "seal:digest",
        (f"{ACTIONS}test_finance.py",),
        {A + "finance": [("if digest_of(batch) != batch.digest:", "if False:")]},
    ),
    Mutant(
        "seal:stamp", (f"{ACTIONS}test_drawing.py",), {A + "drawing": [("if stamp_of(batch) != stamp:", "if False:")]}
    ),
    Mutant(
        "release:perhaps paid",
        (f"{ACTIONS}test_late_success.py",),
        {A + "finance": [("if doubtful := batch.lines.perhaps_paid().count():", "if (doubtful := 0):")]},
    ),
    Mutant(
        "reverse:claimed",
        (f"{ACTIONS}test_exception_ledger.py",),
        {A + "resolving": [("    refuse_claimed(line)\n", "")]},
    ),
    Mutant(
        "late success:treasury",
        (f"{ACTIONS}test_exception_ledger.py",),
        {A + "exception_ledger": [("K.PAY_REFUNDED if refunded else K.PAY_TWICE", "K.PAY_TWICE")]},
    ),
    Mutant(
        "late success:carried",
        (f"{ACTIONS}test_exception_ledger.py",),
        {A + "exception_ledger": [(" and _was_carried(line):", ":")]},
    ),
]
