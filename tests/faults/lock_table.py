"""Each row lock of the money, with the race that goes wrong without it, or with what holds when it is gone."""

from __future__ import annotations

from tests.faults.locks import edits, locks
from tests.faults.mutant import Mutant

ACTIONS = "tests/subsidies/payments/actions/"
RACES, LEDGER, EXCEPTIONS, RECOVERIES, HOLDS, RETURNS = (
    f"{ACTIONS}test_{name}races.py" for name in ("", "ledger_", "exception_", "recovery_", "hold_", "return_")
)
BUDGET = "tests/subsidies/budget/actions/test_races.py"
BATCH = "payments.steps.locked_batch"
EXCEPTION = "payments.exceptions._locked"
RECOVERY = "payments.recovery_steps.locked_recovery"
OF_AWARD = tuple(f"payments.stopping.lock_award of {rows}.objects" for rows in ("Award", "Instalment"))
OF_LINE = tuple(f"payments.resolving._locked_line of {rows}.objects" for rows in ("Instalment", "PaymentLine"))


def lock(name: str, module: str, test: str, *, behind: str = "") -> Mutant:
    return Mutant(f"lock:{name}", (f"{module}::test_{test}",), locks=(name,), behind=behind)


SAME_FILE = "test_a_file_that_four_upload_at_once_is_one_upload"
TAKEN_BACK = "a_confirmation_taken_back_and_a_list_drawn_up_at_once_never_leave_a_payment_without_it"


COVERED = {
    "payments.claims.kept_first": "whoever resolves has locked the instalment, as whoever claims the payment has",
    "payments.stopping.restore_instalments": "whoever cancels a recovery has locked its award with all its instalments",
}
"""Locks of rows that are locked already wherever they are taken."""


def pair(name: str, *others: str, module: str, test: str) -> Mutant:
    """Without a lock and without what stands behind it."""
    return Mutant(f"lock:{name} and behind it", (f"{module}::test_{test}",), locks=(name, *others))


