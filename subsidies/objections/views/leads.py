"""Putting several anonymous objections aside: a page that shows what each says, and the answer to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from subsidies.objections import leads
from subsidies.objections.forms import LeadReasonForm, TickedForm
from subsidies.objections.pages import with_about
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role


@role_required(Role.REVIEWER)
@require_POST
def ask(request: SignedInRequest) -> HttpResponse:
    """Show what the ticked ones say, and ask for the reason."""
    return _page(request, TickedForm(request.POST), LeadReasonForm())


@role_required(Role.REVIEWER)
@require_POST
def keep(request: SignedInRequest) -> HttpResponse:
    """Put aside those that were shown; the others are named with why."""
    ticked, form = TickedForm(request.POST), LeadReasonForm(request.POST)
    if not (ticked.is_valid() and form.is_valid()):
        return _page(request, ticked, form)
    done, refused = leads.keep(ticked.cleaned_data["selected"], by=request.user, **form.cleaned_data)
    if done:
        words = ngettext("%(count)d 件已留作线索。", "%(count)d 件已留作线索。", done)
        messages.success(request, words % {"count": done})
    for number, why in refused:
        messages.warning(request, _("%(number)s 没有办理：%(why)s") % {"number": number, "why": why})
    return redirect("objections:list")


def _page(request: SignedInRequest, ticked: TickedForm, form: LeadReasonForm) -> HttpResponse:
    if not ticked.is_valid():
        messages.error(request, ticked.first_error)
        return redirect("objections:list")
    chosen = leads.chosen(ticked.cleaned_data["selected"], by=request.user)
    if not chosen.objections:
        messages.warning(request, _("勾选的异议都不能由您留作线索：署名的须答复，参与过审核的须回避。"))
        return redirect("objections:list")
    with_about(chosen.objections)
    status = 422 if form.errors else 200
    return render(request, "objections/keep_leads.html", {"chosen": chosen, "form": form}, status=status)
