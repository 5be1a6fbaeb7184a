"""Handing a stamped summary in, and taking it back: each asks first."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from subsidies.verification import actions
from subsidies.verification.deliveries import overlapping
from subsidies.verification.kinds import EMPLOYER_SUMMARY
from subsidies.verification.models import SentSummary
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.employers.models import Employer
from talent.papers.models import IssuedPaper, SignedScan
from talent.workflow.refusals import ActionRefused


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Name what is sent, and send it."""
    served = Employer.objects.served_by(request.user)
    papers = IssuedPaper.objects.in_force().filter(kind=EMPLOYER_SUMMARY, dossier__in=served.values("pk"))
    paper = get_object_or_404(papers, pk=pk)
    if request.method != "POST":
        scans = SignedScan.objects.in_use().filter(paper=paper).select_related("uploaded_by")
        context = {"paper": paper, "scans": scans, "overlapping": overlapping(paper, served=served)}
        return render(request, "verification/send_summary.html", context)
    try:
        actions.send_summary(paper, by=request.user)
        messages.success(request, _("已报送 %(number)s。人才办签收前可以撤回。") % {"number": paper.number})
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("verification:summary")


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask first; then take back what the office has not signed for."""
    within = SentSummary.objects.filter(employer__in=Employer.objects.served_by(request.user))
    sent = get_object_or_404(within.select_related("paper", "employer"), pk=pk)
    if request.method != "POST":
        return render(request, "verification/take_summary_back.html", {"sent": sent})
    try:
        actions.take_summary_back(sent, by=request.user)
        messages.success(request, _("已撤回报送，可以更正后再报送。"))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("verification:summary")