LOCKS = [
    *(
        Mutant(f"control:{module}", (module,), edits(*locks(), kept=True), behind="the locks themselves")
        for module in (RACES, LEDGER, EXCEPTIONS, RECOVERIES, HOLDS, RETURNS, BUDGET)
    ),
    # Batches
    lock(BATCH, RACES, "four_officers_who_release_at_once_release_once"),
    lock("payments.drawing._locked_year", RACES, "numbers_leave_no_gap_although_some_batches_are_refused"),
    lock("payments.requesting.issue_payment_request", RACES, "no_request_for_payment_outlives_the_return_of_its_batch"),
    lock("payments.manifests.sign_manifest", RACES, "batches_that_are_signed_at_once_stand_in_one_chain"),
    lock("payments.schedule._schedule", RACES, "four_workers_that_schedule_and_mark_at_once_do_it_once"),
    lock("payments.schedule._move", RACES, "four_workers_that_schedule_and_mark_at_once_do_it_once"),
    # Returns and what they set apart
    lock("payments.returns.commit_return", RETURNS, "a_return_is_entered_or_put_aside_and_never_both"),
    lock("payments.returns.discard_return", RETURNS, "a_return_is_entered_or_put_aside_and_never_both"),
    lock("payments.returns.accept_return", RETURNS, "a_return_that_is_accepted_and_put_aside_at_once_is_put_aside"),
    lock(
        "payments.background._request_commit",
        RETURNS,
        "a_return_is_given_to_the_worker_or_put_aside_and_never_both",
    ),
    Mutant(f"lock:{BATCH} at an upload", (f"{RETURNS}::{SAME_FILE}",), locks=(BATCH,)),
    lock("payments.refunds._locked_lines", EXCEPTIONS, "a_refund_and_a_correction_at_once_both_hold", behind=BATCH),
    pair(
        "payments.refunds._locked_lines", BATCH, module=EXCEPTIONS, test="a_refund_and_a_correction_at_once_both_hold"
    ),
    lock(EXCEPTION, EXCEPTIONS, "agreeing_and_refusing_at_once_ends_in_one_of_the_two", behind=BATCH),
    pair(EXCEPTION, BATCH, module=EXCEPTIONS, test="agreeing_and_refusing_at_once_ends_in_one_of_the_two"),
    lock(OF_LINE[0], EXCEPTIONS, "a_late_success_and_the_draw_up_of_its_replacement_never_both_pay"),
    lock(OF_LINE[1], EXCEPTIONS, "a_refund_and_a_late_success_of_one_line_are_never_both_done", behind=BATCH),
    pair(OF_LINE[1], BATCH, module=EXCEPTIONS, test="a_refund_and_a_late_success_of_one_line_are_never_both_done"),
    # Recoveries and revocations
    lock(RECOVERY, RECOVERIES, "receipts_at_once_never_come_to_more_than_is_owed"),
    lock("payments.recovery_steps.written", RECOVERIES, "recoveries_opened_at_once_have_numbers_without_a_gap"),
    lock("payments.recovery_letters._remind", RECOVERIES, "four_schedulers_remind_each_person_once"),
    lock(
        "payments.recovery_money.reverse_receipt",
        RECOVERIES,
        "a_receipt_is_reversed_once_however_many_reverse_it",
        behind=RECOVERY,
    ),
    pair(
        "payments.recovery_money.reverse_receipt",
        RECOVERY,
        module=RECOVERIES,
        test="a_receipt_is_reversed_once_however_many_reverse_it",
    ),
    lock(
        "payments.recovery_proposals._decide",
        RECOVERIES,
        "a_proposal_is_confirmed_once_however_many_confirm_it",
        behind=RECOVERY,
    ),
    pair(
        "payments.recovery_proposals._decide",
        RECOVERY,
        module=RECOVERIES,
        test="a_proposal_is_confirmed_once_however_many_confirm_it",
    ),
    lock("payments.recovery_proposals._settable", RECOVERIES, "an_instalment_is_set_off_or_drawn_and_never_both"),
    lock(
        "payments.recoveries.open_recovery_for_line",
        RECOVERIES,
        "a_payment_made_twice_is_claimed_once_however_many_claim_it",
        behind=OF_AWARD[0],
    ),
    pair(
        "payments.recoveries.open_recovery_for_line",
        *OF_AWARD,
        module=RECOVERIES,
        test="a_payment_made_twice_is_claimed_once_however_many_claim_it",
    ),
    lock(OF_AWARD[0], RECOVERIES, "an_award_that_waits_for_its_instalments_is_revoked_or_scheduled_and_never_both"),
    lock(
        OF_AWARD[1],
        RECOVERIES,
        "an_award_is_revoked_or_its_instalment_drawn_and_never_both",
        behind="the count in stop_instalments",
    ),
    lock("payments.revoking._locked", RECOVERIES, "a_revocation_is_confirmed_or_dropped_and_never_both"),
    # Holds
    lock(
        "payments.holds.lock_unpaid",
        HOLDS,
        "a_hold_and_a_sealing_at_once_never_leave_somebody_on_hold_in_a_batch_sealed_after_it",
    ),
    Mutant(
        "lock:payments.holds.lock_unpaid at a confirmation taken back",
        (f"{HOLDS}::test_{TAKEN_BACK}",),
        locks=("payments.holds.lock_unpaid",),
    ),
    lock(
        "payments.holds._live",
        HOLDS,
        "the_lifting_of_a_hold_never_covers_an_account_that_came_after_it",
    ),
    lock("payments.holds.lift_hold", HOLDS, "a_hold_that_four_reviewers_lift_at_once_is_lifted_once"),
    lock("payments.holds._let_go", HOLDS, "four_workers_let_go_whoever_is_employed_after_all_once"),
    # Budget
    lock("budget.posting.locked_line", BUDGET, "a_reversal_and_a_grant_at_once_never_both_take_the_money"),
    lock("budget.reserving.reserve", BUDGET, "nobody_is_refused_at_once_while_another_line_has_enough"),
    lock("payments.closing.close_line", LEDGER, "a_year_that_is_closed_while_batches_are_drawn_leaves_nothing_behind"),
    lock("payments.funding._fund", LEDGER, "four_workers_that_fund_at_once_set_the_money_aside_once"),
]
