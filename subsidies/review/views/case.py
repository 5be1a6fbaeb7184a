"""One case at the talent office. The submission that was read is the one that is decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from subsidies.applications.models import Application
from subsidies.review import actions, queries
from subsidies.review.forms import ProposalForm, RecheckForm, ReturnForm, RevealForm
from talent.accounts.access import role_required
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit import events as audit
from talent.workflow.refusals import ActionRefused


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_GET
def case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything on one case."""
    return _page(request, _case(request.user, pk))


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_POST
def reveal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The case with full numbers, once, for a reason that is logged."""
    application = _case(request.user, pk)
    form = RevealForm(request.POST)
    if not form.is_valid():
        return _page(request, application, reveal_form=form)
    reason = dict(form.fields["reason"].choices)[form.cleaned_data["reason"]]
    audit.record("application.numbers_revealed", application, by=request.user, reason=str(reason))
    return _page(request, application, revealed=True)


@role_required(Role.REVIEWER)
@require_POST
def propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """First review."""
    application = _case(request.user, pk)
    form = ProposalForm(request.POST, benefits=application.benefits)
    return _decide(
        request,
        application,
        form,
        "proposal_form",
        lambda submission: actions.propose(
            application, form.proposals, by=request.user, submission=submission, note=form.cleaned_data["note"]
        ),
        _("%(number)s 已提交复核。"),
    )


@role_required(Role.REVIEWER)
@require_POST
def return_for_correction(request: HttpRequest, pk: UUID) -> HttpResponse:
    application = _case(request.user, pk)
    form = ReturnForm(request.POST)
    return _decide(
        request,
        application,
        form,
        "return_form",
        lambda submission: actions.return_for_correction(
            application, form.items, by=request.user, submission=submission
        ),
        _("%(number)s 已退回申请人补正。"),
    )


@role_required(Role.REVIEWER)
@require_POST
def confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Recheck: agree."""
    application = _case(request.user, pk)
    form = RecheckForm(request.POST)
    return _decide(
        request,
        application,
        form,
        "recheck_form",
        lambda submission: actions.confirm(
            application, by=request.user, submission=submission, note=form.cleaned_data["note"]
        ),
        _("%(number)s 复核完成。"),
    )


@role_required(Role.REVIEWER)
@require_POST
def send_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Recheck: disagree."""
    application = _case(request.user, pk)
    form = RecheckForm(request.POST)
    return _decide(
        request,
        application,
        form,
        "recheck_form",
        lambda submission: actions.send_back(
            application, by=request.user, submission=submission, note=form.cleaned_data["note"]
        ),
        _("%(number)s 已退回初审。"),
    )


def _case(user: User, pk: UUID) -> Application:
    cases = Application.objects.visible_to(user).submitted().select_related("person", "employer")
    return get_object_or_404(cases, pk=pk)


def _decide(
    request: HttpRequest,
    application: Application,
    form: forms.Form,
    form_name: str,
    act: Callable[[Any], object],
    done: str,
) -> HttpResponse:
    """Act on the submission that the form was made for; a refusal is shown on the case with what was typed."""
    if form.is_valid():
        submission = get_object_or_404(application.submissions, pk=form.cleaned_data["submission"])
        try:
            act(submission)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done % {"number": application.number})
            return redirect("review:queue")
    application.refresh_from_db()
    return _page(request, application, **{form_name: form})


def _page(
    request: HttpRequest, application: Application, *, revealed: bool = False, **given: forms.Form
) -> HttpResponse:
    context = queries.case_page(application, request.user, revealed=revealed)
    key = {"submission": context["submission"].pk}
    suggested = queries.first_proposal(context["assessments"])
    context |= {
        "proposal_form": ProposalForm(initial=key | suggested, benefits=application.benefits),
        "return_form": ReturnForm(initial=key),
        "recheck_form": RecheckForm(initial=key),
        "reveal_form": RevealForm(),
        **given,
    }
    return render(request, "review/case.html", context, status=422 if given else 200)
