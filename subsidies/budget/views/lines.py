"""Budget lines: the finance bureau enters them, the office, policy officers and auditors read them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from subsidies.budget import actions
from subsidies.budget.forms import AppropriateForm, LineFilter, OpenLineForm, ReverseForm
from subsidies.budget.line_pages import line_page, lines_page
from subsidies.budget.models import BudgetEntry, BudgetLine
from talent.accounts.access import SignedInRequest, reauthentication_required, role_required
from talent.workflow.refusals import ActionRefused

READS = role_required("finance_officer", "reviewer", "policy_officer", "auditor")
ENTERS = role_required("finance_officer")
FORM = require_http_methods(["GET", "HEAD", "POST"])


@READS
@require_GET
def line_list(request: SignedInRequest) -> HttpResponse:
    """Every line with what stands where."""
    narrowed = LineFilter(request.GET or None)
    page = lines_page(narrowed.apply(BudgetLine.objects.visible_to(request.user)), request)
    return render(request, "budget/line_list.html", {"filter_form": narrowed, "page": page})


@READS
@require_GET
def line(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One line and its journal."""
    lines = BudgetLine.objects.visible_to(request.user).select_related("opened_by", "closed_by", "carried_into")
    found = get_object_or_404(lines, pk=pk)
    return render(request, "budget/line.html", line_page(found, request, request.user))


@ENTERS
@FORM
@reauthentication_required
def open_line(request: SignedInRequest) -> HttpResponse:
    """Enter a new line."""
    form = OpenLineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_line(by=request.user, **form.cleaned_data)
            messages.success(request, _("已登记指标 %(number)s。") % {"number": opened.document_number})
            return redirect("budget:line", opened.pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "budget/open_line.html", {"form": form})


@ENTERS
@FORM
@reauthentication_required
def appropriate(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Add to a line or take from it."""
    found = get_object_or_404(BudgetLine.objects.visible_to(request.user), pk=pk)
    form = AppropriateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.appropriate(found, by=request.user, **form.cleaned_data)
            messages.success(request, _("已登记。"))
            return redirect("budget:line", found.pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "budget/appropriate.html", {"line": found, "form": form})


@ENTERS
@FORM
@reauthentication_required
def reverse_entry(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take back an entry that was made by hand."""
    visible = BudgetLine.objects.visible_to(request.user)
    entry = get_object_or_404(BudgetEntry.objects.select_related("line", "entered_by"), pk=pk, line__in=visible)
    form = ReverseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reverse_entry(entry, by=request.user, **form.cleaned_data)
            messages.success(request, _("已冲销，原分录和冲销分录都保留。"))
            return redirect("budget:line", entry.line_id)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "budget/reverse_entry.html", {"entry": entry, "form": form})
