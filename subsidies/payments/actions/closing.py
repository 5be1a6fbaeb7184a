"""Closing a budget line at the end of its year: what nobody was granted lapses, what was granted is carried over."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications.models import Award
from subsidies.budget.actions import locked_line, post
from subsidies.budget.kinds import EntryKind
from subsidies.budget.models import BudgetLine
from subsidies.budget.workflow import BUDGET_LINE
from subsidies.payments.actions.steps import next_status
from subsidies.payments.chunks import chunks
from subsidies.payments.models import Instalment, PaymentBatch
from subsidies.payments.workflow import UNBATCHED, BatchStatus
from talent.accounts.models import User
from talent.accounts.separation import natural_person_of
from talent.audit import events as audit
from talent.calendars import clock
from talent.ui.formatting import yuan
from talent.workflow.refusals import ActionRefused

UNDER_WAY = (BatchStatus.DRAFT, BatchStatus.SEALED, BatchStatus.RETURNED, BatchStatus.APPROVED)


@transaction.atomic
def close_line(line: BudgetLine, *, by: User, into: BudgetLine | None = None) -> BudgetLine:
    """Close a line: its free money lapses, and what was granted and not yet paid goes over to a later year's line.

    What was released stays: the bank's answers are entered whenever they come. What fails then goes to the treasury.

    Args:
        into: an open line of the same programme and a later year; needed where something is granted and unpaid.

    Raises:
        TransitionRefused: it is closed already.
        ActionRefused: a batch before release is charged to it, an award has no instalments yet, the year is not over,
            or what is granted has nowhere to go.
    """
    natural_person_of(by)
    # Instalments before the line, as drawing up and sealing lock them.
    unpaid = Instalment.objects.filter(budget_line=line, status__in=UNBATCHED).order_by("pk")
    held = list(unpaid.select_for_update(of=("self",)).values_list("pk", flat=True))
    if into is not None:
        into = locked_line(into.pk)  # the later year first, as reserving does
    line = locked_line(line.pk)
    before, line.status = line.status, next_status(BUDGET_LINE, "close", line.status, by=by)
    _refuse_unfinished(line)
    _refuse_unfit(line, into)
    if set(unpaid.values_list("pk", flat=True)) != set(held):
        raise ActionRefused(_("刚刚有款项退回或重新占用了本指标，请再办理一次。"))
    lapsed, carried = line.available_yuan, line.reserved_yuan
    words = str(line.fiscal_year)
    post(EntryKind.LAPSE, line.pk, lapsed, subject=line, words=words, by=by)
    if into is not None and carried:
        post(EntryKind.CARRY_OUT, line.pk, carried, subject=line, words=into.document_number, by=by)
        post(EntryKind.CARRY_IN, into.pk, carried, subject=line, words=line.document_number, by=by)
        for piece in chunks(held):
            Instalment.objects.filter(pk__in=piece).update(budget_line=into)
        line.carried_into = into
    line.closed_by, line.closed_at = by, clock.now()
    line.save(update_fields=["status", "closed_by", "closed_at", "carried_into"])
    detail = {"line": line.document_number, "lapsed_yuan": lapsed, "carried_yuan": carried}
    audit.record("budget.closed", line, by=by, from_status=before, to_status=line.status, detail=detail)
    line.refresh_from_db()
    return line


def _refuse_unfinished(line: BudgetLine) -> None:
    if clock.today().year <= line.fiscal_year:
        raise ActionRefused(_("%(year)s 预算年度还没有结束，不能结账。") % {"year": line.fiscal_year})
    open_batches = list(
        PaymentBatch.objects.filter(charged_to=line, status__in=UNDER_WAY).values_list("number", flat=True)[:5]
    )
    if open_batches:
        raise ActionRefused(
            _("还有未放行的批次：%(numbers)s。请放行或取消后再结账。") % {"numbers": "、".join(open_batches)}
        )
    if Award.objects.live().filter(budget_line=line, instalments=None).exists():
        raise ActionRefused(_("有刚授予的补贴正在生成分期计划，请一分钟后再办理。"))


def _refuse_unfit(line: BudgetLine, into: BudgetLine | None) -> None:
    if into is None:
        if line.reserved_yuan:
            raise ActionRefused(
                _("已授予未发放的 %(yuan)s 须结转，请选择接收结转的下年指标。") % {"yuan": yuan(line.reserved_yuan)}
            )
        return
    fits = into.programme == line.programme and into.fiscal_year > line.fiscal_year
    if not fits:
        raise ActionRefused(_("结转须转入同一项目、以后年度的指标。"))
