"""Notices as the office draws them up."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from subsidies.notices import actions, permissions, queries
from subsidies.notices.forms import NoticeForm, StatementForm
from subsidies.notices.models import PublicNotice, usual_title
from subsidies.notices.workflow import NoticeStatus
from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.audit.overtaking import why_refused
from talent.calendars import clock
from talent.papers.queries import papers_section
from talent.ui.pages import page_of
from talent.workflow.refusals import ActionRefused


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_safe
def manage(request: SignedInRequest) -> HttpResponse:
    """Every notice, how many cases wait for one, and those that could not be granted."""
    user = request.user
    context = {
        "page": page_of(queries.managed(user), request, order=queries.MANAGED_ORDER),
        "waiting": queries.awaiting_notice(user).count(),
        "held": queries.held_cases(user),
        "may_draw_up": user.has_role(Role.REVIEWER),
    }
    return render(request, "notices/manage.html", context)


@role_required(Role.REVIEWER)
@require_http_methods(["GET", "POST"])
def draw_up(request: SignedInRequest) -> HttpResponse:
    """Choose cases and wording for a new notice."""
    form = NoticeForm(
        request.POST or None, user=request.user, initial={"key": uuid.uuid4(), "title": usual_title(clock.today())}
    )
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("notices:preview", pk=_draw_up(request, form).pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    page = page_of(form.waiting, request, order=queries.WAITING_ORDER)
    context = {"form": form, "page": page, "ticked": form.ticked, **queries.minded_of(form.waiting)}
    return render(request, "notices/draw_up.html", context, status=422 if form.errors else 200)


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_safe
def preview(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The notice as the public will read it, with what can be done to it."""
    notice = get_object_or_404(PublicNotice.objects.visible_to(request.user), pk=pk)
    context = {
        "notice": notice,
        "page": page_of(notice.entries.listed(), request, order=queries.ENTRY_ORDER),
        "minutes_scans": notice.minutes_scans.select_related("uploaded_by"),
        "may_approve": notice.status != NoticeStatus.DISCARDED and request.user.has_role(Role.REVIEWER),
        "unlisted": queries.unlisted_count(notice),
        "possible": permissions.actions_on(notice, request.user),
        "may_state": notice.status == NoticeStatus.ENDED and request.user.has_role(Role.REVIEWER),
        "print_key": uuid.uuid4() if request.user.has_role(Role.REVIEWER) else None,
        **queries.minded_on(notice),
        **papers_section(notice.pk, user=request.user),
    }
    return render(request, "notices/preview.html", context)


@role_required(Role.REVIEWER)
@require_http_methods(["GET", "POST"])
def statement(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """State the course of a notice that has ended, for signature and file."""
    notice = get_object_or_404(PublicNotice.objects.visible_to(request.user).filter(status=NoticeStatus.ENDED), pk=pk)
    received = {"objections": notice.objections.count()}
    form = StatementForm(request.POST if request.method == "POST" else None, initial=received)
    if form.is_valid():
        actions.issue_statement(notice, by=request.user, **form.cleaned_data)
        messages.success(request, _("已出具公示情况说明，可以下载打印，签字盖章后上传扫描件。"))
        return redirect("notices:preview", pk=pk)
    context = {"notice": notice, "form": form}
    return render(request, "notices/state.html", context, status=422 if form.errors else 200)


@role_required(Role.REVIEWER)
@require_POST
def discard(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Give up a draft."""
    notice = get_object_or_404(PublicNotice.objects.visible_to(request.user), pk=pk)
    try:
        actions.discard(notice, by=request.user)
        messages.success(request, _("公示已作废，其中的申请可以重新列入。"))
    except ActionRefused as refusal:
        messages.error(request, why_refused(refusal, notice, reader=request.user))
    return redirect("notices:preview", pk=pk)


def _draw_up(request: SignedInRequest, form: NoticeForm) -> PublicNotice:
    return actions.draw_up(form.applications, by=request.user, pk=form.cleaned_data["key"], **form.wording)
