"""What happens to batches and their lines, entered in the budget line that they are charged to."""

from __future__ import annotations

import datetime as dt

from django.db.models import Sum
from django.utils.translation import gettext as _

from subsidies.budget.actions import locked_line, post
from subsidies.budget.kinds import EntryKind
from subsidies.budget.models import BudgetLine
from subsidies.budget.workflow import LineState
from subsidies.payments.kinds import ReturnRowResult
from subsidies.payments.models import BankReturn, Instalment, PaymentBatch
from talent.accounts.models import User
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


def line_of(batch: PaymentBatch) -> BudgetLine:
    """The budget line that a batch is charged to.

    Raises:
        ActionRefused: it was drawn up before batches were charged to one.
    """
    if batch.charged_to is None:
        raise ActionRefused(_("本批次没有对应的预算指标，请取消后重新拟定。"))
    return batch.charged_to


def refuse_closed(line: BudgetLine) -> None:
    """Lock the line and draw nothing from a year that is closed. Whoever closes one locks its instalments first.

    Raises:
        ActionRefused: it is closed.
    """
    if locked_line(line.pk).status != LineState.OPEN:
        raise ActionRefused(_("指标 %(number)s 已年终结账，不能再办理。") % {"number": line.document_number})


def after_closing(line: BudgetLine) -> dt.datetime:
    """Now, and never before the line was closed: by this instant the books know whose money went to the treasury."""
    return max(clock.now(), line.closed_at or clock.now())


def post_batch(kind: EntryKind, batch: PaymentBatch, *, by: User) -> None:
    """Enter what happens to a batch as a whole: sealing, cancelling, release.

    Raises:
        BudgetExceeded: the line does not hold what the batch comes to.
    """
    post(kind, line_of(batch).pk, batch.total_yuan, subject=batch, words=batch.number, by=by)


def post_answers(batch: PaymentBatch, bank_return: BankReturn, *, by: User) -> None:
    """Enter what a committed return answered: paid, or failed and back where it was reserved.

    What fails after its year was closed goes to the treasury; its instalments then wait for a later year's line.
    """
    line = locked_line(line_of(batch).pk)
    rows = bank_return.rows.filter(line__isnull=False)
    yuan = {
        result: rows.filter(result=result).aggregate(yuan=Sum("line__amount_yuan", default=0))["yuan"]
        for result in (ReturnRowResult.PAID, ReturnRowResult.FAILED)
    }
    post(EntryKind.PAY, line.pk, yuan[ReturnRowResult.PAID], subject=bank_return, words=batch.number, by=by)
    failed = yuan[ReturnRowResult.FAILED]
    if line.status == LineState.OPEN:
        post(EntryKind.RETURN, line.pk, failed, subject=bank_return, words=batch.number, by=by)
        return
    post(EntryKind.REFUND_RELEASED, line.pk, failed, subject=bank_return, words=batch.number, by=by)
    # Whoever closed the year may have done so after these lines were stamped: they were answered after it.
    answered = batch.lines.filter(return_rows__bank_return=bank_return, return_rows__result=ReturnRowResult.FAILED)
    batch.lines.filter(pk__in=answered.values("pk")).update(answered_at=after_closing(line))
    lost = rows.filter(result=ReturnRowResult.FAILED).values("line__instalment")
    Instalment.objects.filter(pk__in=lost, budget_line=line).update(budget_line=None)
