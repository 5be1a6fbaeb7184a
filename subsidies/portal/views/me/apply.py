"""From choosing benefits to the confirmation that the application arrived."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from subsidies.applications import actions
from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from subsidies.portal.forms.benefits import BenefitsForm, DeclarationForm
from subsidies.portal.queries.check import check_page
from subsidies.portal.queries.steps import steps_of
from subsidies.portal.views.me.access import (
    after_saving,
    applicant_page,
    editable_application,
    live_application,
    person_of,
    section_page,
)
from talent.accounts.access import SignedInRequest
from talent.accounts.models import User
from talent.workflow.refusals import ActionRefused


@applicant_page
def benefits(request: SignedInRequest) -> HttpResponse:
    """Choose the benefits; the first time this starts the case."""
    if person_of(request.user) is None:
        return redirect("me:identity")
    application = live_application(request.user)
    if application and application != editable_application(request.user):
        return redirect("me:case", pk=application.pk)
    form = BenefitsForm(request.POST or None, initial=BenefitsForm.initial_for(application))
    if request.method == "POST" and form.is_valid():
        try:
            _save_benefits(request.user, application, form)
            return after_saving(request.user, "declaration")
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return section_page(request, "declaration", "benefits", form=form)


def _save_benefits(user: User, application: Application | None, form: BenefitsForm) -> None:
    chosen = form.choices
    application = application or actions.start(by=user, pk=form.cleaned_data["key"], **chosen)
    actions.choose(application, by=user, claimed_elsewhere=form.cleaned_data["claimed_elsewhere"], **chosen)


@applicant_page
@require_GET
def task_list(request: SignedInRequest) -> HttpResponse:
    """The steps of the application and what each still needs."""
    application = editable_application(request.user)
    if application is None:
        return redirect("me:benefits")
    steps = steps_of(application)
    done = sum(step.done for step in steps)
    return render(request, "portal/me/task_list.html", {"application": application, "steps": steps, "done": done})


@applicant_page
def check(request: SignedInRequest) -> HttpResponse:
    """Check the answers, see the estimate, declare and submit."""
    application = editable_application(request.user)
    if application is None:
        return redirect("me:home")
    form = DeclarationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _submit(application, request.user)
            return redirect("me:submitted", pk=application.pk)
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
    return render(request, "portal/me/check.html", {"form": form, **check_page(application)})


def _submit(application: Application, user: User) -> None:
    submit = {
        ApplicationStatus.DRAFT: actions.submit,
        ApplicationStatus.DISPUTED: actions.answer_dispute,
        ApplicationStatus.RETURNED: actions.correct,
    }[ApplicationStatus(application.status)]
    submit(application, by=user)


@applicant_page
@require_GET
def submitted(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The number, what happens next, and by when."""
    application = get_object_or_404(Application.objects.visible_to(request.user).submitted(), pk=pk)
    return render(request, "portal/me/submitted.html", {"application": application})
