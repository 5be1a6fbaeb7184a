"""All papers that one may see, and many of them in one file."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.papers import queries
from talent.papers.actions import printing
from talent.papers.filters import PaperFilter
from talent.papers.forms import PrintForm
from talent.papers.kinds import label_of
from talent.papers.models import IssuedPaper, PrintRun
from talent.ui.pages import page_of
from talent.uploads.handing_out import PDF
from talent.uploads.serving import serve_private
from talent.workflow.refusals import ActionRefused


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_GET
def paper_list(request: SignedInRequest) -> HttpResponse:
    """Every paper, the latest first."""
    narrowed = PaperFilter(request.GET or None, kinds=queries.kinds_seen_by(request.user))
    papers = narrowed.apply(IssuedPaper.objects.in_force().visible_to(request.user))
    page = page_of(papers.defer("content", "code").with_scan_counts(), request, order=("-issued_at", "-id"))
    may_print = request.user.has_role(Role.REVIEWER) and bool(page.rows)
    context = {"filter_form": narrowed, "page": page, "may_print": may_print, "key": uuid.uuid4()}
    if request.user.has_role(Role.REVIEWER):
        context["runs"] = PrintRun.objects.visible_to(request.user)[:5]
    return render(request, "papers/paper_list.html", context)


@role_required(Role.REVIEWER)
@require_POST
def print_all(request: SignedInRequest) -> HttpResponse:
    """Ask for all papers that the filter finds, in one file."""
    narrowed = PaperFilter(request.POST, kinds=queries.kinds_seen_by(request.user))
    papers = narrowed.apply(IssuedPaper.objects.in_force().visible_to(request.user))
    form = PrintForm(request.POST)
    if not form.is_valid() or not narrowed.is_valid() or not narrowed.chosen_kind:
        messages.error(request, _("请先选择一种公文，再打印查询到的全部。"))
        return redirect("papers:list")
    kind = narrowed.chosen_kind
    try:
        keys = papers.order_by().values_list("pk", flat=True)
        run = printing.request_run(keys, pk=form.cleaned_data["key"], kind=kind, title=label_of(kind), by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("papers:list")
    return redirect("papers:print_run", pk=run.pk)


@role_required(Role.REVIEWER)
@require_GET
def print_run(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """How far a run is, what was left out, and its file."""
    run = get_object_or_404(PrintRun.objects.visible_to(request.user), pk=pk)
    days = printing.KEPT.days
    return render(request, "papers/print_run.html", {"run": run, "label": label_of(run.kind), "days": days})


@role_required(Role.REVIEWER)
@require_POST
def print_file(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The file; that it was taken is logged."""
    run = get_object_or_404(PrintRun.objects.visible_to(request.user).exclude(storage_name=""), pk=pk)
    printing.note_reading(run, by=request.user)
    return serve_private(request, run.storage_name, PDF, f"{run.title}_{run.done}.pdf")
