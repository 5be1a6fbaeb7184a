"""The employer's list of people whose employment is to be confirmed again before their next instalment."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from subsidies.payments import actions as payments
from subsidies.payments.continued_words import tell, tell_back
from subsidies.payments.forms import PeopleBackForm, PeopleForm
from subsidies.payments.queries import continued
from subsidies.verification import actions
from subsidies.verification.models import EmploymentConfirmation
from subsidies.verification.people_forms import DepartureForm
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.ui import ticks
from talent.ui.pages import page_of
from talent.workflow.refusals import ActionRefused


@role_required(Role.HR_OFFICER)
@require_GET
def to_confirm(request: SignedInRequest) -> HttpResponse:
    """Who is to be confirmed, the next instalment first."""
    page = page_of(continued.to_confirm(request.user), request, order=continued.ORDER)
    people = continued.asked(page.rows, by=request.user)
    context = {"page": page, "people": people, "today": clock.today(), "most": continued.MOST_AT_ONCE}
    context |= {"recent": continued.recent_clicks(request.user), "ticked": ticks.ticked(request)}
    return render(request, "payments/continued/list.html", context)


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: SignedInRequest) -> HttpResponse:
    """One page that names everybody who is about to be confirmed."""
    if (form := ticks.selection(request, PeopleForm)) is None:
        return redirect("continued:list")
    if request.method == "POST":
        return ticks.on_to(request, "continued:confirm")
    people = continued.chosen(request.user, None if form.cleaned_data["everything"] else form.cleaned_data["selected"])
    if not people:
        messages.warning(request, _("勾选的人员都已不需要确认。下面是最新的名单。"))
        return redirect("continued:list")
    back = ticks.way_back(request, "continued:list")
    return render(request, "payments/continued/confirm.html", {"people": people, "list_url": back.address})


@role_required(Role.HR_OFFICER)
@require_POST
def confirmed(request: SignedInRequest) -> HttpResponse:
    """Confirm everybody who was named."""
    form = PeopleForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.first_error)
    else:
        tell(request, actions.confirm_employment(form.cleaned_data["selected"], by=request.user))
        ticks.forget(request)
    return redirect("continued:list")


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask first, naming whom one click confirmed; then take back what is ticked, and report."""
    form = PeopleBackForm(request.POST if request.method == "POST" else None)
    try:
        given = _click(request.user, pk)
        if form.is_valid():
            tell_back(request, payments.take_confirmations_back(form.chosen(given), by=request.user))
            return redirect("continued:list")
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("continued:list")
    if form.errors:
        messages.error(request, form.first_error)
    return render(request, "payments/continued/undo.html", {"given": given, "confirmation": given[0]})


def _click(officer: User, pk: UUID) -> list[EmploymentConfirmation]:
    """What one click confirmed. Raises ActionRefused: nothing of it counts, or the time for taking back is over."""
    given = continued.given_by_click(officer, pk)
    if not given:
        raise ActionRefused(_("没有找到这次确认，可能已经撤销。"))
    payments.refuse_late(given)
    return given


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def left(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say on what day somebody left."""
    instalment = get_object_or_404(continued.to_confirm(request.user), award__person=pk)
    (asked,) = continued.asked([instalment], by=request.user)
    form = DepartureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.report_left(asked.person, by=request.user, **form.cleaned_data)
            messages.success(request, _("已登记%(name)s离职，后续补贴暂停发放。") % {"name": asked.person.name})
            return redirect("continued:list")
        except ActionRefused as refusal:
            form.add_error("left_on", str(refusal))
    return render(request, "payments/continued/left.html", {"asked": asked, "form": form})
