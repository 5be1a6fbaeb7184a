"""What the applicant and their unit say to each other about the unit's objection."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from subsidies.portal.queries.talking import conversation_of
from subsidies.portal.views.me.access import own_record_page
from subsidies.verification import actions
from subsidies.verification.forms import MessageForm
from talent.accounts.access import SignedInRequest
from talent.workflow.refusals import ActionRefused


@own_record_page
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The objection, what both sides have said, and a form as long as it is open."""
    cases = Application.objects.visible_to(request.user).submitted().select_related("person", "employer")
    application = get_object_or_404(cases, pk=pk)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.write_message(application, by=request.user, **form.cleaned_data)
            messages.success(request, _("留言已发给单位。"))
            return redirect("me:talk", pk=pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "application": application,
        "form": form,
        "is_open": application.status == ApplicationStatus.DISPUTED,
        "lead": application.employer.name if application.employer else "",
        "reply": conversation_of(application, user=request.user),
    }
    return render(request, "portal/me/talk.html", context, status=422 if form.errors else 200)
