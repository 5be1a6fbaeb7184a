"""The final approval of a list, as the office records it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from subsidies.notices import approving
from subsidies.notices.forms import ApprovalForm, LaterScanForm, MinutesScanForm
from subsidies.notices.models import MinutesScan, PublicNotice
from subsidies.notices.workflow import NoticeStatus
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.uploads.serving import serve_private
from talent.workflow.refusals import ActionRefused


@role_required(Role.REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The minutes' number, day and scan while the list is a draft; afterwards the scan alone."""
    notices = PublicNotice.objects.visible_to(request.user).exclude(status=NoticeStatus.DISCARDED)
    notice = get_object_or_404(notices, pk=pk)
    kind = ApprovalForm if notice.status == NoticeStatus.DRAFT else LaterScanForm
    known = {"minutes_number": notice.minutes_number, "minutes_on": notice.minutes_on}
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = kind(*sent, initial=known, notice=notice)
    if request.method == "POST" and form.is_valid() and _recorded(form, notice, by=request.user):
        messages.success(request, _("名单审定已登记。"))
        return redirect("notices:preview", pk=pk)
    context = {"form": form, "notice": notice}
    return render(request, "notices/approve.html", context, status=422 if form.errors else 200)


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_safe
def minutes(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The scan of minutes."""
    notices = PublicNotice.objects.visible_to(request.user)
    scan = get_object_or_404(MinutesScan.objects.filter(notice__in=notices).select_related("notice"), pk=pk)
    approving.note_minutes_reading(scan, by=request.user)
    return serve_private(request, scan.storage_name, scan.content_type, scan.original_name)


def _recorded(form: MinutesScanForm, notice: PublicNotice, *, by: User) -> bool:
    """Whether it was done; what stands in the way is said on the form."""
    try:
        if isinstance(form, ApprovalForm):
            number, day = form.cleaned_data["minutes_number"], form.cleaned_data["minutes_on"]
            approving.record_approval(notice, number, day, by=by)
        if form.upload is not None:
            approving.attach_minutes(notice, form.upload, by=by)
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
