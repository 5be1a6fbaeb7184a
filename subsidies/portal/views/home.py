"""From signing in to one's desk."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from subsidies.portal.queries.desks import desks_of
from talent.accounts.access import SignedInRequest, signed_in


@signed_in
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Go to one's desk; whoever works at several chooses."""
    desks = desks_of(request.user.roles)
    if len(desks) == 1:
        return redirect(desks[0].url)
    return render(request, "portal/public/home.html", {"desks": desks})
