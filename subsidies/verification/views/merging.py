"""Letting one unit go on for another: a form, a page that says what passes over, and then it is done."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from subsidies.verification import actions
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.employers.change_forms import MergeForm
from talent.employers.effects import effect_on
from talent.employers.models import Employer
from talent.workflow.refusals import ActionRefused


@role_required(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Choose the successor and the day, read what passes over, and confirm."""
    employer = get_object_or_404(Employer.objects.standing(), pk=pk)
    form = MergeForm(request.POST if request.method == "POST" else None, employer=employer)
    page = {"employer": employer, "form": form, "title": _("并入其他单位"), "kind": "merged"}
    if form.is_valid() and not form.cleaned_data["confirmed"]:
        numbers = {"effect": effect_on(employer), "cases": actions.cases_with(employer)}
        return render(request, "employers/change_confirm.html", page | numbers)
    if form.is_valid() and _merged(request, employer, form):
        return redirect("employer:employer_edit", pk=employer.pk)
    return render(request, "employers/change.html", page)


def _merged(request: SignedInRequest, employer: Employer, form: MergeForm) -> bool:
    try:
        passed = actions.merge(employer, by=request.user, **form.asked)
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    words = {"people": passed.people, "officers": passed.officers, "cases": passed.cases}
    said = _("合并已办理：移交人员 %(people)s 人、人事账号 %(officers)s 个、待核实的申请 %(cases)s 件。")
    messages.success(request, said % words)
    return True
