"""Objections that reach the office by telephone, by letter or in person, written down by an officer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from subsidies.notices import queries as notices
from subsidies.objections import actions
from subsidies.objections.forms import RecordingForm
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.papers.codes import grouped
from talent.workflow.refusals import ActionRefused


@role_required(Role.REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: SignedInRequest) -> HttpResponse:
    """Write one down; the officer tells its number to whoever objects."""
    running = notices.running()
    form = RecordingForm(request.POST or None, notices=running, initial={"notice": request.GET.get("notice")})
    if form.is_valid():
        try:
            made = actions.record(form.cleaned_data["notice"], by=request.user, **form.said)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            told = _("已录入 %(number)s。请把查询编号告诉异议人，凭它可以查看办理情况：%(code)s")
            messages.success(request, told % {"number": made.number, "code": grouped(made.code)})
            return redirect("objections:objection", pk=made.pk)
    context = {"form": form, "any_running": running.exists()}
    return render(request, "objections/record.html", context, status=422 if form.errors else 200)
