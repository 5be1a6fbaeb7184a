"""Pages of the office's list of employers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from talent.accounts.access import SignedInRequest, role_required
from talent.calendars import clock
from talent.employers import actions
from talent.employers.forms import EmployerForm
from talent.employers.models import Employer
from talent.employers.permissions import KEEPS_THE_LIST, READS_THE_LIST
from talent.ui.pages import page_of
from talent.workflow.refusals import ActionRefused


@role_required(*READS_THE_LIST)
@require_GET
def employer_list(request: SignedInRequest) -> HttpResponse:
    """FAW, its affiliates and what is below them, each with the days between which it is listed."""
    employers = Employer.objects.visible_to(request.user).select_related("parent")
    page = page_of(employers, request, order=("name", "id"))
    may_edit = request.user.has_role(*KEEPS_THE_LIST)
    context = {"page": page, "today": clock.today(), "may_edit": may_edit}
    return render(request, "employers/employer_list.html", context)


@role_required(*KEEPS_THE_LIST)
@require_http_methods(["GET", "POST"])
def employer_add(request: SignedInRequest) -> HttpResponse:
    """Put an employer on the list."""
    form = EmployerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            employer = actions.add_employer(by=request.user, **form.cleaned_data)
            messages.success(request, _("已把“%(name)s”列入名单。") % {"name": employer.name})
            return redirect("employer:employer_list")
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "employers/employer_form.html", {"form": form})


@role_required(*KEEPS_THE_LIST)
@require_http_methods(["GET", "POST"])
def employer_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Correct an employer's entry, or give it a last day on the list."""
    employer = get_object_or_404(Employer.objects.visible_to(request.user), pk=pk)
    form = EmployerForm(request.POST if request.method == "POST" else None, instance=employer)
    if form.is_valid():
        try:
            changed = actions.change_employer(employer, by=request.user, **form.cleaned_data)
            messages.success(request, _("已保存“%(name)s”。") % {"name": changed.name})
            return redirect("employer:employer_list")
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "employers/employer_form.html", {"form": form, "employer": employer})
