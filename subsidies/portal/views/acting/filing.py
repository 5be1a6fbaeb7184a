"""Checking what was entered for a person, their confirmation, and handing it in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from subsidies.applications.models import Application
from subsidies.portal import actions
from subsidies.portal.queries.acting import filing_page
from subsidies.portal.views.me.access import agent_page, editable_application
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.mandates import actions as mandates
from talent.mandates.forms import CodeForm
from talent.mandates.models import Confirmation, Mandate
from talent.profiles.models import Evidence
from talent.uploads.serving import serve_private
from talent.workflow.refusals import ActionRefused


@agent_page
@require_GET
def check(request: SignedInRequest) -> HttpResponse:
    """Everything that was entered, and how the person confirms it."""
    application = editable_application(request.subject)
    return _page(request, application) if application else redirect("acting:mandate", pk=_pk(request.subject))


@agent_page
@require_POST
def confirm_code(request: SignedInRequest) -> HttpResponse:
    """Send the person the code that confirms what the officer has just checked."""
    application = _editable(request.subject)
    try:
        actions.ask_to_confirm(application, by=request.subject, seen=request.POST.get("seen", ""))
        messages.success(request, _("确认短信已发给本人。请本人核对短信内容后，把确认码告诉您。"))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("acting:check", mandate=_pk(request.subject))


@agent_page
@require_POST
def confirm_sheet(request: SignedInRequest) -> HttpResponse:
    """Issue the sheet that the person signs."""
    application = _editable(request.subject)
    try:
        actions.print_to_confirm(application, by=request.subject, seen=request.POST.get("seen", ""))
        messages.success(
            request, _("确认书已生成。请打印，由本人逐项核对签字后上传扫描件，再请人才办另一名工作人员核对。")
        )
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("acting:check", mandate=_pk(request.subject))


@agent_page
@require_POST
def submit(request: SignedInRequest) -> HttpResponse:
    """Hand in what the person confirmed: by the code that is typed in, or on the sheet that was looked at."""
    application, form = _editable(request.subject), CodeForm(request.POST)
    seen, by_code = request.POST.get("seen", ""), "code" in request.POST
    if by_code and not form.is_valid():
        return _page(request, application, code_form=form)
    try:
        if by_code:
            actions.take_confirming_code(application, form.cleaned_data["code"], by=request.subject)
        actions.hand_in(application, by=request.subject, seen=seen)
    except ActionRefused as refusal:
        form.add_error("code" if by_code else None, str(refusal))
        return _page(request, application, code_form=form)
    messages.success(request, _("申请 %(number)s 已按本人的确认提交，并已通知本人。") % {"number": application.number})
    return redirect("acting:mandate", pk=_pk(request.subject))


@role_required(Role.REVIEWER)
@require_POST
def sheet_accept(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Another officer has compared the signed sheet."""
    visible = Mandate.objects.visible_to(request.user).values("pk")
    asked = get_object_or_404(Confirmation.objects.filter(mandate__in=visible).select_related("mandate"), pk=pk)
    try:
        mandates.look_at(asked, by=request.user)
        messages.success(request, _("已认可签字的确认书，代办人可以提交。"))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("acting:mandate", pk=asked.mandate_id)


@agent_page
@require_GET
def evidence_file(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """A file of the person's, to who files for them."""
    found = get_object_or_404(Evidence.objects.owned_by(request.subject), pk=pk)
    return serve_private(request, found.storage_name, found.content_type, found.original_name)


def _editable(subject: User) -> Application:
    return get_object_or_404(Application.objects.visible_to(subject).live().select_related("person"))


def _pk(subject: User) -> UUID:
    assert subject.represented_by is not None  # by agent_page
    return subject.represented_by.pk


def _page(request: SignedInRequest, application: Application, *, code_form: CodeForm | None = None) -> HttpResponse:
    context = filing_page(application, subject=request.subject) | {"code_form": code_form or CodeForm()}
    status = 422 if code_form is not None and code_form.errors else 200
    return render(request, "portal/acting/check.html", context, status=status)
