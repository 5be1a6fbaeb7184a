"""Who acts for the person, what they did, and the way to end it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from subsidies.portal.queries.acting import acting_for
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.mandates import actions
from talent.mandates.models import Mandate


@role_required(Role.APPLICANT)
@require_GET
def mandates(request: SignedInRequest) -> HttpResponse:
    """Every mandate for the person, open to them whatever they consented to."""
    return render(request, "portal/me/mandates.html", {"mandates": acting_for(request.user)})


@role_required(Role.APPLICANT)
@require_POST
def mandate_end(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """End one at once, without reasons."""
    actions.end(get_object_or_404(Mandate.objects.visible_to(request.user), pk=pk), by=request.user)
    messages.success(request, _("授权已终止，代办人不能再查看和填写您的资料。"))
    return redirect("me:mandates")
