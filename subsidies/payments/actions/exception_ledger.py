"""What agreed resolutions of exceptions do to the money, entered in the budget line that the batch is charged to."""

from __future__ import annotations

import datetime as dt

from subsidies.budget.actions import BudgetExceeded, locked_line, post
from subsidies.budget.kinds import EntryKind
from subsidies.budget.models import BudgetLine
from subsidies.budget.workflow import LineState
from subsidies.payments.actions.ledger import line_of
from subsidies.payments.models import PaymentLine, ReturnException
from talent.accounts.models import User

K = EntryKind


def post_paid(found: ReturnException, line: PaymentLine, *, by: User) -> None:
    """A line that nobody had answered was paid."""
    _post(K.PAY, line_of(line.batch), found, line, by=by)


def post_sent_back(found: ReturnException, line: PaymentLine, *, was_paid: bool, by: User) -> None:
    """The money is back: reserved again, or with the treasury where its year is closed.

    An instalment without money waits for a later year's line.
    """
    budget_line = locked_line(line_of(line.batch).pk)
    if budget_line.status == LineState.OPEN:
        _post(K.REVERSE if was_paid else K.RETURN, budget_line, found, line, by=by)
        line.instalment.budget_line = budget_line
    else:
        _post(K.REFUND_PAID if was_paid else K.REFUND_RELEASED, budget_line, found, line, by=by)
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
    elif failed_at is not None and budget_line.closed_at is not None and failed_at >= budget_line.closed_at:
        if stands_on is not None:
            _post(K.FREE, stands_on, found, line, by=by)
        _post(K.PAY_REFUNDED, budget_line, found, line, by=by)
    elif stands_on is not None:
        _post(K.CARRY_BACK, stands_on, found, line, by=by)
        _post(K.PAY_CARRIED, budget_line, found, line, by=by)
    else:
        post_paid_twice(found, line, by=by)
    instalment.budget_line = budget_line
    instalment.save(update_fields=["budget_line"])


def post_paid_twice(found: ReturnException, line: PaymentLine, *, by: User) -> None:
    """Money went out that no appropriation covers; it has to be recovered."""
    _post(K.PAY_TWICE, line_of(line.batch), found, line, by=by)


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
            post_paid_twice(found, line, by=by)
            return
    _post(K.PAY_LATE, budget_line, found, line, by=by)


def _post(kind: EntryKind, on: BudgetLine, found: ReturnException, line: PaymentLine, *, by: User) -> None:
    post(kind, on.pk, line.amount_yuan, subject=found, words=line.reference, by=by)
