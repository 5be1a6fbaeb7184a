"""Taking back an answer: of one person, or of all that the same click answered."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from subsidies.verification import actions
from subsidies.verification.models import Verification
from subsidies.verification.reporting import report_undone
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.workflow.refusals import ActionRefused


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask first, naming whom; then take back and report."""
    answers = Verification.objects.visible_to(request.user)
    answer = answers.filter(pk=pk, answered_by__isnull=False).select_related("answered_by").first()
    if answer is None:
        messages.info(request, _("没有找到这条答复，可能已经撤销。"))
        return redirect("verification:answered")
    everything = "all" in (request.POST if request.method == "POST" else request.GET)
    named = answers.given_with(answer) if everything else answers.filter(pk=answer.pk)
    rows = list(named.select_related("submission__application__person").order_by("submission__application__number"))
    if request.method != "POST":
        context = {"answer": answer, "rows": rows, "everything": everything}
        return render(request, "verification/undo.html", context)
    return _undone(request, rows)


def _undone(request: SignedInRequest, rows: list[Verification]) -> HttpResponse:
    try:
        report_undone(request, actions.undo(rows, by=request.user))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("verification:answered")
    return redirect("verification:queue")
