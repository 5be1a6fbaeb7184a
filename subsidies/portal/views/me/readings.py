"""Who looked at one's data."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from subsidies.portal.queries.readings import in_words, readings_of
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.ui.pages import page_of


@role_required(Role.APPLICANT)
@require_safe
def readings(request: SignedInRequest) -> HttpResponse:
    """Every reading by anybody else, the latest first; open as well after a consent was withdrawn."""
    page = page_of(readings_of(request.user), request, order=("-id",))
    return render(request, "portal/me/readings.html", {"page": page, "readings": in_words(page.rows)})
