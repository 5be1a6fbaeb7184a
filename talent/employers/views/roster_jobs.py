"""What a person asks of the worker about a roster: to read it with other headings, or unit by unit."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.employers import actions
from talent.employers.forms import MissingHeadingsForm
from talent.employers.models import Roster
from talent.employers.roster_work import upload_of
from talent.workflow.refusals import ActionRefused


@role_required(Role.HR_OFFICER)
@require_POST
def answer(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Which columns the headings of a large file mean; then it is read again."""
    job = upload_of(request.user, pk)
    if job is None:
        raise Http404
    try:
        actions.answer_headings(job, MissingHeadingsForm.sent(request.POST), by=request.user)
        messages.success(request, _("已记住列名，后台正在重新读取。"))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("employer:roster", pk=pk)


@role_required(Role.HR_OFFICER)
@require_POST
def parts(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Read a file of many units for each of them; asked twice, what is underway or read already is left as it is."""
    roster = get_object_or_404(Roster.objects.visible_to(request.user), pk=pk)
    try:
        if count := actions.request_parts(roster, by=request.user):
            words = ngettext("已提交，后台正在分开读取 %d 个单位。", "已提交，后台正在分开读取 %d 个单位。", count)
            messages.success(request, words % count)
        else:
            messages.info(request, _("各单位都已分开读取，请看下面的列表。"))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("employer:roster", pk=pk)
