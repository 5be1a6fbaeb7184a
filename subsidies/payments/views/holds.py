"""The pages of holds: who is paid nothing for the time being, why, and who can change that."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from subsidies.payments import actions
from subsidies.payments.filters import HoldFilter
from subsidies.payments.forms import LiftHoldForm, PlaceHoldForm
from subsidies.payments.hold_pages import hold_page, holds_page
from subsidies.payments.models import Hold, Instalment
from talent.accounts.access import SignedInRequest, role_required
from talent.workflow.refusals import ActionRefused


@role_required("reviewer", "auditor")
@require_GET
def hold_list(request: SignedInRequest) -> HttpResponse:
    """Holds, the oldest first."""
    narrowed = HoldFilter(request.GET or None)
    page = holds_page(narrowed.apply(Hold.objects.visible_to(request.user)), request)
    return render(request, "payments/hold_list.html", {"filter_form": narrowed, "page": page})


@role_required("reviewer", "auditor")
@require_GET
def hold(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One hold: why, since when, what to look at, and the form that ends it."""
    found = get_object_or_404(Hold.objects.visible_to(request.user).with_what_to_look_at(), pk=pk)
    return render(request, "payments/hold.html", hold_page(found, request.user))


@role_required("reviewer")
@require_POST
def lift_hold(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let the person be paid again."""
    found = get_object_or_404(Hold.objects.visible_to(request.user).with_what_to_look_at(), pk=pk)
    form = LiftHoldForm(request.POST)
    if form.is_valid():
        try:
            actions.lift_hold(found, by=request.user, **form.cleaned_data)
            messages.success(request, _("已解除对%(name)s的暂停。") % {"name": found.person.name})
            return redirect("payments:hold_list")
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "payments/hold.html", hold_page(found, request.user) | {"form": form})


@role_required("reviewer")
@require_http_methods(["GET", "HEAD", "POST"])
def place_hold(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep the person of an instalment from being paid."""
    visible = Instalment.objects.visible_to(request.user).select_related("award__person")
    person = get_object_or_404(visible, pk=pk).award.person
    form = PlaceHoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            placed = actions.place_hold(person, by=request.user, **form.cleaned_data)
            messages.success(request, _("已暂停%(name)s的发放。") % {"name": person.name})
            return redirect("payments:hold", placed.pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "payments/place_hold.html", {"person": person, "form": form})
