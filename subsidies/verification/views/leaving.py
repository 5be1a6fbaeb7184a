"""Saying that somebody has left, putting that right, taking it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from subsidies.verification import actions
from subsidies.verification.models import Departure
from subsidies.verification.people_forms import DepartureForm
from subsidies.verification.person_page import is_self
from subsidies.verification.queries import people_of
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.employers.models import Employer
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def left(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say on what day somebody left, and how it came about."""
    person = get_object_or_404(Person.objects.filter(people_of(request.user)), pk=pk)
    form = DepartureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.report_left(person, by=request.user, **form.cleaned_data)
            messages.success(request, _("已登记%(name)s离职，后续补贴暂停发放。") % {"name": person.name})
            return redirect("people:person", pk=person.pk)
        except ActionRefused as refusal:
            form.add_error("left_on", str(refusal))
    context = {"person": person, "form": form, "is_own": is_self(person, request.user)}
    return render(request, "verification/people/left.html", context)


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say another day or another reason."""
    departure = _departure(request, pk)
    said = {"left_on": departure.left_on, "kind": departure.kind}
    form = DepartureForm(request.POST if request.method == "POST" else None, initial=said)
    if form.is_valid():
        try:
            actions.correct_departure(departure, by=request.user, **form.cleaned_data)
            messages.success(request, _("已更正%(name)s的离职登记。") % {"name": departure.person.name})
            return redirect("people:person", pk=departure.person_id)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"person": departure.person, "departure": departure, "form": form}
    return render(request, "verification/people/left.html", context)


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask first; then say that the person did not leave."""
    departure = _departure(request, pk)
    if request.method != "POST":
        return render(request, "verification/people/withdraw_departure.html", {"departure": departure})
    try:
        actions.withdraw_departure(departure, by=request.user)
        messages.success(request, _("已撤回%(name)s的离职登记。") % {"name": departure.person.name})
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("people:person", pk=departure.person_id)


def _departure(request: SignedInRequest, pk: UUID) -> Departure:
    served = Employer.objects.served_by(request.user)
    found = Departure.objects.filter(employer__in=served).select_related("person", "employer")
    return get_object_or_404(found, pk=pk)
