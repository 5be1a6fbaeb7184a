"""The letter that a proposal would lead to, read before it is handed on."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from subsidies.applications import actions as cases
from subsidies.applications.assessments import open_benefits
from subsidies.review.forms.case import ProposalForm
from subsidies.review.pages import case_of, case_page
from subsidies.review.places import Place
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.workflow.refusals import ActionRefused

BACK = "back"
"""Names the button that leads from the letter to the case, with what was typed."""


@role_required(Role.REVIEWER)
@require_POST
def preview(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What the applicant would read; nothing is decided."""
    application = case_of(request.user, pk)
    form, read = ProposalForm(request.POST, benefits=open_benefits(application)), None
    valid = form.is_valid()
    if "submission" in form.cleaned_data:
        read = get_object_or_404(application.submissions, pk=form.cleaned_data["submission"])
    if valid and read and BACK not in request.POST:
        try:
            letter = cases.letter_as_proposed(application, form.proposals, read)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            shown = {"application": application, "form": form, "letter": letter}
            return render(request, "review/letter.html", shown | {"place": Place.named(request.GET, application)})
    return case_page(request, application, read=read, proposal_form=form)
