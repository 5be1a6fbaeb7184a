"""What is to be paid back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from subsidies.payments.models import Recovery
from subsidies.portal.queries.recoveries import recovery_page
from subsidies.portal.views.me.access import own_record_page
from talent.accounts.access import SignedInRequest


@own_record_page
@require_GET
def recovery(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One recovery: how much, why, how it was reckoned, how to pay, what can be done against it."""
    found = get_object_or_404(Recovery.objects.visible_to(request.user).select_related("award"), pk=pk)
    return render(request, "portal/me/recovery.html", recovery_page(found, user=request.user))
