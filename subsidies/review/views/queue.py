"""What waits at the talent office."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from subsidies.applications import searches
from subsidies.applications.forms import SearchForm
from subsidies.applications.workflow import ApplicationStatus
from subsidies.review.forms.assigning import TakeNextForm
from subsidies.review.forms.queue import DrawUpForm
from subsidies.review.forms.saved_filters import SaveFilterForm
from subsidies.review.listing import Listing, listing_of
from subsidies.review.places import Place
from subsidies.review.queries import assigning
from subsidies.review.queries import queue as queries
from subsidies.review.queries.rechecking import unfinished_lists
from subsidies.review.queries.saved_filters import counted_filters, default_filter_of
from subsidies.review.queue_table import QueueTable
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.ui.pages import Page, counted, page_of


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    """Cases by promised day; by default those that await the first review."""
    if not request.GET and (usual := default_filter_of(request.user)):
        return redirect(f"{reverse('review:queue')}?{urlencode(usual)}")
    place = Place.listed(request.GET)
    listing = listing_of(request.user, place.asked, request.session)
    _tell_of_what_is_gone(request, listing)
    page = page_of(listing.rows, request, order=listing.order, total=counted(listing.cases))
    context = _around(request, listing) | _rechecks(request, listing, page)
    context |= {"page": page, "place": place, "table": _table(listing, page, place, context)}
    return render(request, "review/queue.html", context)


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_POST
def search(request: SignedInRequest) -> HttpResponse:
    """Keep what is searched for in the session, and show what it finds under a key that says nothing."""
    form = SearchForm(request.POST)
    if not form.is_valid():
        messages.error(request, _error_of(form, "text"))
        return redirect("review:queue")
    key = searches.keep(request.session, searches.search_for(form.cleaned_data["text"]))
    return redirect(f"{reverse('review:queue')}?status=&search={key}")


def _around(request: SignedInRequest, listing: Listing) -> dict[str, Any]:
    """What the queue shows whatever is in it."""
    reviewing = request.user.has_role(Role.REVIEWER)
    return {
        "saved_filters": counted_filters(request.user, listing.officers) if reviewing else [],
        "save_form": SaveFilterForm(initial={"queue": urlencode(listing.asked)}) if reviewing else None,
        "search_form": SearchForm(),
        "take_form": TakeNextForm(),
        "may_take": reviewing and (listing.filters.get("status") or "") in ("", *assigning.AT_OFFICE),
        "form": listing.form,
        "asked": listing.asked,
        "narrowed_by": _("、").join(listing.narrowed_by),
        "search": listing.search,
    }


def _table(listing: Listing, page: Page, place: Place, context: dict[str, Any]) -> QueueTable:
    today = clock.today()
    return QueueTable(
        page.rows,
        place,
        listing.officers,
        today=today,
        soon=assigning.soon_until(today),
        rechecks=context["rechecks"],
        selecting=context["selecting"],
        with_status=not listing.filters.get("status"),
    )


def _rechecks(request: SignedInRequest, listing: Listing, page: Page) -> dict[str, Any]:
    """What a list of proposals that await a second person says of each, and how several are taken together."""
    if listing.filters.get("status") != ApplicationStatus.AWAITING_RECHECK:
        return {"rechecks": None, "selecting": False}
    rechecks, reviewing = (
        queries.rechecks_of([row["id"] for row in page], user=request.user),
        request.user.has_role(Role.REVIEWER),
    )
    return {
        "rechecks": rechecks,
        "selecting": reviewing and any(each.selectable for each in rechecks.values()),
        "draw_form": DrawUpForm(),
        "unfinished": unfinished_lists(request.user) if reviewing else [],
    }


def _error_of(form: forms.Form, field: str) -> str:
    return " ".join(str(error) for error in form.errors[field])


def _tell_of_what_is_gone(request: SignedInRequest, listing: Listing) -> None:
    """What the address names and there is no more, so that a longer list is not taken for the one that was wanted."""
    gone = [str(listing.form.fields[name].label) for name in listing.form.errors]
    if gone:
        named = _("、").join(gone)
        messages.warning(request, _("筛选条件里的%(named)s已不存在，列表没有按它筛选。") % {"named": named})
    if request.GET.get("search") and listing.search is None:
        messages.warning(request, _("上次的查找已失效，请重新输入。"))
