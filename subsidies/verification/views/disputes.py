"""Raising one objection to all that are ticked: a page with the reason, and the answer to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from subsidies.verification import actions, queries
from subsidies.verification.forms import ReasonForm, SelectionForm
from subsidies.verification.reporting import report_disputes
from subsidies.verification.views.narrowing import narrowing
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.ui import ticks


@role_required(Role.HR_OFFICER)
@require_POST
def dispute_many(request: SignedInRequest) -> HttpResponse:
    """One page that names everybody to whom the objection will be raised, and asks for the reason."""
    return _page(request, SelectionForm(request.POST), ReasonForm())


@role_required(Role.HR_OFFICER)
@require_POST
def disputed_many(request: SignedInRequest) -> HttpResponse:
    """Raise it to everybody selected; those who changed meanwhile are named, not overwritten."""
    selection, form = SelectionForm(request.POST), ReasonForm(request.POST)
    if not (selection.is_valid() and form.is_valid()):
        return _page(request, selection, form)
    answer = actions.dispute_many(selection.cleaned_data["selected"], by=request.user, **form.cleaned_data)
    report_disputes(request, answer)
    ticks.forget(request)
    return redirect("verification:queue")


def _page(request: SignedInRequest, selection: SelectionForm, form: ReasonForm) -> HttpResponse:
    if not selection.is_valid():
        messages.error(request, selection.first_error)
        return redirect("verification:queue")
    by = narrowing(request, request.POST)
    chosen = queries.chosen(request.user, selection.ticked, by.narrowed)
    if not chosen.claims:
        messages.warning(request, _("勾选的申请都已有变化，没有可以提出异议的。下面是最新的名单。"))
        return redirect("verification:queue")
    back = ticks.way_back(request, "verification:queue", names=by.names)
    context = {"chosen": chosen, "form": form, "queue_url": back.address, "narrowed": back.narrowed}
    return render(request, "verification/dispute_many.html", context)
