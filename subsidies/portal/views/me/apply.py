"""From choosing benefits to the confirmation that the application arrived."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from subsidies.applications.models import Application
from subsidies.applications.queries import letters_of
from subsidies.applications.workflow import ApplicationStatus
from subsidies.offers.queries import offer_for
from subsidies.offers.views.invitee import code_kept
from subsidies.portal import actions
from subsidies.portal.addresses import own_address
from subsidies.portal.forms.benefits import BenefitsForm, DeclarationForm
from subsidies.portal.queries.check import check_page
from subsidies.portal.queries.corrections import corrections_of
from subsidies.portal.queries.steps import EDITABLE, steps_of
from subsidies.portal.views.me.access import (
    after_saving,
    applicant_page,
    editable_application,
    entry_page,
    live_application,
    own_record_page,
    person_of,
    section_page,
)
from talent.accounts.access import SignedInRequest
from talent.accounts.models import User
from talent.profiles.forms.identity import IdentityForm
from talent.workflow.refusals import ActionRefused


@entry_page
def benefits(request: SignedInRequest) -> HttpResponse:
    """Choose the benefits; the first time this starts the case, for newcomers together with who they are."""
    application = live_application(request.subject)
    if application and application.status not in EDITABLE:
        return redirect(own_address(request, "case", application.pk))
    identity = None if person_of(request.subject) else IdentityForm(request.POST or None)
    form = BenefitsForm(request.POST or None, initial=BenefitsForm.initial_for(application))
    if request.method == "POST" and _valid(form, identity):
        try:
            _choose(request.subject, application, form, identity)
            invited = identity is not None and offer_for(request.subject, code=code_kept(request))
            return redirect(own_address(request, "offer")) if invited else after_saving(request.subject, "declaration")
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return section_page(request, "declaration", "benefits", form=form, identity=identity)


def _valid(form: BenefitsForm, identity: IdentityForm | None) -> bool:
    identity_valid = identity is None or identity.is_valid()
    return form.is_valid() and identity_valid


def _choose(user: User, application: Application | None, form: BenefitsForm, identity: IdentityForm | None) -> None:
    actions.choose_benefits(
        application,
        by=user,
        key=form.cleaned_data["key"],
        claimed_elsewhere=form.cleaned_data["claimed_elsewhere"],
        identity=identity.cleaned_data if identity else None,
        **form.choices,
    )


@entry_page
@require_GET
def task_list(request: SignedInRequest) -> HttpResponse:
    """The steps of the application and what each still needs."""
    application = editable_application(request.subject)
    if application is None:
        return redirect(own_address(request, "benefits"))
    corrections = corrections_of(application)
    steps = steps_of(application, corrections, under=request.subject.represented_by)
    context = {"application": application, "steps": steps, "corrections": corrections}
    return render(request, "portal/me/task_list.html", context | {"done": sum(step.done for step in steps)})


@applicant_page
def check(request: SignedInRequest) -> HttpResponse:
    """Check the answers, see the estimate, declare and submit; sent twice, it arrives once."""
    application = live_application(request.subject)
    if application is None:
        return redirect(own_address(request, "home"))
    if application.status not in EDITABLE:
        return redirect(own_address(request, "submitted", application.pk))
    form = DeclarationForm(request.POST or None, disputed=application.status == ApplicationStatus.DISPUTED)
    if request.method == "POST" and form.is_valid():
        try:
            sent = form.cleaned_data
            actions.hand_in(application, by=request.subject, seen=sent["seen"], answer=sent.get("answer", ""))
            return redirect(own_address(request, "submitted", application.pk))
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
    return render(request, "portal/me/check.html", {"form": form, **check_page(application)})


@own_record_page
@require_GET
def submitted(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The number, what happens next, and by when."""
    handed_in = Application.objects.visible_to(request.subject).submitted().select_related("employer")
    application = get_object_or_404(handed_in, pk=pk)
    context = {"application": application, "again": application.submissions.count() > 1}
    context |= letters_of(application, user=request.subject)
    return render(request, "portal/me/submitted.html", context)
