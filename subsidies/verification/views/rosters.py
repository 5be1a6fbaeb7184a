"""Taking back a roster that was committed a moment ago."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from subsidies.verification import actions
from subsidies.verification.reporting import report_roster_taken_back
from subsidies.verification.taking_back import consequences_of_taking_back
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.employers.models import Roster
from talent.employers.queries import may_be_taken_back_until
from talent.workflow.refusals import ActionRefused


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask first, with what it does in numbers; then take back and report."""
    rosters = Roster.objects.visible_to(request.user).select_related("employer", "committed_by")
    roster = get_object_or_404(rosters.defer("problems", "remarks"), pk=pk)
    until = may_be_taken_back_until(roster)
    if request.method != "POST" and until is not None:
        context = {"roster": roster, "until": until, "found": consequences_of_taking_back(roster)}
        return render(request, "verification/take_back_roster.html", context)
    if request.method != "POST":
        return redirect("employer:roster", pk=pk)
    try:
        report_roster_taken_back(request, actions.take_back_roster(roster, by=request.user))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("employer:roster", pk=pk)
