"""Anyone objects to a running notice, and follows what becomes of it, without an account."""

from __future__ import annotations

from uuid import UUID

from allauth.core.ratelimit import consume_or_429
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from subsidies.notices import queries as notices
from subsidies.notices.models import PublicNotice
from subsidies.objections import actions, limits, queries
from subsidies.objections.forms import ObjectionForm, TrackingForm
from subsidies.objections.models import Objection
from subsidies.objections.pages import tracking_page
from talent.accounts.access import public_page
from talent.papers.codes import grouped
from talent.workflow.refusals import ActionRefused

FORM = require_http_methods(["GET", "HEAD", "POST"])
NOT_FOR_SEARCH_ENGINES = "noindex, noarchive"


@public_page
@FORM
@never_cache
def new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Object to a notice that runs; so many a day from one address, and an hour for one notice."""
    notice = notices.running().filter(pk=pk).first()
    if notice is None:
        get_object_or_404(notices.taken_down(), pk=pk)
        return redirect("notices:detail", pk=pk)
    entry = queries.line_of(notice, request.GET.get("line", ""))
    form = ObjectionForm(request.POST or None, initial={"line": entry.sequence if entry else None})
    made, status = _sent(request, notice, form)
    if made is not None:
        return _hidden(request, "objections/received.html", {"objection": made, "code": grouped(made.code)})
    return _hidden(request, "objections/new.html", {"notice": notice, "form": form, "entry": entry}, status=status)


@public_page
@FORM
@never_cache
def track(request: HttpRequest) -> HttpResponse:
    """State and answer of the objection whose number is typed; the same words for every number that is none."""
    if refusal := consume_or_429(request, action="track_objection"):
        return refusal
    form = TrackingForm(request.POST or None)
    if not form.is_valid():
        return _hidden(request, "objections/track.html", {"form": form}, status=422 if form.errors else 200)
    found = queries.tracked(form.cleaned_data["code"])
    if found is None:
        return _hidden(request, "objections/track.html", {"form": form, "unknown": True}, status=404)
    return _hidden(request, "objections/tracked.html", tracking_page(found))


def _sent(request: HttpRequest, notice: PublicNotice, form: ObjectionForm) -> tuple[Objection | None, int]:
    """What a form that was sent has made, and the status of the answer; what is wrong is said in the form."""
    if not form.is_bound:
        return None, 200
    try:
        limits.refuse_flood(request, notice)
        return (_received(request, notice, form) if form.is_valid() else None), 422
    except limits.TooMany as refusal:
        form.add_error(None, str(refusal))
        return None, 429


def _received(request: HttpRequest, notice: PublicNotice, form: ObjectionForm) -> Objection | None:
    said = form.said
    try:
        if Objection.objects.filter(pk=said["pk"]).exists():  # sent twice: shown again, counted once
            return actions.receive(notice, **said)
        with limits.counted(request, notice, anonymous=said["anonymous"]):
            return actions.receive(notice, **said)
    except limits.TooMany:
        raise
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return None


def _hidden(request: HttpRequest, template: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    response = render(request, template, context, status=status)
    response.headers["X-Robots-Tag"] = NOT_FOR_SEARCH_ENGINES
    return response
