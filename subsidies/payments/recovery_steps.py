"""Each step on a recovery or a revocation: what the page says before it is taken, and how it is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from talent.accounts.access import SignedInRequest
from talent.workflow.refusals import ActionRefused

Rows = list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that asks before it acts.

    ``rows`` are what it is about, ``why_not`` why this person may not, ``done`` what is said afterwards.
    """

    title: str
    caption: str
    back: str
    rows: Rows
    effects: tuple[str, ...]
    submit: str
    done: str
    why_not: str = ""
    danger: bool = False


def take(
    request: SignedInRequest, asked: Asked, *, form: forms.Form, act: Callable[..., Any], to: str = ""
) -> HttpResponse:
    """Show the page of a step, or take it: ``act(by=…, **form.cleaned_data)``; ``to`` is the page that follows."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act(by=request.user, **form.cleaned_data)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, asked.done)
            return redirect(to, made.pk) if to else redirect(asked.back)
    return render(request, "payments/recovery_step.html", {"asked": asked, "form": form})


def posted(request: SignedInRequest) -> QueryDict | None:
    """What was sent, for a form that asks nothing: an empty answer is an answer."""
    return request.POST if request.method == "POST" else None


def confirming() -> dict[str, Any]:
    """Confirming a draft."""
    return {
        "title": _("确认追回"),
        "effects": (
            _("您确认离职事实、离职原因和计算无误。"),
            _("因离职追回的，此人尚未发放的各期不再发放。"),
            _("应追回为零的，确认后直接结案；否则由人才办发出追回通知书。"),
        ),
        "submit": _("确认追回"),
        "done": _("已确认。"),
    }


def notifying() -> dict[str, Any]:
    """Telling the person."""
    return {
        "title": _("发出追回通知书"),
        "effects": (
            _("生成追回通知书，写明事由、逐期计算、缴款办法、期限和救济途径；内容之后不再变化。"),
            _("本人在“我的补贴”看到追回和通知书，并收到消息。逾期未缴的，系统催缴一次。"),
        ),
        "submit": _("发出通知书"),
        "done": _("追回通知书已发出。"),
    }


def cancelling() -> dict[str, Any]:
    """Cancelling what the person was not told of."""
    return {
        "title": _("取消追回"),
        "effects": (_("这项追回作废，编号不再使用。"), _("因它停发的各期恢复发放。")),
        "submit": _("确认取消追回"),
        "done": _("追回已取消。"),
        "danger": True,
    }


def proposing_cancel() -> dict[str, Any]:
    """Proposing to cancel what the person was told of."""
    return {
        "title": _("提出取消追回"),
        "effects": (
            _("须由人才办另一名人员确认后才生效。"),
            _("生效后追回通知书作废，因它停发的各期恢复发放，并告知本人。"),
        ),
        "submit": _("提出取消"),
        "done": _("已提出，等待另一名人员确认。"),
        "danger": True,
    }


def proposing_set_off() -> dict[str, Any]:
    """Proposing a set-off."""
    return {
        "title": _("提出抵扣"),
        "effects": (
            _("抵扣以整期为限：这一期不再发放，等额减少尚欠金额；分期金额不变。"),
            _("须由人才办另一名人员确认后才生效。"),
        ),
        "submit": _("提出抵扣"),
        "done": _("已提出，等待另一名人员确认。"),
    }


def proposing_write_off() -> dict[str, Any]:
    """Proposing a write-off."""
    return {
        "title": _("提出核销"),
        "effects": (
            _("核销全部尚欠金额。须由财政局另一名经办人员确认后才生效。"),
            _("提出之后又有缴款的，须按新的尚欠金额重新提出。"),
        ),
        "submit": _("提出核销"),
        "done": _("已提出，等待另一名经办人员确认。"),
        "danger": True,
    }


def agreeing() -> dict[str, Any]:
    """Agreeing to a proposal."""
    return {
        "title": _("确认处理意见"),
        "effects": (_("确认后立即生效，不能撤回。"),),
        "submit": _("同意并办理"),
        "done": _("已办理。"),
    }


def disagreeing() -> dict[str, Any]:
    """Dropping a proposal."""
    return {
        "title": _("不同意处理意见"),
        "effects": (_("这项意见作废，追回照旧；以后可以另行提出。提出人也可以这样收回。"),),
        "submit": _("不同意"),
        "done": _("这项意见已作废。"),
        "danger": True,
    }


def receiving() -> dict[str, Any]:
    """Entering what was received."""
    return {
        "title": _("登记缴款"),
        "effects": (_("登记后不能修改；录错的，冲正后重新登记。"), _("缴清后自动结清，并告知本人。")),
        "submit": _("登记缴款"),
        "done": _("缴款已登记。"),
    }


def reversing() -> dict[str, Any]:
    """Reversing an entry."""
    return {
        "title": _("冲正缴款"),
        "effects": (_("原记录保留，另记一笔冲正；尚欠金额相应增加。"), _("已结清的追回恢复为待缴款。")),
        "submit": _("确认冲正"),
        "done": _("缴款已冲正。"),
        "danger": True,
    }


def revoking() -> dict[str, Any]:
    """Confirming a revocation."""
    return {
        "title": _("确认撤销授予"),
        "effects": (
            _("这项授予不再有效，尚未发放的各期不再发放；已列入批次的须先移出。"),
            _("已发放的款项全额追回，另行发出追回通知书。"),
            _("出具撤销决定书，本人可以在“我的补贴”查看。之后可以重新申请、正确授予。"),
        ),
        "submit": _("确认撤销授予"),
        "done": _("授予已撤销，撤销决定书已出具。"),
        "danger": True,
    }


def keeping() -> dict[str, Any]:
    """Dropping the proposal to revoke."""
    return {
        "title": _("不予撤销"),
        "effects": (_("这项授予继续有效。提出人也可以这样收回。"),),
        "submit": _("不予撤销"),
        "done": _("已决定不予撤销。"),
    }
