"""Those who were ticked in the queue, on the page that asks what becomes of them."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect

from subsidies.verification import queries
from subsidies.verification.forms import SelectionForm
from subsidies.verification.views.narrowing import narrowing
from talent.accounts.access import SignedInRequest
from talent.ui import ticks

QUEUE = "verification:queue"


class Choice(NamedTuple):
    """Who was ticked and still waits, and the way back."""

    chosen: queries.Chosen
    back: ticks.WayBack


def led_on(request: SignedInRequest, url_name: str) -> HttpResponseRedirect:
    """From the queue's form to the page that asks; back to the queue when nothing was ticked."""
    if ticks.selection(request, SelectionForm) is None:
        return redirect(QUEUE)
    return ticks.on_to(request, url_name, names=narrowing(request, request.POST).names)


def choice_of(request: SignedInRequest, *, nobody: str) -> Choice | None:
    """Whom the page is about, or the form that it sent; None, with a message, when there is nobody any more.

    Args:
        nobody: what to say where all who were ticked have changed.
    """
    form = ticks.selection(request, SelectionForm)
    if form is None:
        return None
    by = narrowing(request, request.POST if request.method == "POST" else request.GET)
    chosen = queries.chosen(request.user, form.ticked, by.narrowed)
    if not chosen.claims:
        messages.warning(request, nobody)
        return None
    return Choice(chosen, ticks.way_back(request, QUEUE, names=by.names))
