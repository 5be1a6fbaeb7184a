"""What the employer has stated: the invited person confirms it, corrects it, or does not apply."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from subsidies.offers import actions
from subsidies.offers.models import Offer
from subsidies.offers.views.invitee import code_kept
from subsidies.portal.actions import confirm_stated
from subsidies.portal.queries.offers import stated_for
from subsidies.portal.views.me.access import applicant_page, live_application, onward, person_of
from talent.accounts.access import SignedInRequest
from talent.workflow.refusals import ActionRefused


@applicant_page
@require_GET
def offer(request: SignedInRequest) -> HttpResponse:
    """What the unit states, for the person to check; to the start page where there is no invitation."""
    person = person_of(request.user)
    stated = stated_for(request.user, code=code_kept(request))
    if stated is None:
        return redirect("me:home")
    replaced = getattr(person, "employment", None)
    return render(request, "portal/me/offer.html", {"stated": stated, "replaced": replaced})


@applicant_page
@require_POST
def offer_open(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Note that the person has looked at it, then show it."""
    try:
        actions.open_offer(get_object_or_404(Offer, pk=pk), by=request.user, code=code_kept(request))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("me:home")
    return redirect("me:offer")


@applicant_page
@require_POST
def offer_confirm(request: SignedInRequest) -> HttpResponse:
    """Take the employment over where it is whole; else on to the form, filled in as far as it is stated."""
    person = person_of(request.user)
    stated = stated_for(request.user, code=code_kept(request))
    if person is None or stated is None:
        return redirect("me:home")
    try:
        confirmed = confirm_stated(person, stated, by=request.user, code=code_kept(request))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("me:home")
    if not confirmed:
        return redirect("me:employment")
    started = live_application(request.user) is not None
    return redirect(onward(request.user, "employment") if started else "me:benefits")


@applicant_page
@require_POST
def offer_decline(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One tap, and nobody reminds."""
    try:
        actions.decline(get_object_or_404(Offer, pk=pk), by=request.user, code=code_kept(request))
        messages.success(request, _("已记下，不再提醒。以后改变主意，仍可随时申请。"))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("me:home")
