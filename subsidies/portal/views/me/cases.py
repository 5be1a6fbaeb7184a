"""Where cases stand."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from subsidies.applications import actions
from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from subsidies.offers.queries import offer_for
from subsidies.offers.views.invitee import code_kept
from subsidies.portal.forms.benefits import WithdrawForm
from subsidies.portal.queries.case import can_withdraw, case_page
from subsidies.portal.queries.home import home_page
from subsidies.portal.views.me.access import own_record_page
from talent.accounts.access import SignedInRequest
from talent.accounts.consent import SENSITIVE_DATA, has_consent
from talent.workflow.refusals import ActionRefused


@own_record_page
@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """What I can get, what I must do, where my case stands."""
    code = code_kept(request)
    context = {
        "consented": has_consent(request.user, SENSITIVE_DATA),
        "offer": offer_for(request.user, code=code),
        "came_invited": bool(code),
    }
    return render(request, "portal/me/home.html", context | home_page(request.user))


@own_record_page
@require_GET
def case(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One case: timeline, decisions with findings, payments, what was entered; a draft is still being filled in."""
    cases = Application.objects.visible_to(request.user).select_related("person", "employer")
    application = get_object_or_404(cases, pk=pk)
    if application.status == ApplicationStatus.DRAFT:
        return redirect("me:task_list")
    return render(request, "portal/me/case.html", case_page(application, user=request.user))


@own_record_page
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Confirm, then withdraw; a case that cannot be taken back any more, or was already, is only shown."""
    application = get_object_or_404(Application.objects.visible_to(request.user), pk=pk)
    if not can_withdraw(application):
        return redirect("me:case", pk=pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(application, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("申请已撤回。您填写的资料仍然保留，可以随时重新申请。"))
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("me:case", pk=pk)
    return render(request, "portal/me/withdraw.html", {"application": application, "form": form})
