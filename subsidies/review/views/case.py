"""One case at the talent office. The submission that was read is the one that is decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from subsidies.applications.assessments import open_benefits
from subsidies.applications.promises import correction_days
from subsidies.review import actions, case_actions
from subsidies.review.forms.case import ProposalForm, RecheckForm, ReturnForm, RevealForm
from subsidies.review.pages import case_of, case_page, decide
from subsidies.review.walking import Walk
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.calendars import clock


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_safe
def case(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Everything on one case; that it was read is logged."""
    application = case_of(request.user, pk)
    case_actions.record_opened(application, by=request.user)
    return case_page(request, application)


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_safe
def following(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """On to the next case of the list, without deciding this one."""
    return Walk(request, case_of(request.user, pk)).on()


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_POST
def reveal(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The case with full numbers, once, for a reason that is logged."""
    application = case_of(request.user, pk)
    form = RevealForm(request.POST)
    if not form.is_valid():
        return case_page(request, application, reveal_form=form)
    actions.reveal_numbers(application, by=request.user, reason=form.reason_words)
    return case_page(request, application, revealed=True)


@role_required(Role.REVIEWER)
@require_POST
def propose(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """First review."""
    application = case_of(request.user, pk)
    form = ProposalForm(request.POST, benefits=open_benefits(application))
    done = _("%(number)s 已提交复核。")
    return decide(request, application, actions.propose, done, lambda: (form.proposals,), proposal_form=form)


@role_required(Role.REVIEWER)
@require_POST
def return_for_correction(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask the applicant to correct something."""
    application = case_of(request.user, pk)
    form = ReturnForm(request.POST, days=correction_days(clock.today()))

    def act(*read: Any, **given: Any) -> object:
        return actions.return_for_correction(*read, due_on=form.cleaned_data["due_on"], **given)

    done = _("%(number)s 已退回申请人补正。")
    return decide(request, application, act, done, lambda: (form.items,), return_form=form)


@role_required(Role.REVIEWER)
@require_POST
def confirm(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Recheck: agree."""
    application, form = case_of(request.user, pk), RecheckForm(request.POST)
    return decide(request, application, actions.confirm, _("%(number)s 复核完成。"), recheck_form=form)


@role_required(Role.REVIEWER)
@require_POST
def send_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Recheck: disagree."""
    application, form = case_of(request.user, pk), RecheckForm(request.POST)
    return decide(request, application, actions.send_back, _("%(number)s 已退回初审。"), recheck_form=form)
