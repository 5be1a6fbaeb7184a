"""Pages for importing staff rosters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.employers import actions, roster_work
from talent.employers.forms import ArrivalsForm, MissingHeadingsForm, RosterForm
from talent.employers.headings import columns_in_words
from talent.employers.models import Employer, Roster
from talent.employers.roster_changes import changed_rows, rows_that_change
from talent.employers.roster_pages import roster_page, underway_page, upload_page
from talent.employers.workflow import RosterStatus
from talent.jobs.models import Job
from talent.ui.pages import page_of
from talent.uploads.handing_out import XLSX, handed_out
from talent.workflow.refusals import ActionRefused


@role_required(Role.HR_OFFICER)
@require_GET
def roster_list(request: SignedInRequest) -> HttpResponse:
    """Rosters of one's employers, the latest first."""
    rosters = Roster.objects.visible_to(request.user).select_related("employer", "uploaded_by")
    page = page_of(rosters.defer("problems", "remarks"), request, order=("-uploaded_at", "-id"))
    context = {"page": page, "uploads": roster_work.uploads_of(request.user)}
    return render(request, "employers/roster_list.html", context)


@role_required(Role.HR_OFFICER)
@require_http_methods(["GET", "POST"])
def roster_upload(request: SignedInRequest) -> HttpResponse:
    """Choose a file; what it says is shown before it counts."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, mapping, columns = RosterForm(*sent, user=request.user), None, []
    if form.is_valid():
        try:
            made = _previewed(request, **form.cleaned_data)
            return redirect("employer:roster", pk=made.subject if isinstance(made, Job) else made.pk)
        except actions.HeadingsNotKnown as unknown:
            form.add_error("file", str(unknown))
            mapping = MissingHeadingsForm(missing=unknown.missing, columns=unknown.columns)
            columns = columns_in_words(unknown.columns)
        except ActionRefused as refusal:
            form.add_error("file", str(refusal))
    return render(request, "employers/roster_upload.html", {"form": form, "mapping": mapping, "columns": columns})


def _previewed(request: SignedInRequest, *, employer: Employer, file: Any) -> Roster | Job:
    """The preview of a file, or the work of making it; what was said of its headings is kept for the next ones too."""
    actions.explain_headings(employer, MissingHeadingsForm.sent(request.POST), by=request.user)
    return actions.request_preview(employer, file, file_name=file.name or "", by=request.user)


@role_required(Role.HR_OFFICER)
@require_GET
def roster(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One roster: counts, problems by cell, its people, and who is absent from it; before that its upload."""
    found = _seen(request).filter(pk=pk).first()
    if found is None:
        return upload_page(request, pk)
    if (work := roster_work.commit_of(found)) is not None and work.finished_at is None:
        return underway_page(request, work)
    return roster_page(request, found, ArrivalsForm(), not_committed=work.error if work else "")


@role_required(Role.HR_OFFICER)
@require_GET
def roster_changes(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Of whom a roster states something else than before: which value it was, and which it is."""
    roster = get_object_or_404(_seen(request), pk=pk)
    found = rows_that_change(roster)
    known = roster.changed_count if roster.status == RosterStatus.COMMITTED else None  # others may come first
    page = page_of(found, request, order=("row_number", "id"), total=known)
    context = {"roster": roster, "page": page, "rows": changed_rows(roster, page.rows)}
    return render(request, "employers/roster_changes.html", context)


@role_required(Role.HR_OFFICER)
@require_POST
def roster_commit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let the roster count."""
    form = ArrivalsForm(request.POST)
    if not form.is_valid():
        return roster_page(request, get_object_or_404(_seen(request), pk=pk), form)
    commit = partial(actions.request_commit, arrivals_on=form.day)
    return _act(request, pk, commit, _("花名册已生效，与申请一致的正在自动核实。"))


@role_required(Role.HR_OFFICER)
@require_POST
def roster_discard(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Give the roster up."""
    return _act(request, pk, actions.discard, _("已放弃导入，没有任何变化。"))


@role_required(Role.HR_OFFICER)
@require_POST
def roster_copy(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The file as it was uploaded, with every problem written at its cell; by POST, since that is logged."""
    found = get_object_or_404(Roster.objects.visible_to(request.user).select_related("employer"), pk=pk)
    try:
        copy = actions.annotated_copy(found, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("employer:roster", pk=pk)
    stem = PurePath(found.file_name).stem
    return handed_out(copy, _("%(name)s_问题标注.xlsx") % {"name": stem}, XLSX)


def _seen(request: SignedInRequest) -> QuerySet[Roster]:
    officers = ("uploaded_by", "committed_by", "taken_back_by")
    return Roster.objects.visible_to(request.user).select_related("employer__merged_into", *officers)


def _act(request: SignedInRequest, pk: UUID, act: Callable[..., Roster | Job], done: str) -> HttpResponse:
    found = get_object_or_404(Roster.objects.visible_to(request.user), pk=pk)
    try:
        made = act(found, by=request.user)
        messages.success(request, _("已提交，后台正在导入。") if isinstance(made, Job) else done)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("employer:roster", pk=pk)
