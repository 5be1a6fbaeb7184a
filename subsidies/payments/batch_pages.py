"""What the pages of batches show, the same for the office, the finance bureau and auditors."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import QueryDict
from django.utils.translation import gettext as _

from subsidies.budget.models import BudgetLine
from subsidies.payments.forms import ChooseTemplateForm
from subsidies.payments.imports.shipped_templates import GENERIC
from subsidies.payments.job_pages import sealing_refusal, upload_news
from subsidies.payments.kinds import PAYMENT_REQUEST, Anomaly, FileKind
from subsidies.payments.models import (
    BankReturn,
    BankTemplate,
    BatchFile,
    FileDownload,
    Instalment,
    PaymentBatch,
    PaymentLine,
    ReturnException,
)
from subsidies.payments.permissions import may_upload_return, offers
from subsidies.payments.queries.balance import balance_of
from subsidies.payments.queries.copies import outdated_lines
from subsidies.payments.queries.due import standings
from subsidies.payments.queries.reconciliation import three_way_of_batch
from subsidies.payments.querysets import (
    AT_THE_BANK,
    InstalmentQuerySet,
    file_kinds_for,
)
from subsidies.payments.workflow import REQUESTED, BatchStatus, LineStatus
from talent.accounts.access import SignedInRequest
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.identifiers import bank_card
from talent.papers.queries import papers_section
from talent.ui.pages import Page, page_of

BATCH_KINDS = {
    BatchStatus.DRAFT: "neutral",
    BatchStatus.SEALED: "info",
    BatchStatus.APPROVED: "info",
    BatchStatus.RETURNED: "warning",
    BatchStatus.RELEASED: "info",
    BatchStatus.SETTLED: "success",
    BatchStatus.CANCELLED: "neutral",
}
BEFORE_RELEASE = (BatchStatus.DRAFT, BatchStatus.SEALED, BatchStatus.APPROVED)
LINE_KINDS = {
    LineStatus.UNANSWERED: "neutral",
    LineStatus.PAID: "success",
    LineStatus.FAILED: "danger",
    LineStatus.REVERSED: "danger",
    LineStatus.REFUNDED: "neutral",
    LineStatus.PAID_TWICE: "danger",
    LineStatus.CANCELLED: "neutral",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A kind of anomaly, on how many lines, and whether it keeps the batch from being sealed."""

    code: str
    label: str
    count: int
    blocking: bool


def space_of(request: SignedInRequest) -> str:
    """Whose pages these are: ``payments`` (office, auditors) or ``finance``."""
    return request.resolver_match.namespace if request.resolver_match else "payments"


def first_words() -> dict[str, Any]:
    """What a new batch is called, the budget line that most can be drawn from, and the last one's bank template."""
    today = clock.today()
    last = PaymentBatch.objects.select_related("bank_template").order_by("-drawn_up_at").first()
    code = last.bank_template.code if last else GENERIC
    template = BankTemplate.objects.usable().filter(code__in=[code, GENERIC])
    usual = sorted(template, key=lambda each: each.code != code)
    return {"title": _next_title(today), "bank_template": usual[0] if usual else None, "charged_to": _usual_line()}


def _usual_line() -> UUID | None:
    """The line on which most of what can be drawn today stands."""
    drawable = Instalment.objects.due().drawable(clock.today())
    counted = drawable.order_by().values("budget_line").annotate(n=Count("pk")).order_by("-n", "budget_line")
    return counted.values_list("budget_line", flat=True).first()


def _next_title(today: dt.date) -> str:
    """The month's first batch is named after the month alone, the next ones by their number in it."""
    month = _("%(year)s年%(month)s月生活补贴") % {"year": today.year, "month": today.month}
    known = set(PaymentBatch.objects.filter(title__startswith=month).values_list("title", flat=True))
    titles = (_("%(month)s（第%(order)s批）") % {"month": month, "order": order} for order in itertools.count(2))
    return next(title for title in itertools.chain([month], titles) if title not in known)


def list_page(batches: Any, request: SignedInRequest) -> Page:
    """A page of batches, the latest first, each with the words and kind of its status."""
    page = page_of(batches.select_related("drawn_up_by"), request, order=("-number",))
    for batch in page.rows:
        batch.status_kind = BATCH_KINDS[BatchStatus(batch.status)]
    return page


def remarks_of(batch: PaymentBatch) -> list[Remark]:
    """How often the checks remarked what, in the order of the kinds."""
    found = Counter(code for codes in batch.lines.with_remarks().values_list("anomalies", flat=True) for code in codes)
    return [
        Remark(kind.value, str(kind.label), found[kind], kind == Anomaly.UNWRITABLE) for kind in Anomaly if found[kind]
    ]


def lines_page(batch: PaymentBatch, user: User, request: SignedInRequest) -> Page:
    """A page of lines with masked accounts; ``?only=remarks`` or a line status narrows it."""
    lines = PaymentLine.objects.visible_to(user).filter(batch=batch)
    only = request.GET.get("only", "")
    if only == "remarks":
        lines = lines.with_remarks()
    elif only == "held":
        lines = lines.on_hold()
    elif only in LineStatus.values:
        lines = lines.filter(status=only)
    people = lines.select_related("instalment__award__person", "instalment__award__decision__application__employer")
    page = page_of(people, request, order=("sequence", "pk"))
    for line in page.rows:
        line.masked = bank_card.masked(line.account_number)
        line.status_kind = LINE_KINDS[LineStatus(line.status)]
        waits_for_bank = line.status != LineStatus.UNANSWERED or batch.status in AT_THE_BANK
        line.status_words = line.get_status_display() if waits_for_bank else _("未放行")
        line.remarks = [Anomaly(code).label for code in line.anomalies]
    return page


