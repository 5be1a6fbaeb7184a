"""What the finance bureau enters: budget lines, what is appropriated to them, and the reversal of a wrong entry."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from subsidies.budget.actions.posting import locked_line, post, reverse
from subsidies.budget.kinds import BY_HAND, EntryKind
from subsidies.budget.models import BudgetEntry, BudgetLine
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.accounts.separation import natural_person_of
from talent.audit import events as audit
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused

MOST_YUAN = 100_000_000_000
"""A hundred thousand million: what is typed beyond it is a slip."""


@transaction.atomic
def open_line(
    *, by: User, pk: UUID, fiscal_year: int, programme: str, document_number: str, subject: str, yuan: int
) -> BudgetLine:
    """Enter a budget line with what is appropriated to it. The key comes with the form: sent twice, it makes one.

    Raises:
        ActionRefused: the role is wrong, or the year has a line of that document number.
    """
    _refuse_others(by)
    if made := BudgetLine.objects.filter(pk=pk, opened_by=by).first():
        return made
    try:
        with transaction.atomic():
            line = BudgetLine.objects.create(
                pk=pk,
                fiscal_year=fiscal_year,
                programme=programme,
                document_number=document_number.strip(),
                subject=subject.strip(),
                opened_by=by,
                opened_at=clock.now(),
            )
    except IntegrityError as error:
        raise ActionRefused(
            _("%(year)s 年已有指标文号 %(number)s，请打开它追加或调减。")
            % {"year": fiscal_year, "number": document_number}
        ) from error
    _entered(line, EntryKind.APPROPRIATE, yuan, words=_("首次下达"), by=by)
    line.refresh_from_db()
    return line


@transaction.atomic
def appropriate(line: BudgetLine, *, by: User, pk: UUID, kind: str, yuan: int, words: str) -> BudgetLine:
    """Add to a line, or take from what nobody was granted yet.

    Args:
        pk: made with the form; the same key again changes nothing.
        kind: ``appropriate`` or ``reduce``.
        words: the document or the reason; required.

    Raises:
        BudgetExceeded: less is available than is to be taken.
        ActionRefused: the role, the kind, the amount or the reason is wrong, or the year is closed.
    """
    _refuse_others(by)
    line = locked_line(line.pk)
    if kind not in BY_HAND or not words.strip():
        raise ActionRefused(_("请写明追加或调减的文号和原因。"))
    if BudgetEntry.objects.filter(line=line, subject_id=pk).exists():
        return line
    _entered(line, EntryKind(kind), yuan, words=words.strip(), by=by, key=pk)
    line.refresh_from_db()
    return line


@transaction.atomic
def reverse_entry(entry: BudgetEntry, *, by: User, words: str) -> BudgetEntry:
    """Take back an appropriation that was entered wrongly.

    Raises:
        BudgetExceeded: the money was granted since.
        ActionRefused: it was not entered by hand, is reversed already, no reason is given, or the role is wrong.
    """
    _refuse_others(by)
    if entry.kind not in BY_HAND:
        raise ActionRefused(_("这笔分录由授予或发放产生，不能单独冲销。"))
    if not words.strip():
        raise ActionRefused(_("请写明冲销的原因。"))
    back = reverse(entry, words=words.strip(), by=by)
    detail = {"line": entry.line.document_number, "kind": entry.kind, "yuan": entry.yuan}
    audit.record("budget.entry_reversed", entry.line, by=by, reason=words.strip(), detail=detail)
    return back


def _entered(line: BudgetLine, kind: EntryKind, yuan: int, *, words: str, by: User, key: UUID | None = None) -> None:
    if not 0 < yuan <= MOST_YUAN:
        raise ActionRefused(_("金额须为大于零的整数元。"))
    subject = line if key is None else BudgetEntry(pk=key)
    post(kind, line.pk, yuan, subject=subject, words=words, by=by)
    audit.record(
        f"budget.{kind}",
        line,
        by=by,
        reason=words,
        detail={"line": line.document_number, "year": line.fiscal_year, "yuan": yuan},
    )


def _refuse_others(by: User) -> None:
    if not by.has_role(Role.FINANCE_OFFICER):
        raise ActionRefused(_("只有财政局经办人员可以办理预算指标。"))
    natural_person_of(by)
