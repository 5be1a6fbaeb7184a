"""Mandates: opening one, its taking effect, its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from subsidies.portal.queries.acting import mandate_list_rows, mandate_page
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.mandates import actions
from talent.mandates.forms import CodeForm, OpeningForm
from talent.mandates.models import Mandate
from talent.mandates.workflow import AGENTS
from talent.ui.pages import page_of
from talent.workflow.refusals import ActionRefused

officer_page = role_required(*AGENTS)


@role_required(*AGENTS, Role.AUDITOR)
@require_GET
def mandate_list(request: SignedInRequest) -> HttpResponse:
    """Those that the officer may see, the latest first."""
    page = page_of(mandate_list_rows(request.user), request, order=("-opened_at", "id"))
    may_open = request.user.has_role(*AGENTS)
    return render(request, "portal/acting/list.html", {"page": page, "may_open": may_open})


@officer_page
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_new(request: SignedInRequest) -> HttpResponse:
    """For whom the officer is to file; sent twice, it makes one."""
    form = OpeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_mandate(by=request.user, **form.opened())
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已登记。请打印授权委托书，由本人签字后上传扫描件。"))
            return redirect("acting:mandate", pk=opened.pk)
    return render(request, "portal/acting/new.html", {"form": form}, status=422 if form.errors else 200)


@role_required(*AGENTS, Role.AUDITOR)
@require_GET
def mandate(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Where it stands, its papers, and what is to be done next."""
    return _page(request, _seen(request.user, pk))


@officer_page
@require_POST
def mandate_code(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Send the person the code by which they authorise the officer."""
    done = _("短信已发往本人登记的手机号码，授权码 10 分钟内有效。本人没有收到的，请其联系人才办。")
    return _done(request, pk, lambda found: actions.ask_for_mandate(found, by=request.user), done)


@officer_page
@require_POST
def mandate_effect(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The code that the person told."""
    found, form = _seen(request.user, pk), CodeForm(request.POST)
    if form.is_valid():
        try:
            actions.take_effect_by_code(found, form.cleaned_data["code"], by=request.user)
        except ActionRefused as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("本人已授权，可以开始填写。"))
            return redirect("acting:mandate", pk=pk)
    return _page(request, found, code_form=form)


@role_required(Role.REVIEWER)
@require_POST
def mandate_accept(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Another officer has compared the signed paper."""
    done = _("已认可签字的授权委托书，代办人可以开始填写。")
    return _done(request, pk, lambda found: actions.take_effect_by_paper(found, by=request.user), done)


@officer_page
@require_POST
def mandate_end(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """End it; its person is told."""
    return _done(request, pk, lambda found: actions.end(found, by=request.user), _("代办授权已终止。"))


def _seen(user: User, pk: UUID) -> Mandate:
    rows = Mandate.objects.visible_to(user).select_related("agent", "agent_person", "employer", "looked_at_by")
    return get_object_or_404(rows, pk=pk)


def _done(request: SignedInRequest, pk: UUID, act: Callable[[Mandate], Any], done: str) -> HttpResponse:
    try:
        act(_seen(request.user, pk))
        messages.success(request, done)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("acting:mandate", pk=pk)


def _page(request: SignedInRequest, found: Mandate, *, code_form: CodeForm | None = None) -> HttpResponse:
    context = mandate_page(found, user=request.user) | {"code_form": code_form or CodeForm()}
    status = 422 if code_form is not None and code_form.errors else 200
    return render(request, "portal/acting/mandate.html", context, status=status)
