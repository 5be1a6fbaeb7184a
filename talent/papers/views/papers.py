"""Reading a paper, issuing one that is missing, and the scans of signed copies."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from talent.accounts.access import SignedInRequest, signed_in
from talent.accounts.models import User
from talent.papers import actions
from talent.papers.forms import ScanForm
from talent.papers.kinds import paper_kinds
from talent.papers.models import IssuedPaper, SignedScan
from talent.papers.unprintable import Unprintable
from talent.ui.pdf.fonts import UnprintableText
from talent.uploads.handing_out import PDF, handed_out
from talent.uploads.serving import serve_private
from talent.workflow.refusals import ActionRefused


@signed_in
@require_GET
def paper(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The PDF; what cannot be printed as it is is not printed at all, and the page says why."""
    found = get_object_or_404(_papers(request.user), pk=pk)
    try:
        content = paper_kinds()[found.kind].render([found])
    except UnprintableText as refusal:
        refusals = [Unprintable(found.number, refusal.text, refusal.characters)]
        return render(request, "papers/unprintable.html", {"refusals": refusals}, status=422)
    actions.note_reading(found, by=request.user)
    return handed_out(content, f"{found.label}_{found.number}.pdf", PDF)


@signed_in
@require_POST
def issue(request: SignedInRequest, kind: str, dossier: UUID) -> HttpResponse:
    """Issue the paper of a dossier that has none, such as an old case; what is there already is only shown."""
    known = paper_kinds().get(kind)
    if known is None or known.issue is None or not known.may_issue(request.user):
        raise Http404
    if not known.dossiers(request.user).filter(pk=dossier).exists():
        raise Http404
    try:
        issued = known.issue(dossier, request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return _back(request)
    return redirect("papers:paper", pk=issued.pk)


@signed_in
@require_POST
def attach_scan(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Put the scan of a signed copy beside its paper."""
    found = get_object_or_404(_papers(request.user), pk=pk)
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.attach_scan(found, by=request.user, upload=form.upload)
            messages.success(request, _("已保存 %(number)s 的签章扫描件。") % {"number": found.number})
        except ActionRefused as refusal:
            messages.error(request, str(refusal))
    else:
        why = " ".join(str(error) for error in form.errors["file"])
        messages.error(request, _("扫描件没有保存：%(why)s") % {"why": why})
    return _back(request)


@signed_in
@require_GET
def scan(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The scan itself."""
    found = get_object_or_404(_scans(request.user), pk=pk)
    actions.note_scan_reading(found, by=request.user)
    return serve_private(request, found.storage_name, found.content_type, found.original_name)


@signed_in
@require_POST
def withdraw_scan(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take a wrong scan out."""
    found = get_object_or_404(_scans(request.user), pk=pk)
    try:
        actions.withdraw_scan(found, by=request.user)
        messages.success(request, _("扫描件已移除。"))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return _back(request)


def _papers(user: User) -> QuerySet[IssuedPaper]:
    return IssuedPaper.objects.in_force().visible_to(user)


def _scans(user: User) -> QuerySet[SignedScan]:
    papers = _papers(user).order_by().values("pk")
    return SignedScan.objects.in_use().filter(paper__in=papers).select_related("paper")


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that the form stood on."""
    page = request.POST.get("next", "")
    known = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(page if known else reverse("portal:home"))
