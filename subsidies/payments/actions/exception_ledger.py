"""What agreed resolutions of exceptions do to the money, entered in the budget line that the batch is charged to."""

from __future__ import annotations

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
    """The money of an instalment is back: reserved again, or with the treasury where its year is closed.

    An instalment without money waits for a later year's line; so does one that was paid beyond the appropriation.
    """
    line.instalment.budget_line = _taken_back(found, line, was_paid=was_paid, by=by)
    line.instalment.save(update_fields=["budget_line"])


def post_twice_back(found: ReturnException, line: PaymentLine, *, by: User) -> None:
    """What went out beyond the appropriation is no more out, or with the treasury where its year is closed."""
    _taken_back(found, line, was_paid=True, by=by)


def _taken_back(found: ReturnException, line: PaymentLine, *, was_paid: bool, by: User) -> BudgetLine | None:
    """Take the money of a line back; the budget line that holds it for the instalment now, if one does."""
    budget_line = locked_line(line_of(line.batch).pk)
    if budget_line.status == LineState.OPEN:
        if beyond := _paid_beyond(budget_line, line):
            reverse(beyond, words=line.reference, by=by)
            return None
        _post(K.REVERSE if was_paid else K.RETURN, budget_line, found, line, by=by)
        return budget_line
    _post(K.REFUND_PAID if was_paid else K.REFUND_RELEASED, budget_line, found, line, by=by)
    line.answered_at = after_closing(budget_line)
    line.save(update_fields=["answered_at"])
    return None


def post_late_success(found: ReturnException, line: PaymentLine, *, refunded: bool, by: User) -> None:
    """What had come back was paid after all: taken from wherever it has gone since.

    Args:
        refunded: whether it had gone to the treasury (``went_to_treasury``).
    """
    budget_line, instalment = locked_line(line_of(line.batch).pk), line.instalment
    stands_on = instalment.budget_line
    if budget_line.status == LineState.OPEN:
        _pay_reserved(budget_line, stands_on, found, line, by=by)
    elif stands_on is not None and not refunded and _was_carried(line):
        _post(K.CARRY_BACK, stands_on, found, line, by=by)
        _post(K.PAY_CARRIED, budget_line, found, line, by=by)
    else:
        if stands_on is not None:
            _post(K.FREE, stands_on, found, line, by=by)
        post_paid_twice(found, line, refunded=refunded, by=by)
    instalment.budget_line = budget_line
    instalment.save(update_fields=["budget_line"])


def post_paid_twice(found: ReturnException, line: PaymentLine, *, refunded: bool, by: User) -> None:
    """Money went out that nothing is set aside for: it had been taken for back at the treasury, or none covers it."""
    _post(K.PAY_REFUNDED if refunded else K.PAY_TWICE, locked_line(line_of(line.batch).pk), found, line, by=by)


def post_first_counts(found: ReturnException, first: PaymentLine, *, by: User) -> None:
    """What stood beside the instalment's payment is that payment: entered anew, now that the other's money is back."""
    budget_line = locked_line(line_of(first.batch).pk)
    beside = budget_line.entries.filter(kind__in=[K.PAY_TWICE, K.PAY_REFUNDED], words=first.reference)
    extra = beside.filter(reverses=None, reversal=None).latest("entered_at")
    reverse(extra, words=first.reference, by=by)
    post_late_success(found, first, refunded=extra.kind == K.PAY_REFUNDED, by=by)


def went_to_treasury(line: PaymentLine) -> bool:
    """Whether the failure of a line that is not answered anew yet was entered when its year was closed already."""
    closed_at = line_of(line.batch).closed_at
    return line.answered_at is not None and closed_at is not None and line.answered_at >= closed_at


def _was_carried(line: PaymentLine) -> bool:
    """Whether what the instalment stands on came over from the line of its failed payment when that was closed.

    What was set free since that payment was released, and set aside anew by the money of another line, was not.
    """
    anew = BudgetEntry.objects.filter(kind=K.FUND, subject_id=line.instalment_id)
    last = anew.filter(entered_at__gte=line.batch.released_at).order_by("-entered_at").first()
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
