"""Appealing against a refusal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from subsidies.appeals import actions
from subsidies.appeals.forms import AppealForm
from subsidies.appeals.pages import appeals_of, filing_page
from subsidies.applications.models import Application
from subsidies.portal.views.me.access import own_record_page
from talent.accounts.access import SignedInRequest
from talent.accounts.models import User
from talent.workflow.refusals import ActionRefused

FORM = require_http_methods(["GET", "HEAD", "POST"])


@own_record_page
@FORM
def appeal(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say why the refusal is wrong; a case that cannot be appealed against, or was already, is only shown."""
    application = _own(request.user, pk)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.file(application, by=request.user, **form.cleaned_data)
            messages.success(request, _("申诉已提出。人才办会安排未参与原决定的人员办理。"))
            return redirect("me:case", pk=pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    elif request.method != "POST" and not appeals_of(application)["may_appeal"]:
        return redirect("me:case", pk=pk)
    context = filing_page(application, form)
    return render(request, "portal/me/appeal.html", context, status=422 if form.errors else 200)


@own_record_page
@FORM
def withdraw_appeal(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Confirm, then take the appeal back."""
    application = _own(request.user, pk)
    found = appeals_of(application)["open_appeal"]
    if found is None or request.method != "POST":
        page = "portal/me/appeal_withdraw.html"
        return render(request, page, {"application": application}) if found else redirect("me:case", pk=pk)
    try:
        actions.withdraw(found, by=request.user)
        messages.success(request, _("申诉已撤回，原来的决定不变。"))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("me:case", pk=pk)


def _own(user: User, pk: UUID) -> Application:
    return get_object_or_404(Application.objects.visible_to(user).select_related("person__user"), pk=pk)
