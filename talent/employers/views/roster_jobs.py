"""What a person says to the worker about a roster that it could not read."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.employers import actions
from talent.employers.forms import MissingHeadingsForm
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
