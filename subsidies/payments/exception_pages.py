"""What the pages of exceptions show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subsidies.payments.batch_pages import BATCH_KINDS, LINE_KINDS, space_of
from subsidies.payments.filters import ALL
from subsidies.payments.kinds import ExceptionKind, Resolution
from subsidies.payments.models import PaymentLine, Recovery, ReturnException
from subsidies.payments.permissions import why_not_decide, why_not_propose
from subsidies.payments.queries.paid_twice import claim_of
from subsidies.payments.querysets_of_exceptions import UNRESOLVED, ReturnExceptionQuerySet
from subsidies.payments.resolutions import RULES
from subsidies.payments.return_pages import amount_words
from subsidies.payments.workflow import BatchStatus, ExceptionStatus, LineStatus
from talent.accounts.access import SignedInRequest
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.identifiers import bank_card
from talent.ui.formatting import yuan
from talent.ui.pages import Page, page_of

STATUS_KINDS = {ExceptionStatus.OPEN: "warning", ExceptionStatus.PROPOSED: "info", ExceptionStatus.RESOLVED: "success"}
COUNTED_AT_MOST = 1000


class ExceptionFilter(forms.Form):
    """Narrows exceptions; those that nobody has cleared up unless told. A batch is named by its number."""

    kind = forms.ChoiceField(label=gettext_lazy("异常类型"), required=False, choices=[*ALL, *ExceptionKind.choices])
    batch = forms.CharField(label=gettext_lazy("批次号"), required=False, max_length=20)
    age = forms.TypedChoiceField(
        label=gettext_lazy("等待时间"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            *ALL,
            (3, gettext_lazy("超过 3 天")),
            (7, gettext_lazy("超过 7 天")),
            (30, gettext_lazy("超过 30 天")),
        ],
    )
    status = forms.ChoiceField(
        label=gettext_lazy("状态"),
        required=False,
        choices=[("", gettext_lazy("未处理完的")), *ExceptionStatus.choices],
    )

    def apply(self, found: ReturnExceptionQuerySet) -> ReturnExceptionQuerySet:
        """The exceptions that fit."""
        self.is_valid()
        wanted = getattr(self, "cleaned_data", {})
        found = found.filter(status__in=[wanted["status"]] if wanted.get("status") else UNRESOLVED)
        if kind := wanted.get("kind"):
            found = found.filter(kind=kind)
        if number := wanted.get("batch", "").strip():
            found = found.filter(batch__number=number.upper())
        if days := wanted.get("age"):
            found = found.filter(opened_at__lt=clock.now() - dt.timedelta(days=days))
        return found


@dataclass(frozen=True, slots=True)
class Said:
    """One thing as the bank wrote it, and as it was sealed."""

    label: str
    bank: str
    sealed: str

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.bank and self.sealed) and self.bank != self.sealed


def waiting_text(user: User) -> str:
    """How many exceptions wait, up to a cap; empty when none does."""
    count = ReturnException.objects.visible_to(user).unresolved()[: COUNTED_AT_MOST + 1].count()
    return f"{COUNTED_AT_MOST:,}+" if count > COUNTED_AT_MOST else f"{count:,}" if count else ""


def exceptions_page(found: ReturnExceptionQuerySet, request: SignedInRequest) -> Page:
    """A page of exceptions, the oldest first, each with what the row says and for how long it waits."""
    page = page_of(found.with_what_to_look_at(), request, order=("opened_at", "pk"))
    now = clock.now()
    for each in page.rows:
        each.days = ((each.confirmed_at or now) - each.opened_at).days
        each.status_kind = STATUS_KINDS[ExceptionStatus(each.status)]
        each.payee = each.row.raw.get("payee_name", "") or (each.line.payee_name if each.line else "")
        each.amount = amount_words(each.row.raw.get("amount_yuan", ""))
    return page


def exception_page(found: ReturnException, request: SignedInRequest) -> dict[str, Any]:
    """Everything on the page of an exception."""
    user, status = request.user, ExceptionStatus(found.status)
    return {
        "found": found,
        "batch": found.batch,
        "space": space_of(request),
        "status_kind": STATUS_KINDS[status],
        "days": ((found.confirmed_at or clock.now()) - found.opened_at).days,
        "said": said_of(found),
        "lines": history_of(found),
        "effect": RULES[Resolution(found.resolution)].effect if found.resolution else "",
        "why_not_propose": why_not_propose(found, user) if status == ExceptionStatus.OPEN else "",
        "why_not_decide": why_not_decide(found, user) if status == ExceptionStatus.PROPOSED else "",
        "acts": user.has_role("reviewer", "finance_officer"),
        **_claimed_back(found, user),
    }


def _claimed_back(found: ReturnException, user: User) -> dict[str, Any]:
    """Of money that is out twice: the recovery that claims it back, or whether this person may open it."""
    line = found.target
    if line is None or line.status != LineStatus.PAID_TWICE:
        return {}
    claim = claim_of(line)
    if claim is not None and not Recovery.objects.visible_to(user).filter(pk=claim.pk).exists():
        return {"twice": line, "claim_hidden": True}
    return {"twice": line, "claim": claim, "may_claim": claim is None and user.has_role(Role.REVIEWER)}


def said_of(found: ReturnException) -> list[Said]:
    """The bank's row as written beside the line as sealed; accounts masked."""
    raw, line = found.row.raw, found.target
    account = raw.get("account_number", "")
    pairs = [
        (_("序号"), raw.get("sequence", ""), str(line.sequence) if line else ""),
        (_("户名"), raw.get("payee_name", ""), line.payee_name if line else ""),
        (_("银行账号"), _account(account, line), bank_card.masked(line.account_number) if line else ""),
        (_("金额"), amount_words(raw.get("amount_yuan", "")), yuan(line.amount_yuan) if line else ""),
        (_("备注"), raw.get("remark", ""), line.reference if line else ""),
        (_("处理结果"), raw.get("outcome", ""), ""),
        (_("银行说明"), raw.get("bank_reason", ""), ""),
        (_("处理日期"), raw.get("paid_on", ""), ""),
    ]
    return [Said(*pair) for pair in pairs]


def history_of(found: ReturnException) -> Sequence[PaymentLine]:
    """Every line that ever paid the instalment, the earliest first."""
    line = found.target
    if line is None:
        return []
    lines = list(PaymentLine.objects.filter(instalment=line.instalment_id).select_related("batch"))
    for each in lines:
        each.status_kind = LINE_KINDS[LineStatus(each.status)]  # type: ignore[attr-defined]
        each.batch_kind = BATCH_KINDS[BatchStatus(each.batch.status)]  # type: ignore[attr-defined]
    return sorted(lines, key=lambda each: (each.batch.drawn_up_at, each.sequence))


def _account(written: str, line: PaymentLine | None) -> str:
    """Masked; where the hidden part alone differs from what was sealed, that is said."""
    if not written:
        return ""
    masked = bank_card.masked(written)
    same_ends = line is not None and masked == bank_card.masked(line.account_number)
    differs = line is not None and bank_card.normalize(written) != line.account_number
    return _("%(account)s（中间位数不同）") % {"account": masked} if same_ends and differs else masked
