"""The only code that moves money between the accounts of a budget line."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from subsidies.budget.kinds import MOVES, SOURCES, Account, EntryKind
from subsidies.budget.models import BudgetEntry, BudgetLine, column_of
from subsidies.budget.workflow import LineState
from talent.accounts.models import User
from talent.calendars import clock
from talent.ui.formatting import yuan as in_yuan
from talent.workflow.refusals import ActionRefused

AFTER_CLOSING = (
    EntryKind.PAY,
    EntryKind.PAY_TWICE,
    EntryKind.PAY_REFUNDED,
    EntryKind.PAY_CARRIED,
    EntryKind.REFUND_RELEASED,
    EntryKind.REFUND_PAID,
    EntryKind.RECOVER,
)
"""What may still happen to a closed year: what it released is answered for, and what it paid comes back."""


class BudgetExceeded(ActionRefused):
    """The line does not hold the money; nothing was moved."""


def locked_line(line_id: UUID) -> BudgetLine:
    """The line as it is now, its row locked until the transaction ends. Lock it after everything else."""
    return BudgetLine.objects.select_for_update().get(pk=line_id)


@transaction.atomic
def post(
    kind: EntryKind, line_id: UUID, yuan: int, *, subject: Model, words: str = "", by: User | None = None
) -> BudgetEntry | None:
    """Move whole yuan as ``kind`` says; nothing for nothing.

    Raises:
        BudgetExceeded: the account that it comes from holds less.
        ActionRefused: the line's year is closed to this.
    """
    if not yuan:
        return None
    line = locked_line(line_id)
    if line.status == LineState.CLOSED and kind not in AFTER_CLOSING:
        raise ActionRefused(_("指标 %(number)s 已年终结账，不能再办理。") % {"number": line.document_number})
    return _moved(line, kind, MOVES[kind], yuan, subject=subject, words=words, by=by)


@transaction.atomic
def reverse(entry: BudgetEntry, *, words: str, by: User | None) -> BudgetEntry:
    """Move the money of an entry back by another entry. An entry is reversed once.

    Raises:
        BudgetExceeded: the money has gone on since.
        ActionRefused: it is reversed already, is a reversal itself, or its year is closed.
    """
    line = locked_line(entry.line_id)
    if entry.reverses_id is not None or BudgetEntry.objects.filter(reverses=entry).exists():
        raise ActionRefused(_("这笔分录已经冲销过，或者本身就是冲销。"))
    if line.status == LineState.CLOSED and entry.kind not in AFTER_CLOSING:
        raise ActionRefused(_("指标 %(number)s 已年终结账，不能再办理。") % {"number": line.document_number})
    back = (entry.to_account, entry.from_account)
    return _moved(line, EntryKind(entry.kind), back, entry.yuan, subject=entry, words=words, by=by, reverses=entry)


def _moved(
    line: BudgetLine,
    kind: EntryKind,
    way: tuple[str, str],
    yuan: int,
    *,
    subject: Model,
    words: str,
    by: User | None,
    reverses: BudgetEntry | None = None,
) -> BudgetEntry:
    changes = {column_of(way[0]): -yuan, column_of(way[1]): yuan}
    changes = {name: -change if name in _SOURCE_COLUMNS else change for name, change in changes.items()}
    short = next((name for name, change in changes.items() if getattr(line, name) + change < 0), None)
    if short is not None:
        said = {"number": line.document_number, "has": in_yuan(getattr(line, short)), "needs": in_yuan(yuan)}
        account = Account(short.removesuffix("_yuan")).label
        raise BudgetExceeded(
            _("预算指标 %(number)s 的“%(account)s”只有 %(has)s，不足 %(needs)s。") % {"account": account, **said}
        )
    BudgetLine.objects.filter(pk=line.pk).update(**{name: F(name) + change for name, change in changes.items()})
    return BudgetEntry.objects.create(
        line=line,
        kind=kind,
        from_account=way[0],
        to_account=way[1],
        yuan=yuan,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        words=words[:200],
        reverses=reverses,
        entered_by=by,
        entered_at=clock.now(),
    )


_SOURCE_COLUMNS = {column_of(account) for account in SOURCES}
