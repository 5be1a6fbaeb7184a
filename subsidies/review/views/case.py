"""One case at the talent office. The submission that was read is the one that is decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from subsidies.applications.models import Application
from subsidies.applications.promises import corrections_due_by
from subsidies.applications.queries import letters_of
from subsidies.applications.workflow import ApplicationStatus
from subsidies.review import actions, permissions
from subsidies.review.forms.assigning import HandOverForm
from subsidies.review.forms.case import ProposalForm, RecheckForm, ReturnForm, RevealForm
from subsidies.review.queries import case as queries
from subsidies.review.queries.assigning import AT_OFFICE, assignment_of
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_safe
def case(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Everything on one case."""
    return _page(request, _case(request.user, pk))


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_POST
def reveal(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The case with full numbers, once, for a reason that is logged."""
    application = _case(request.user, pk)
    form = RevealForm(request.POST)
    if not form.is_valid():
        return _page(request, application, reveal_form=form)
    actions.reveal_numbers(application, by=request.user, reason=form.reason_words)
    return _page(request, application, revealed=True)


@role_required(Role.REVIEWER)
@require_POST
def propose(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """First review."""
    application = _case(request.user, pk)
    form = ProposalForm(request.POST, benefits=application.benefits)
    done = _("%(number)s 已提交复核。")
    return _decide(request, application, actions.propose, done, lambda: (form.proposals,), proposal_form=form)


@role_required(Role.REVIEWER)
@require_POST
def return_for_correction(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask the applicant to correct something."""
    application, form = _case(request.user, pk), ReturnForm(request.POST)
    done = _("%(number)s 已退回申请人补正。")
    return _decide(request, application, actions.return_for_correction, done, lambda: (form.items,), return_form=form)


@role_required(Role.REVIEWER)
@require_POST
def confirm(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Recheck: agree."""
    application, form = _case(request.user, pk), RecheckForm(request.POST)
    return _decide(request, application, actions.confirm, _("%(number)s 复核完成。"), recheck_form=form)


@role_required(Role.REVIEWER)
@require_POST
def send_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Recheck: disagree."""
    application, form = _case(request.user, pk), RecheckForm(request.POST)
    return _decide(request, application, actions.send_back, _("%(number)s 已退回初审。"), recheck_form=form)


def _case(user: User, pk: UUID) -> Application:
    cases = Application.objects.visible_to(user).submitted().select_related("person", "employer")
    return get_object_or_404(cases, pk=pk)


def _decide(
    request: SignedInRequest,
    application: Application,
    act: Callable[..., object],
    done: str,
    contents: Callable[[], tuple[Any, ...]] = tuple,
    **given: Any,
) -> HttpResponse:
    """Act on what the form says was read; a refusal is shown on the case as it is now, with what was typed."""
    ((_name, form),) = given.items()
    status = application.status
    if form.is_valid():
        submission = get_object_or_404(application.submissions, pk=form.cleaned_data["submission"])
        read = {"review": form.cleaned_data["review"]} if "review" in form.cleaned_data else {}
        try:
            act(
                application, *contents(), by=request.user, submission=submission, note=form.cleaned_data["note"], **read
            )
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
            application.refresh_from_db()
        else:
            messages.success(request, done % {"number": application.number})
            return redirect(f"{reverse('review:queue')}?status={status}")
    return _page(request, application, **given)


def _page(
    request: SignedInRequest, application: Application, *, revealed: bool = False, **given: forms.Form
) -> HttpResponse:
    reviews = queries.reviews_of(application)
    context = queries.case_page(application, reviews, revealed=revealed)
    read = {"submission": context["submission"].pk, "review": context["review"] and context["review"].pk}
    suggested = read | queries.first_proposal(context["assessments"])
    for form in given.values():
        _renew_keys(form, suggested)
    context |= {
        "duties": permissions.duties_on(application, reviews, user=request.user),
        "may_revoke": request.user.has_role(Role.REVIEWER),
        "corrections_due_on": corrections_due_by(clock.today()),
        "recheck_queue": application.status == ApplicationStatus.AWAITING_RECHECK,
        "proposal_form": ProposalForm(initial=suggested, benefits=application.benefits),
        "return_form": ReturnForm(initial=read),
        "recheck_form": RecheckForm(initial=read),
        "reveal_form": RevealForm(),
        **_assignment(application, request.user),
        **letters_of(application, user=request.user),
        **given,
    }
    return render(request, "review/case.html", context, status=422 if given else 200)


def _assignment(application: Application, user: User) -> dict[str, Any]:
    """Who has the case, and what this officer may do about it while it is at the office."""
    held = assignment_of(application)
    may_assign = application.status in AT_OFFICE and user.has_role(Role.REVIEWER)
    return {
        "assignment": held,
        "held_by_me": held is not None and held.officer_id == user.pk,
        "hand_over_form": HandOverForm(initial={"read": held and held.pk}) if may_assign else None,
    }


def _renew_keys(form: forms.Form, read: dict[str, Any]) -> None:
    """The page that is about to be shown is what the officer reads now: its keys go with what they typed."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    for field in form.hidden_fields():
        value = read.get(field.name)
        data[field.html_name] = "" if value is None else str(value)
    form.data = data
