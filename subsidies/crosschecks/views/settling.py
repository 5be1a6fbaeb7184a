"""An officer settles an answer that established nothing by itself, from the page of the case."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from subsidies.applications.models import Application
from subsidies.crosschecks import settling
from subsidies.crosschecks.forms import SettleForm
from subsidies.crosschecks.models import CrossCheckRow
from subsidies.crosschecks.queries import in_words
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.workflow.refusals import ActionRefused


@role_required(Role.REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say on what grounds an answer is settled."""
    row = _row(request.user, pk)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            settling.settle(row, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("已登记核实情况。"))
            return redirect("review:case", row.application_id)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "item": in_words([row])[0], "row": row}
    return render(request, "crosschecks/settle.html", context, status=422 if form.errors else 200)


@role_required(Role.REVIEWER)
@require_POST
def unsettle(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take back that an answer was settled."""
    row = _row(request.user, pk)
    try:
        settling.unsettle(row, by=request.user)
        messages.success(request, _("已撤销核实，这条部门答复须重新核实。"))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("review:case", row.application_id)


def _row(user: User, pk: UUID) -> CrossCheckRow:
    rows = CrossCheckRow.objects.filter(application__in=Application.objects.visible_to(user))
    return get_object_or_404(rows.select_related("crosscheck", "application__person"), pk=pk)
