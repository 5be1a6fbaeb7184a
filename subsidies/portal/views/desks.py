"""Where each persona of the staff begins: what waits, and where it leads."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from subsidies.applications.forms import SearchForm
from subsidies.payments.queries import continued
from subsidies.portal.queries.office_desk import office_desk
from subsidies.portal.queries.policy_desk import policy_desk
from subsidies.portal.queries.record_desks import administrator_desk, audit_desk
from subsidies.verification import queries as verification
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_safe
def office(request: SignedInRequest) -> HttpResponse:
    """Cases, notices and payments that wait for the talent office, and whom to look for."""
    return render(request, "portal/desks/office.html", {"search_form": SearchForm(), **office_desk(request.user)})


@role_required(Role.HR_OFFICER)
@require_safe
def employer(request: SignedInRequest) -> HttpResponse:
    """Whom the unit has to verify or to confirm again, and the way to the roster import."""
    counts = verification.desk(request.user)
    to_confirm = continued.to_confirm(request.user).count()
    return render(request, "portal/desks/employer.html", {"counts": counts, "to_confirm": to_confirm})


@role_required(Role.POLICY_OFFICER)
@require_safe
def policy(request: SignedInRequest) -> HttpResponse:
    """Calendar, figures and employers: what is missing, what ends."""
    return render(request, "portal/desks/policy.html", policy_desk(request.user))


@role_required(Role.AUDITOR)
@require_safe
def audit(request: SignedInRequest) -> HttpResponse:
    """The state of the log and what deserves a look."""
    return render(request, "portal/desks/audit.html", audit_desk(request.user))


@role_required(Role.ADMINISTRATOR)
@require_safe
def administrator(request: SignedInRequest) -> HttpResponse:
    """Who works in which role, and what is missing."""
    return render(request, "portal/desks/administrator.html", administrator_desk(request.user))
