"""What recoveries, set-offs and revocations do, entered in the budget lines that paid or held the money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model, Sum

from subsidies.applications.models import Award
from subsidies.budget.actions import post, reverse
from subsidies.budget.kinds import EntryKind
from subsidies.budget.models import BudgetEntry
from subsidies.payments.models import (
    Instalment,
    PaymentLine,
    Recovery,
    RecoveryItem,
    RecoveryProposal,
    RecoveryReceipt,
)
from subsidies.payments.workflow import LineStatus
from talent.accounts.models import User


def free_money(instalments: Iterable[Instalment], *, subject: Model, words: str, by: User) -> None:
    """Let the money of stopped instalments be granted to others. Should they be restored, they wait for money anew."""
    freed: Counter[UUID] = Counter()
    keys = []
    for instalment in instalments:
        if instalment.budget_line_id is not None:
            freed[instalment.budget_line_id] += instalment.amount_yuan
            keys.append(instalment.pk)
    for line, yuan in sorted(freed.items(), key=lambda item: str(item[0])):
        post(EntryKind.FREE, line, yuan, subject=subject, words=words, by=by)
    Instalment.objects.filter(pk__in=keys).update(budget_line=None)


def free_unscheduled(award: Award, *, by: User) -> None:
    """Let the money of a revoked award go that has no instalments yet."""
    if award.budget_line_id is not None and not award.instalments.exists():
        words = award.decision.application.number
        post(EntryKind.FREE, award.budget_line_id, award.amount_yuan or 0, subject=award, words=words, by=by)


def post_set_off(instalment: Instalment, proposal: RecoveryProposal, *, by: User) -> None:
    """An instalment counts as paid, and the same amount as recovered of what was paid before."""
    recovery = proposal.recovery
    if instalment.budget_line_id is not None:
        yuan = instalment.amount_yuan
        post(EntryKind.SET_OFF, instalment.budget_line_id, yuan, subject=proposal, words=recovery.number, by=by)
    _post_recovered(recovery, instalment.amount_yuan, subject=proposal, by=by)


def post_receipt(receipt: RecoveryReceipt, *, by: User) -> None:
    """Money that reached the treasury is no longer paid; it does not come back to the line's budget."""
    _post_recovered(receipt.recovery, receipt.amount_yuan, subject=receipt, by=by)


def reverse_receipt_entries(receipt: RecoveryReceipt, *, by: User, reason: str) -> None:
    """Take back what a wrong receipt entered."""
    entries = BudgetEntry.objects.filter(subject_id=receipt.pk, kind=EntryKind.RECOVER, reverses=None)
    for entry in entries.order_by("line", "pk"):
        reverse(entry, words=reason, by=by)


def _post_recovered(recovery: Recovery, yuan: int, *, subject: Model, by: User) -> None:
    """Spread over the lines that paid: the first item's line first, up to what is still to come back to it."""
    for line, still_out in _still_out(recovery).items():
        part = min(yuan, still_out)
        post(EntryKind.RECOVER, line, part, subject=subject, words=recovery.number, by=by)
        yuan -= part


def _still_out(recovery: Recovery) -> dict[UUID, int]:
    """By line, in the order of the items: what is owed to it and has not been entered as recovered."""
    still_out: dict[UUID, int] = {}
    for item in recovery.items.select_related("instalment", "line__batch").order_by("paid_on", "pk"):
        line = line_that_paid(item)
        if line is not None:
            still_out[line] = still_out.get(line, 0) + item.amount_yuan
    causes = [*recovery.receipts.values_list("pk", flat=True), *recovery.proposals.values_list("pk", flat=True)]
    entries = BudgetEntry.objects.filter(kind=EntryKind.RECOVER, subject_id__in=causes, reversal=None)
    for line, back in entries.order_by().values_list("line").annotate(Sum("yuan")):
        still_out[line] = still_out.get(line, 0) - back
    return still_out


def line_that_paid(item: RecoveryItem) -> UUID | None:
    """The budget line from which an item was paid: its batch's, or the instalment's where it was set off."""
    if item.line is not None:
        return item.line.batch.charged_to_id
    paid = PaymentLine.objects.filter(instalment=item.instalment_id, status=LineStatus.PAID)
    return paid.values_list("batch__charged_to", flat=True).first() or item.instalment.budget_line_id
