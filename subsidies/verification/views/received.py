"""The summaries that units sent: the office's list, the page of each, signing for it and returning it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from subsidies.verification import actions
from subsidies.verification.forms import ReturnSummaryForm
from subsidies.verification.models import SentSummary
from subsidies.verification.workflow import SummaryStatus
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.papers.models import SignedScan
from talent.ui.pages import page_of
from talent.workflow.refusals import ActionRefused

SHOWN = ("paper", "employer", "sent_by", "received_by", "ended_by")


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_GET
def summary_list(request: SignedInRequest) -> HttpResponse:
    """What units sent, the latest first; what they took back is theirs."""
    status = request.GET.get("status", "")
    found = SentSummary.objects.exclude(status=SummaryStatus.TAKEN_BACK).select_related("employer", "sent_by", "paper")
    found = found.defer("paper__content", "paper__code")
    chosen = [(each.value, each.label) for each in SummaryStatus if each != SummaryStatus.TAKEN_BACK]
    if status in dict(chosen):
        found = found.filter(status=status)
    page = page_of(found, request, order=("-sent_at", "-id"))
    return render(request, "verification/received_list.html", {"page": page, "chosen": chosen, "status": status})


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_GET
def summary(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One summary; the paper and its scans once somebody signed for it."""
    return _page(request, _sent(request, pk), ReturnSummaryForm())


@role_required(Role.REVIEWER)
@require_POST
def receive(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Sign for it."""
    sent = _sent(request, pk)
    try:
        actions.receive_summary(sent, by=request.user)
        messages.success(request, _("已签收 %(number)s。") % {"number": sent.paper.number})
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        if SentSummary.objects.filter(pk=pk, status=SummaryStatus.TAKEN_BACK).exists():
            return redirect("summaries:list")
    return redirect("summaries:summary", pk=pk)


@role_required(Role.REVIEWER)
@require_POST
def give_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Return it with a reason."""
    sent, form = _sent(request, pk), ReturnSummaryForm(request.POST)
    if not form.is_valid():
        return _page(request, sent, form)
    try:
        actions.return_summary(sent, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("已退回，单位会收到原因。"))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("summaries:summary", pk=pk)


def _sent(request: SignedInRequest, pk: UUID) -> SentSummary:
    found = SentSummary.objects.exclude(status=SummaryStatus.TAKEN_BACK).select_related(*SHOWN)
    return get_object_or_404(found.visible_to(request.user), pk=pk)


def _page(request: SignedInRequest, sent: SentSummary, form: ReturnSummaryForm) -> HttpResponse:
    scans = SignedScan.objects.in_use().filter(paper=sent.paper).select_related("uploaded_by")
    is_reviewer = request.user.has_role(Role.REVIEWER)
    context = {
        "sent": sent,
        "scans": scans if sent.received_at else [],
        "form": form,
        "may_receive": is_reviewer and sent.status == SummaryStatus.SENT,
        "may_return": is_reviewer and sent.status == SummaryStatus.RECEIVED,
    }
    return render(request, "verification/received.html", context, status=422 if form.errors else 200)
