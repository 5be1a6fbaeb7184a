"""Who deals with which case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from subsidies.applications.models import Application
from subsidies.review import assigning
from subsidies.review.forms.assigning import HandOverForm, TakeNextForm
from subsidies.review.listing import listing_of
from subsidies.review.models import Assignment
from subsidies.review.places import Place
from subsidies.review.queries import assigning as queries
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.workflow.refusals import ActionRefused


@role_required(Role.REVIEWER)
@require_POST
def take_next(request: SignedInRequest) -> HttpResponse:
    """Take the most urgent case that nobody has, of those that the list shows out of which it is asked, and open it."""
    form, place = TakeNextForm(request.POST), Place.named(request.GET)
    if not form.is_valid():
        messages.error(request, _("页面已失效，请刷新后重试。"))
        return redirect(place.address)
    listing = listing_of(request.user, place.asked, request.session)
    if "search" in place.asked and listing.search is None:
        messages.warning(request, _("上次的查找已失效，请重新输入。"))
        return redirect(place.without("search").address)
    try:
        taken = _take_next(request.user, form, listing.filters if place.is_named else {})
    except ActionRefused as refusal:
        messages.info(request, str(refusal))
        return redirect(place.address)
    return redirect(place.case(taken.application_id))


@role_required(Role.REVIEWER)
@require_POST
def hand_over(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Give a case to a colleague, or take it oneself."""
    application, form = _case(request.user, pk), HandOverForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect(Place.named(request.GET, application).case(pk))
    officer, read, note = (form.cleaned_data[name] for name in ("officer", "read", "note"))
    try:
        assigning.hand_over(application, by=request.user, to=officer, read=read, note=note)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(number)s 现由 %(officer)s 承办。") % {"number": application, "officer": officer})
    return redirect(Place.named(request.GET, application).case(pk))


@role_required(Role.REVIEWER)
@require_POST
def give_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let go of a case."""
    application = _case(request.user, pk)
    try:
        assigning.give_back(application, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(number)s 已退回待领。") % {"number": application})
    return redirect(Place.named(request.GET, application).case(pk))


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_safe
def load(request: SignedInRequest) -> HttpResponse:
    """How much each officer has, and how much of it is late or soon late."""
    return render(request, "review/load.html", {"loads": queries.loads(request.user)})


def _take_next(user: User, form: TakeNextForm, filters: dict[str, Any]) -> Assignment:
    return assigning.take_next(by=user, pk=form.cleaned_data["pk"], filters=filters)


def _case(user: User, pk: UUID) -> Application:
    return get_object_or_404(Application.objects.visible_to(user).submitted(), pk=pk)
