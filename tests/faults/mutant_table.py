"""Every lock and check of the money that a mutant takes away, and the tests that must then fail.

Constraints and triggers are each taken away by ``tests/subsidies/payments/test_safeguards.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

A, B = "subsidies.payments.actions.", "subsidies.budget.actions."
P, Q = "tests/subsidies/payments/", "tests/subsidies/budget/"
RACES, LEDGER, EXCEPTIONS = (f"{P}actions/test_{name}races.py" for name in ("", "ledger_", "exception_"))
RECOVERIES, HOLDS = f"{P}actions/test_recovery_races.py", f"{P}actions/test_hold_races.py"
Edits = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Mutant:
    """What is taken away, and what must notice."""

    name: str
    tests: tuple[str, ...]
    edits: Edits = field(default_factory=dict)
    """By module: what is written in place of what."""
    drops: tuple[str, ...] = ()
    """Constraints, indexes and triggers that the database is without."""
    behind: str = ""
    """What stands behind it, where nothing goes wrong without it alone: the tests then pass."""


def unlocked(module: str, manager: str, options: str = "") -> Edits:
    """A read without its row lock."""
    return {module: [(f"{manager}.select_for_update({options})", manager)]}


def lock(name: str, where: str, manager: str, *tests: str, options: str = "", behind: str = "") -> Mutant:
    return Mutant(f"lock:{name}", tests, unlocked(where, manager, options), behind=behind)


SELF = 'of=("self",)'
DRAWN_AT_ONCE = f"{RACES}::test_an_instalment_that_four_clerks_draw_at_once_is_in_one_batch"
CLOSED_WHILE_ENTERED = f"{LEDGER}::test_a_year_that_is_closed_while_failures_are_entered_loses_nobodys_money"
NO_COUNT: Edits = {
    A + "lines": [
        ("if due != len(piece):", "if False:"),
        ("        if moved != len(piece):\n            raise", "        if False:\n            raise"),
        (".filter(pk__in=among(piece), status=InstalmentStatus.DUE).update", ".filter(pk__in=among(piece)).update"),
    ]
}
NO_LOCK_OF_INSTALMENTS = unlocked(A + "lines", "Instalment.objects")
ONE_LIVE_LINE = "one_live_line_per_instalment"

MUTANTS = [
    # One live line for an instalment: a lock, a count and a constraint stand behind each other.
    Mutant("draw_up:without lock", (DRAWN_AT_ONCE,), NO_LOCK_OF_INSTALMENTS, behind="compare and set, constraint"),
    Mutant("draw_up:without count", (DRAWN_AT_ONCE,), NO_COUNT),
    Mutant("draw_up:without constraint", (DRAWN_AT_ONCE,), drops=(ONE_LIVE_LINE,), behind="lock, compare and set"),
    Mutant(
        "draw_up:without all three",
        (DRAWN_AT_ONCE,),
        {A + "lines": NO_LOCK_OF_INSTALMENTS[A + "lines"] + NO_COUNT[A + "lines"]},
        drops=(ONE_LIVE_LINE,),
    ),
    # Locks
    lock("batch", A + "steps", "PaymentBatch.objects", f"{RACES}::test_four_officers_who_release_at_once_release_once"),
    lock(
        "year of batches",
        A + "drawing",
        "BatchYear.objects",
        f"{RACES}::test_numbers_leave_no_gap_although_some_batches_are_refused",
    ),
    lock(
        "return",
        A + "returns",
        "BankReturn.objects",
        f"{RACES}::test_one_return_uploaded_and_committed_four_times_at_once_is_entered_once",
        behind="lock:batch",
    ),
    lock(
        "exception",
        A + "exceptions",
        "ReturnException.objects",
        f"{EXCEPTIONS}::test_of_officers_who_agree_at_once_one_acts",
        options=SELF,
        behind="lock:batch",
    ),
    Mutant(
        "lock:exception and batch",
        (EXCEPTIONS,),
        unlocked(A + "exceptions", "ReturnException.objects", SELF) | unlocked(A + "steps", "PaymentBatch.objects"),
    ),
    lock(
        "instalment of an exception",
        A + "resolving",
        "Instalment.objects",
        f"{EXCEPTIONS}::test_a_late_success_and_the_draw_up_of_its_replacement_never_both_pay",
    ),
    lock(
        "line of an exception",
        A + "resolving",
        "PaymentLine.objects",
        f"{EXCEPTIONS}::test_a_refund_and_a_late_success_of_one_line_are_never_both_done",
        behind="lock:batch",
    ),
    lock("budget line", B + "posting", "BudgetLine.objects", f"{Q}actions/test_races.py"),
    Mutant(
        "lock:lines to reserve on", (f"{Q}actions/test_races.py",), {B + "reserving": [(".select_for_update()", "")]}
    ),
    lock(
        "recovery",
        A + "recovery_steps",
        "Recovery.objects",
        f"{RECOVERIES}::test_receipts_at_once_never_come_to_more_than_is_owed",
        options=SELF,
    ),
    lock(
        "award",
        A + "stopping",
        "Award.objects",
        f"{RECOVERIES}::test_an_award_is_revoked_or_its_instalment_drawn_and_never_both",
        options=SELF,
        behind="its instalments are locked",
    ),
    lock(
        "instalments of an award",
        A + "stopping",
        "Instalment.objects",
        f"{RECOVERIES}::test_an_award_is_revoked_or_its_instalment_drawn_and_never_both",
        behind="the count in stop_instalments",
    ),
    Mutant(
        "stop:without lock and count",
        (f"{RECOVERIES}::test_an_award_is_revoked_or_its_instalment_drawn_and_never_both",),
        {
            A + "stopping": [
                ("Instalment.objects.select_for_update()", "Instalment.objects"),
                ("filter(pk__in=keys, status=before)\n        if found", "filter(pk__in=keys)\n        if found"),
            ]
        },
    ),
    lock(
        "instalment to set off",
        A + "recovery_proposals",
        "Instalment.objects",
        f"{RECOVERIES}::test_an_instalment_is_set_off_or_drawn_and_never_both",
        options=SELF,
    ),
    lock(
        "unpaid instalments of a hold",
        A + "holds",
        "unpaid",
        f"{HOLDS}::test_a_hold_and_a_sealing_at_once_never_leave_somebody_on_hold_in_a_batch_sealed_after_it",
        options=SELF,
    ),
    Mutant(
        "lock:instalments of a year",
        (f"{LEDGER}::test_a_year_that_is_closed_while_batches_are_drawn_leaves_nothing_behind",),
        unlocked(A + "closing", "unpaid", SELF),
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
        behind="lock:batch",
    ),
    Mutant(
        "seal:digest",
        (f"{P}actions/test_finance.py",),
        {A + "finance": [("if digest_of(batch) != batch.digest:", "if False:")]},
    ),
    Mutant(
        "seal:stamp", (f"{P}actions/test_drawing.py",), {A + "drawing": [("if stamp_of(batch) != stamp:", "if False:")]}
    ),
    Mutant(
        "release:perhaps paid",
        (f"{P}actions/test_late_success.py",),
        {A + "finance": [("if doubtful := batch.lines.perhaps_paid().count():", "if (doubtful := 0):")]},
    ),
    Mutant(
        "reverse:claimed",
        (f"{P}actions/test_exception_ledger.py",),
        {A + "resolving": [("    _refuse_claimed(line)\n", "")]},
    ),
    Mutant(
        "late success:treasury",
        (f"{P}actions/test_exception_ledger.py",),
        {A + "exception_ledger": [("K.PAY_REFUNDED if refunded else K.PAY_TWICE", "K.PAY_TWICE")]},
    ),
    Mutant(
        "late success:carried",
        (f"{P}actions/test_exception_ledger.py",),
        {A + "exception_ledger": [(" and _was_carried(line, failed_at):", ":")]},
    ),
]
