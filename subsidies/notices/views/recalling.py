"""Sending a decided case back to review, from where the department's answer is shown."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from subsidies.applications.models import Application
from subsidies.notices.forms import RecallForm
from subsidies.notices.recalling import recall as recall_case
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.workflow.refusals import ActionRefused


@role_required(Role.REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def recall(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say why the case is reviewed again."""
    application = get_object_or_404(Application.objects.visible_to(request.user).submitted(), pk=pk)
    form = RecallForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            recall_case(application, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("%(number)s 已退回初审。") % {"number": application.number})
            return redirect("review:case", pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "application": application}
    return render(request, "notices/recall.html", context, status=422 if form.errors else 200)
