"""How the pages of exceptions ask before they act: what will happen, a form, and a refusal that loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from subsidies.payments.batch_pages import space_of
from subsidies.payments.exception_pages import said_of
from subsidies.payments.kinds import Resolution, ReturnStatus
from subsidies.payments.models import BankReturn, PaymentBatch, ReturnException
from subsidies.payments.permissions import why_not_decide, why_not_propose
from subsidies.payments.resolutions import RULES
from subsidies.payments.return_pages import why_not_enter
from subsidies.payments.workflow import ExceptionStatus
from talent.accounts.access import SignedInRequest
from talent.ui.formatting import day
from talent.workflow.refusals import ActionRefused

Act = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks: title, batch, where it leads back to, what is known, what will happen, and the button."""

    title: str
    batch: PaymentBatch
    back: str
    facts: Sequence[tuple[str, str | Promise]]
    effects: Sequence[str | Promise]
    submit: str
    done: str
    why_not: str = ""
    danger: bool = False


def propose(request: SignedInRequest, found: ReturnException, form: forms.Form, *, act: Act) -> HttpResponse:
    """Ask what is to be done about an exception."""
    asked = Asked(
        _("提出处理意见"),
        found.batch,
        _page_of(request, found),
        _facts(found),
        [_("提出之后账目不变，须由另一名人员复核同意才生效。")],
        _("提出处理意见"),
        _("已提出处理意见，等待另一名人员复核。"),
        why_not_propose(found, request.user) or _not_any_more(found, ExceptionStatus.OPEN),
    )
    return _ask(request, found, form, asked, act)


def confirm(request: SignedInRequest, found: ReturnException, form: forms.Form, *, act: Act) -> HttpResponse:
    """Ask another person to agree."""
    effect = RULES[Resolution(found.resolution)].effect if found.resolution else ""
    asked = Asked(
        pgettext("回盘异常", "复核同意"),
        found.batch,
        _page_of(request, found),
        [*_facts(found), *_proposal(found)],
        [effect, _("同意后立即生效，不能撤销。")],
        _("确认同意"),
        _("已按处理意见办理。"),
        why_not_decide(found, request.user) or _not_any_more(found, ExceptionStatus.PROPOSED),
    )
    return _ask(request, found, form, asked, act)


def refuse(request: SignedInRequest, found: ReturnException, form: forms.Form, *, act: Act) -> HttpResponse:
    """Ask another person why not."""
    asked = Asked(
        _("不同意处理意见"),
        found.batch,
        _page_of(request, found),
        [*_facts(found), *_proposal(found)],
        [_("账目不变，这项异常回到待处理，可以重新提出意见。")],
        _("确认不同意"),
        _("已退回，可以重新提出处理意见。"),
        why_not_decide(found, request.user) or _not_any_more(found, ExceptionStatus.PROPOSED),
        danger=True,
    )
    return _ask(request, found, form, asked, act)


def accept(request: SignedInRequest, found: BankReturn, form: forms.Form, *, act: Act) -> HttpResponse:
    """Ask a second person whether the rows of a return are right although its totals contradict them."""
    gone = "" if found.status == ReturnStatus.QUARANTINED else _("这份回盘不在等待认可，请刷新页面后再看。")
    asked = Asked(
        _("认可回盘明细"),
        found.batch,
        reverse(f"{space_of(request)}:bank_return", args=[found.pk]),
        [(_("文件"), found.file_name), (_("出入"), found.contradiction)],
        [_("请先向银行核实明细是否完整。"), _("认可之后这份回盘可以确认入账，仍须由上传人以外的人员办理。")],
        _("认可明细"),
        _("已认可明细，可以核对后确认入账。"),
        why_not_enter(found, request.user) or gone,
    )
    return _ask(request, found, form, asked, act)


def _ask(request: SignedInRequest, found: Any, form: forms.Form, asked: Asked, act: Act) -> HttpResponse:
    """Show the page, or act: ``act(found, by=…, **form.cleaned_data)``."""
    if request.method == "POST" and form.is_valid():
        try:
            act(found, by=request.user, **form.cleaned_data)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, asked.done)
            return redirect(asked.back)
    return render(request, "payments/ask.html", {"asked": asked, "form": form})


def _page_of(request: SignedInRequest, found: ReturnException) -> str:
    return reverse(f"{space_of(request)}:exception", args=[found.pk])


def _facts(found: ReturnException) -> list[tuple[str, str | Promise]]:
    line = found.target
    bank = _("，").join(f"{said.label} {said.bank}" for said in said_of(found) if said.bank)
    facts: list[tuple[str, str | Promise]] = [(_("异常"), found.get_kind_display()), (_("说明"), found.row.problem)]
    facts.append((_("银行写的"), bank))
    return [*facts, (_("对应明细"), f"{line.reference} · {line.get_status_display()}")] if line else facts


def _proposal(found: ReturnException) -> list[tuple[str, str | Promise]]:
    facts: list[tuple[str, str | Promise]] = [
        (_("处理方式"), found.get_resolution_display() if found.resolution else ""),
        (_("付款日期"), day(found.paid_on) if found.paid_on else ""),
        (_("银行说明"), found.bank_reason),
        (_("核实情况"), found.reason),
        (_("提出人"), str(found.proposed_by or "")),
    ]
    return [(label, value) for label, value in facts if value]


def _not_any_more(found: ReturnException, wanted: ExceptionStatus) -> str:
    return "" if found.status == wanted else _("这项异常的状态已经变化，请刷新页面后再看。")
