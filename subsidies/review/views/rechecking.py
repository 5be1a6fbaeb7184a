"""Lists for bulk recheck: drawing one up, opening its sample, confirming."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from subsidies.applications.workflow import ApplicationStatus
from subsidies.review import rechecking
from subsidies.review.forms.queue import ChosenForm, DrawUpForm, SelectionForm
from subsidies.review.places import DRAWN, Place
from subsidies.review.queries.rechecking import listed_cases, lists_of
from subsidies.review.reporting import report
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.workflow.refusals import ActionRefused


@role_required(Role.REVIEWER)
@require_POST
def draw_up(request: SignedInRequest) -> HttpResponse:
    """A list of the ticked cases, with its sample."""
    form, key = SelectionForm(request.POST), DrawUpForm(request.POST)
    if not (form.is_valid() and key.is_valid()):
        wrong = form.errors.get("selected") or [_("页面已失效，请刷新后重试。")]
        messages.error(request, " ".join(str(error) for error in wrong))
        return redirect(_recheck_queue())
    try:
        found = rechecking.draw_up(form.cleaned_data["selected"], pk=key.cleaned_data["pk"], by=request.user)
    except ActionRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect(_recheck_queue())
    _tell_of_others(request, found)
    return redirect("review:recheck_list", pk=found.drawn.pk)


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_safe
def recheck_list(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What of a list still awaits its recheck, and which of its sample are still to be opened."""
    drawn = get_object_or_404(lists_of(request.user).select_related("person"), pk=pk)
    cases = listed_cases(drawn, user=request.user)
    context = {
        "drawn": drawn,
        "cases": cases,
        "sample": [each for each in cases if each.sampled],
        "to_open": [each for each in cases if each.to_open],
        "place": Place({DRAWN: str(drawn.pk)}),
        "may_confirm": drawn.person_id == request.user.natural_person_id and request.user.has_role(Role.REVIEWER),
        "queue_url": _recheck_queue(),
    }
    return render(request, "review/recheck_list.html", context)


@role_required(Role.REVIEWER)
@require_POST
def confirm(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Recheck what is ticked of a list whose sample was opened; what cannot be confirmed is named with the reason."""
    drawn, form = get_object_or_404(lists_of(request.user), pk=pk), ChosenForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors["selected"]))
        return redirect("review:recheck_list", pk=pk)
    try:
        report(request, *rechecking.confirm_list(drawn, form.cleaned_data["selected"], by=request.user))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("review:recheck_list", pk=pk)


def _tell_of_others(request: SignedInRequest, found: rechecking.DrawnUp) -> None:
    """What was ticked and does not stand on this list as a new case."""
    if found.on_earlier:
        words = ngettext(
            "勾选的 %(count)d 件此前已列入您拟定的名单，抽查结果不变，仍在原名单办理。",
            "勾选的 %(count)d 件此前已列入您拟定的名单，抽查结果不变，仍在原名单办理。",
            found.on_earlier,
        )
        messages.info(request, words % {"count": found.on_earlier})
    if found.left_out:
        words = ngettext(
            "勾选的 %(count)d 件已有变动或须逐件复核，没有列入。",
            "勾选的 %(count)d 件已有变动或须逐件复核，没有列入。",
            found.left_out,
        )
        messages.warning(request, words % {"count": found.left_out})


def _recheck_queue() -> str:
    return f"{reverse('review:queue')}?status={ApplicationStatus.AWAITING_RECHECK}"
