"""What an applicant and their unit say to each other about the unit's objection."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from subsidies.verification import actions, queries
from subsidies.verification.forms import MessageForm
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.employers.models import Employer
from talent.workflow.refusals import ActionRefused


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The objection, what both sides have said, and a form as long as it is open."""
    cases = Application.objects.submitted().select_related("person", "employer")
    case = get_object_or_404(cases.filter(employer__in=Employer.objects.served_by(request.user)), pk=pk)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.write_message(case, by=request.user, **form.cleaned_data)
            messages.success(request, _("留言已发给申请人。"))
            return redirect("verification:talk", pk=pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    (claim,) = queries.claims_of([case], seen_by=request.user)
    context = {"claim": claim, "form": form, "is_open": case.status == ApplicationStatus.DISPUTED}
    return render(request, "verification/talk.html", context, status=422 if form.errors else 200)
