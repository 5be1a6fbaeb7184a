"""The office draws lists and takes them out; auditors read."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from subsidies.crosschecks import actions, pages
from subsidies.crosschecks.exports.list_xlsx import list_xlsx
from subsidies.crosschecks.forms import AnswersForm, DrawForm
from subsidies.crosschecks.models import CrossCheck
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.uploads.handing_out import XLSX, handed_out
from talent.workflow.refusals import ActionRefused

READS = role_required(Role.REVIEWER, Role.AUDITOR)
CHANGES = role_required(Role.REVIEWER)
FORM = require_http_methods(["GET", "HEAD", "POST"])


@READS
@require_safe
def crosscheck_list(request: SignedInRequest) -> HttpResponse:
    """Every list, and how far its answers have come."""
    return render(request, "crosschecks/list.html", pages.list_page(request))


@CHANGES
@FORM
def draw(request: SignedInRequest) -> HttpResponse:
    """Draw up a list for a department."""
    form = DrawForm(request.POST or None, waiting=pages.waiting())
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draw(form.cleaned_data["department"], pk=form.cleaned_data["pk"], by=request.user)
            messages.success(request, _("已新建比对名单 %(number)s，可以下载后交给部门。") % {"number": made.number})
            return redirect("crosschecks:detail", made.pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "crosschecks/draw.html", {"form": form})


@READS
@require_safe
def detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One list: its people, their answers, and the files that came back."""
    crosscheck = get_object_or_404(CrossCheck.objects.visible_to(request.user), pk=pk)
    return render(request, "crosschecks/detail.html", pages.detail_page(request, crosscheck, AnswersForm()))


@CHANGES
@require_POST
def take(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The list as XLSX; taking it out is logged."""
    crosscheck = get_object_or_404(CrossCheck.objects.visible_to(request.user), pk=pk)
    rows = actions.take(crosscheck, by=request.user)
    return handed_out(list_xlsx(crosscheck, rows), f"{crosscheck.number}.xlsx", XLSX)
