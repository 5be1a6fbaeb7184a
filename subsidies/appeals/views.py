"""Appeals as the office works through them; applicants file them on their own pages."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from subsidies.appeals import actions
from subsidies.appeals.forms import UPHOLD, AppealFilter, AssignForm, DecideForm
from subsidies.appeals.models import Appeal
from subsidies.appeals.pages import appeal_page, list_page
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.workflow.refusals import ActionRefused

READS = role_required(Role.REVIEWER, Role.AUDITOR)
ACTS = role_required(Role.REVIEWER)


@READS
@require_safe
def appeal_list(request: SignedInRequest) -> HttpResponse:
    """Appeals that wait, the first promised first."""
    narrowed = AppealFilter(request.GET or None)
    context = list_page(narrowed.apply(Appeal.objects.visible_to(request.user), request.user), request)
    return render(request, "appeals/list.html", {"filter_form": narrowed, **context})


@READS
@require_safe
def appeal(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One appeal: what is said, against what, and what can be done."""
    return render(request, "appeals/appeal.html", appeal_page(_found(request.user, pk), request.user))


@ACTS
@require_POST
def assign(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Give it to somebody who had no part in the decision."""
    found = _found(request.user, pk)
    form = AssignForm(request.POST, appeal=found)
    if form.is_valid():
        try:
            given = actions.assign(found, by=request.user, to=form.cleaned_data["to"])
            messages.success(request, _("%(number)s 由 %(name)s 承办。") % _words(given))
            return redirect("appeals:appeal", pk=pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    context = appeal_page(_found(request.user, pk), request.user) | {"assign_form": form}
    return render(request, "appeals/appeal.html", context, status=422)


@ACTS
@require_POST
def decide(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Decide on it, with reasons."""
    found, form = _found(request.user, pk), DecideForm(request.POST)
    if form.is_valid():
        act = actions.uphold if form.cleaned_data["outcome"] == UPHOLD else actions.dismiss
        try:
            decided = act(found, by=request.user, explanation=form.cleaned_data["explanation"])
            messages.success(request, _("%(number)s 已作出决定，决定书已出具并通知申请人。") % _words(decided))
            return redirect("appeals:appeal", pk=pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    context = appeal_page(_found(request.user, pk), request.user) | {"decide_form": form}
    return render(request, "appeals/appeal.html", context, status=422)


def _found(user: User, pk: UUID) -> Appeal:
    visible = Appeal.objects.visible_to(user).select_related(
        "application__person", "application__employer", "assigned_to", "decided_by"
    )
    return get_object_or_404(visible, pk=pk)


def _words(appeal: Appeal) -> dict[str, object]:
    return {"number": appeal.number, "name": appeal.assigned_to}