def batch_page(batch: PaymentBatch, request: SignedInRequest) -> dict[str, Any]:
    """Everything on a batch's page."""
    user = request.user
    order = list(FileKind)
    kept = sorted(
        BatchFile.objects.visible_to(user).filter(batch=batch),
        key=lambda file: (order.index(FileKind(file.kind)), file.part),
    )
    return {
        "batch": batch,
        "space": space_of(request),
        "status_kind": BATCH_KINDS[BatchStatus(batch.status)],
        "is_draft": batch.status == BatchStatus.DRAFT,
        "template_form": _template_form(batch, user),
        "offers": offers(batch, user),
        "may_upload": may_upload_return(batch, user),
        "remarks": remarks_of(batch),
        "held": batch.lines.on_hold().count() if batch.status in BEFORE_RELEASE else 0,
        "held_statements": batch.held_statements.select_related("stated_by"),
        "sealing_refusal": sealing_refusal(batch),
        "outdated": outdated_lines(batch) if batch.status == BatchStatus.DRAFT else 0,
        "balance": balance_of(batch) if batch.sealed_at else None,
        **_from_the_bank(batch, user),
        "page": lines_page(batch, user, request),
        "only": request.GET.get("only", ""),
        "files": kept,
        "in_parts": any(file.part > 1 for file in kept),
        "files_pending": _pending(batch, kept, user),
        "downloads": FileDownload.objects.filter(file__batch=batch).select_related("file", "downloaded_by")[:20],
        "returns": _returns(batch, user),
        **papers_section(batch.pk, user=user, expected=[PAYMENT_REQUEST] if batch.status in REQUESTED else []),
    }


def _from_the_bank(batch: PaymentBatch, user: User) -> dict[str, Any]:
    """What the bank's answers led to, for a batch that has been there."""
    if batch.status not in AT_THE_BANK:
        return {}
    unresolved = ReturnException.objects.visible_to(user).filter(batch=batch).unresolved()
    return {
        "three": three_way_of_batch(batch),
        "uploads": upload_news(batch),
        "refunds": batch.refunds.select_related("recorded_by"),
        "may_refund": user.has_role(Role.FINANCE_OFFICER) and batch.lines.refundable().exists(),
        "exceptions_waiting": unresolved.count(),
    }


def due_page(chosen: InstalmentQuerySet, request: SignedInRequest) -> dict[str, Any]:
    """A page of due instalments, each with what keeps it out; how many match, and how many of them can be drawn."""
    people = chosen.select_related("award__person", "award__decision__application__employer")
    page = page_of(people, request, order=("due_on", "pk"))
    found = standings(page.rows, on=clock.today())
    for instalment in page.rows:
        instalment.standing = found[instalment.pk]
    return {
        "page": page,
        "matching": chosen.summed(),
        "ready": chosen.drawable(clock.today()).summed(),
        "ticked": ticked(request.POST),
    }


def selected_keys(posted: QueryDict, chosen: InstalmentQuerySet, *, charged_to: BudgetLine) -> set[UUID]:
    """What was ticked; with ``everything`` all that match the filter, stand on the line and can be drawn, however many
    pages they fill."""
    if posted.get("everything"):
        drawable = chosen.drawable(clock.today()).filter(budget_line=charged_to)
        return set(drawable.values_list("pk", flat=True))
    return ticked(posted)


def ticked(posted: QueryDict) -> set[UUID]:
    """The keys of the ticked rows; what is no key is nobody's row."""
    found = set()
    for value in posted.getlist("selected"):
        try:
            found.add(UUID(value))
        except ValueError:
            continue
    return found


def _template_form(batch: PaymentBatch, user: User) -> ChooseTemplateForm | None:
    """For whoever may still give a draft another bank template."""
    if batch.status != BatchStatus.DRAFT or not user.has_role(Role.REVIEWER):
        return None
    return ChooseTemplateForm(initial={"bank_template": batch.bank_template})


def _pending(batch: PaymentBatch, kept: Sequence[BatchFile], user: User) -> str:
    if batch.sealed_at is None or batch.status in (BatchStatus.RETURNED, BatchStatus.CANCELLED):
        return ""
    bank_files = sum(file.kind != FileKind.SUMMARY for file in kept)
    if bank_files == len(kept):
        return _("汇总表正在生成，请稍后刷新本页。")
    if FileKind.CSV not in file_kinds_for(user):
        return ""
    if batch.status not in AT_THE_BANK:
        return _("银行文件在放行之后生成。")
    return "" if bank_files >= batch.bank_file_count else _("银行文件正在生成，请稍后刷新本页。")


def _returns(batch: PaymentBatch, user: User) -> list[BankReturn]:
    returns = BankReturn.objects.visible_to(user).filter(batch=batch).with_counts().select_related("uploaded_by")
    return list(returns.order_by("-uploaded_at", "pk"))
