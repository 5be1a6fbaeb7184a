"""The working calendar for officers, and the demo's clock for everyone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from talent.accounts.access import SignedInRequest, role_required, signed_in
from talent.calendars import actions, clock, permissions, queries
from talent.calendars.forms import CalendarDayForm, MoveClockForm, PasteDaysForm
from talent.calendars.models import CalendarDay
from talent.calendars.pasted_days import read_pasted
from talent.notifications import scheduler
from talent.ui import formatting
from talent.workflow.refusals import ActionRefused


@role_required(*permissions.VIEW)
@require_GET
def calendar(request: SignedInRequest) -> HttpResponse:
    """A year of working days and days off."""
    today = clock.today()
    years = queries.years_to_show(today)
    asked = request.GET.get("year", "")
    context = {
        "view": queries.year_view(int(asked) if asked in map(str, years) else today.year),
        "years": years,
        "missing": queries.missing_years(today),
        "may_change": request.user.has_role(*permissions.CHANGE),
        "today": today,
    }
    return render(request, "calendars/calendar.html", context)


@role_required(*permissions.CHANGE)
@require_http_methods(["GET", "POST"])
def day_edit(request: SignedInRequest) -> HttpResponse:
    """Enter a day, or replace what the calendar says about it (``?on=`` fills the form)."""
    form = CalendarDayForm(request.POST or None, initial=_known_day(request.GET.get("on", "")))
    if request.method == "POST" and form.is_valid():
        day = actions.set_day(**form.cleaned_data, by=request.user)
        messages.success(request, _("已保存 %(day)s 的安排。") % {"day": formatting.day(day.date)})
        return redirect(reverse("calendars:calendar", query={"year": day.date.year}))
    return render(request, "calendars/day_edit.html", {"form": form})


@role_required(*permissions.CHANGE)
@require_http_methods(["GET", "POST"])
def days_paste(request: SignedInRequest) -> HttpResponse:
    """Enter a year's arrangement at once: read and shown first, saved whole by the button below what is shown."""
    form = PasteDaysForm(request.POST or None, initial={"year": queries.year_to_enter(clock.today())})
    if request.method != "POST" or not form.is_valid() or "edit" in request.POST:
        return render(request, "calendars/paste.html", {"form": form}, status=422 if form.errors else 200)
    sent = form.cleaned_data
    pasted = read_pasted(sent["text"], year=sent["year"])
    if "save" in request.POST and not pasted.problems:
        count = actions.set_days(pasted.days, source=sent["source"], by=request.user)
        messages.success(request, _("已保存 %(count)d 天的安排。") % {"count": count})
        return redirect(reverse("calendars:calendar", query={"year": sent["year"]}))
    context = {"form": form, "pasted": pasted, "preview": queries.preview_of(pasted.days, source=sent["source"])}
    return render(request, "calendars/paste.html", context, status=422 if pasted.problems else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def demo_clock(request: SignedInRequest) -> HttpResponse:
    """Move the demo's day forward, and do at once what falls due by it."""
    _require_demo_clock()
    form = MoveClockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_clock(form.target(), by=request.user)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell_outcomes(request, list(scheduler.run_all_jobs()))
            return redirect("calendars:demo_clock")
    return render(request, "calendars/demo_clock.html", {"form": form, "ahead": clock.days_ahead()})


@signed_in
@require_POST
def demo_clock_reset(request: SignedInRequest) -> HttpResponse:
    """Put the demo's day back to the true one, if nothing was done on a later day."""
    _require_demo_clock()
    try:
        actions.reset_clock(by=request.user)
        messages.success(request, _("已恢复为真实日期。"))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("calendars:demo_clock")


def _require_demo_clock() -> None:
    if not settings.DEMO_CLOCK:
        raise Http404


def _known_day(text: str) -> dict[str, Any]:
    """What the calendar says about the day ``text`` (ISO), as initial values of the form."""
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        return {}
    day = CalendarDay.objects.filter(date=date).first()
    if day is None:
        return {"date": date}
    return {"date": date, "is_working": str(int(day.is_working)), "name": day.name, "source": day.source}


def _tell_outcomes(request: SignedInRequest, outcomes: list[scheduler.Outcome]) -> None:
    """Say which day it is now and what the periodic jobs did."""
    messages.success(request, _("今天是 %(day)s。") % {"day": formatting.day(clock.today())})
    done = [f"{outcome.label}（{outcome.result}）" for outcome in outcomes if outcome.result]
    if done:
        messages.info(request, _("已自动办理：%(jobs)s。") % {"jobs": "；".join(done)})
    for outcome in outcomes:
        if outcome.error:
            messages.warning(request, f"{outcome.label}：{outcome.error}")
