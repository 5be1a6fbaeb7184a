"""What agreed resolutions of exceptions do to the money, entered in the budget line that the batch is charged to."""

from __future__ import annotations

import datetime as dt

from subsidies.budget.actions import BudgetExceeded, locked_line, post, reverse
from subsidies.budget.kinds import EntryKind
from subsidies.budget.models import BudgetEntry, BudgetLine
from subsidies.budget.workflow import LineState
from subsidies.payments.actions.ledger import after_closing, line_of
from subsidies.payments.models import PaymentLine, ReturnException
from talent.accounts.models import User

K = EntryKind


def post_paid(found: ReturnException, line: PaymentLine, *, by: User) -> None:
    """A line that nobody had answered was paid."""
    _post(K.PAY, line_of(line.batch), found, line, by=by)


def post_sent_back(found: ReturnException, line: PaymentLine, *, was_paid: bool, by: User) -> None:
    """The money is back: reserved again, or with the treasury where its year is closed.

    An instalment without money waits for a later year's line; so does one that was paid beyond the appropriation.
    """
    budget_line = locked_line(line_of(line.batch).pk)
    if budget_line.status == LineState.OPEN:
        if beyond := _paid_beyond(budget_line, line):
            reverse(beyond, words=line.reference, by=by)
        else:
            _post(K.REVERSE if was_paid else K.RETURN, budget_line, found, line, by=by)
        line.instalment.budget_line = None if beyond else budget_line
    else:
        _post(K.REFUND_PAID if was_paid else K.REFUND_RELEASED, budget_line, found, line, by=by)
        line.answered_at = after_closing(budget_line)
        line.save(update_fields=["answered_at"])
        line.instalment.budget_line = None
    line.instalment.save(update_fields=["budget_line"])


def post_late_success(found: ReturnException, line: PaymentLine, *, failed_at: dt.datetime | None, by: User) -> None:
    """What had come back was paid after all: taken from wherever it has gone since.

    Args:
        failed_at: when the failure was entered: after its year was closed, the money had gone to the treasury.
    """
    budget_line, instalment = locked_line(line_of(line.batch).pk), line.instalment
    stands_on = instalment.budget_line
    if budget_line.status == LineState.OPEN:
        _pay_reserved(budget_line, stands_on, found, line, by=by)
    elif stands_on is not None and not _went_to_treasury(budget_line, failed_at) and _was_carried(line, failed_at):
        _post(K.CARRY_BACK, stands_on, found, line, by=by)
        _post(K.PAY_CARRIED, budget_line, found, line, by=by)
    else:
        if stands_on is not None:
            _post(K.FREE, stands_on, found, line, by=by)
        post_paid_twice(found, line, failed_at=failed_at, by=by)
    instalment.budget_line = budget_line
    instalment.save(update_fields=["budget_line"])


def post_paid_twice(found: ReturnException, line: PaymentLine, *, failed_at: dt.datetime | None, by: User) -> None:
    """Money went out that nothing is set aside for: it had been taken for back at the treasury, or none covers it."""
    budget_line = locked_line(line_of(line.batch).pk)
    refunded = _went_to_treasury(budget_line, failed_at)
    _post(K.PAY_REFUNDED if refunded else K.PAY_TWICE, budget_line, found, line, by=by)


def _went_to_treasury(budget_line: BudgetLine, failed_at: dt.datetime | None) -> bool:
    """Whether a failure of that instant was entered when the year was closed already."""
    return failed_at is not None and budget_line.closed_at is not None and failed_at >= budget_line.closed_at


def _was_carried(line: PaymentLine, failed_at: dt.datetime | None) -> bool:
    """Whether what the instalment stands on came over from the line of its failed payment when that was closed.

    What was set free meanwhile and set aside anew, by the money of another line, was not.
    """
    anew = BudgetEntry.objects.filter(kind=K.FUND, subject_id=line.instalment_id)
    last = anew.filter(entered_at__gte=failed_at).order_by("-entered_at").first() if failed_at else None
    return last is None or last.line_id == line.batch.charged_to_id


def _paid_beyond(budget_line: BudgetLine, line: PaymentLine) -> BudgetEntry | None:
    """The entry by which a payment went beyond the appropriation, if it did."""
    beyond = budget_line.entries.filter(kind=K.PAY_TWICE, words=line.reference, reverses=None, reversal=None)
    return beyond.first()


def _pay_reserved(
    budget_line: BudgetLine, stands_on: BudgetLine | None, found: ReturnException, line: PaymentLine, *, by: User
) -> None:
    """Out of what is reserved; what was set free when the instalment was stopped is reserved once more if it can be."""
    if stands_on != budget_line:
        if stands_on is not None:
            _post(K.FREE, stands_on, found, line, by=by)
        try:
            _post(K.FUND, budget_line, found, line, by=by)
        except BudgetExceeded:
            _post(K.PAY_TWICE, budget_line, found, line, by=by)
            return
    _post(K.PAY_LATE, budget_line, found, line, by=by)


def _post(kind: EntryKind, on: BudgetLine, found: ReturnException, line: PaymentLine, *, by: User) -> None:
    post(kind, on.pk, line.amount_yuan, subject=found, words=line.reference, by=by)
