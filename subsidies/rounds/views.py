"""Rounds: the office plans them, policy officers and auditors read them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from subsidies.rounds import actions
from subsidies.rounds.forms import BY_ROUNDS, DaysForm, IntakeForm, PlanForm
from subsidies.rounds.models import Round
from subsidies.rounds.pages import intake_page, list_page
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused

READS = role_required(Role.REVIEWER, Role.POLICY_OFFICER, Role.AUDITOR)
CHANGES = role_required(Role.REVIEWER)
FORM = require_http_methods(["GET", "HEAD", "POST"])


@READS
@require_GET
def round_list(request: SignedInRequest) -> HttpResponse:
    """How applications are taken, and every round with how many came in."""
    return render(request, "rounds/list.html", list_page(request))


@CHANGES
@FORM
def plan(request: SignedInRequest) -> HttpResponse:
    """Plan a round."""
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan(by=request.user, **form.cleaned_data)
            messages.success(request, _("已新建批次“%(name)s”。") % {"name": made.name})
            return redirect("rounds:list")
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "rounds/plan.html", {"form": form})


@CHANGES
@FORM
def change(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Move the days of a round."""
    found = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    form = DaysForm(request.POST or None, initial=DaysForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(found, by=request.user, **form.cleaned_data)
            messages.success(request, _("已保存批次“%(name)s”的时间。") % {"name": found.name})
            return redirect("rounds:list")
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "rounds/change.html", {"form": form, "round": found})


@CHANGES
@FORM
def cancel(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Give up a round that has not opened."""
    found = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    if request.method != "POST":
        return render(request, "rounds/cancel.html", {"round": found})
    try:
        actions.cancel(found, by=request.user)
        messages.success(request, _("已取消批次“%(name)s”。") % {"name": found.name})
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("rounds:list")


@CHANGES
@FORM
def intake(request: SignedInRequest) -> HttpResponse:
    """Say from when applications are taken on any day, or within rounds alone."""
    form = IntakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by_rounds = form.cleaned_data["way"] == BY_ROUNDS
        act = actions.take_by_rounds if by_rounds else actions.take_on_any_day
        try:
            act(by=request.user, from_on=form.cleaned_data["from_on"])
            messages.success(request, _("已保存受理方式。"))
            return redirect("rounds:list")
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "rounds/intake.html", {"form": form, **intake_page(clock.today())})
