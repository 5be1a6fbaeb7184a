"""Raising one objection to all that are ticked: a page with the reason, and the answer to it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from subsidies.verification import actions
from subsidies.verification.forms import ReasonForm, SelectionForm
from subsidies.verification.reporting import report_disputes
from subsidies.verification.views.choosing import choice_of, led_on
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.ui import ticks


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def dispute_many(request: SignedInRequest) -> HttpResponse:
    """One page that names everybody to whom the objection will be raised, and asks for the reason."""
    return led_on(request, "verification:dispute_many") if request.method == "POST" else _page(request, ReasonForm())


@role_required(Role.HR_OFFICER)
@require_POST
def disputed_many(request: SignedInRequest) -> HttpResponse:
    """Raise it to everybody selected; those who changed meanwhile are named, not overwritten."""
    selection, form = SelectionForm(request.POST), ReasonForm(request.POST)
    if not (selection.is_valid() and form.is_valid()):
        return _page(request, form)
    answer = actions.dispute_many(selection.cleaned_data["selected"], by=request.user, **form.cleaned_data)
    report_disputes(request, answer)
    ticks.forget(request)
    return redirect("verification:queue")


def _page(request: SignedInRequest, form: ReasonForm) -> HttpResponse:
    choice = choice_of(request, nobody=_("勾选的申请都已有变化，没有可以提出异议的。下面是最新的名单。"))
    if choice is None:
        return redirect("verification:queue")
    context = {"chosen": choice.chosen, "form": form, "queue_url": choice.back.address, "asked": choice.back.asked}
    return render(request, "verification/dispute_many.html", context)
