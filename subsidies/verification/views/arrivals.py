"""People on a unit's roster who come from other units of the group: for either unit to see, for the former to agree."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from subsidies.verification import actions
from subsidies.verification.arrivals import arrivals_seen_by, in_words, rosters_with_arrivals
from subsidies.verification.kinds import ArrivalOutcome
from subsidies.verification.people_forms import TransferDayForm
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.employers.models import Roster
from talent.employers.workflow import RosterStatus
from talent.ui.pages import page_of
from talent.workflow.refusals import ActionRefused


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def arrivals(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Who comes from where and what is done with each; once the roster counts, record as moved whom one may."""
    roster = get_object_or_404(rosters_with_arrivals(request.user), pk=pk)
    rows = arrivals_seen_by(request.user, roster)
    form = TransferDayForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _agreed(request, roster, form):
        return redirect("people:arrivals", pk=pk)
    ready = rows.filter(outcome=ArrivalOutcome.READY).count()
    page = page_of(rows.select_related("moved_from"), request, order=("row_number", "id"))
    may_act = ready > 0 and roster.status == RosterStatus.COMMITTED
    context = {"roster": roster, "page": page, "rows": in_words(page.rows), "ready": ready, "may_act": may_act}
    context["is_own"] = Roster.objects.visible_to(request.user).filter(pk=pk).exists()
    return render(request, "verification/people/arrivals.html", context | {"form": form})


def _agreed(request: SignedInRequest, roster: Roster, form: TransferDayForm) -> bool:
    try:
        count = actions.agree_to_arrivals(roster, by=request.user, day=form.cleaned_data["moved_on"])
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    words = ngettext(
        "已登记 %(count)d 人调动，对方单位和本人会收到通知。",
        "已登记 %(count)d 人调动，对方单位和本人会收到通知。",
        count,
    )
    messages.success(request, words % {"count": count})
    return True
