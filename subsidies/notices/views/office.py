"""Notices as the office draws them up."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from subsidies.notices import actions, queries
from subsidies.notices.forms import NoticeForm
from subsidies.notices.models import PublicNotice
from talent.accounts.access import role_required
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.ui.formatting import day
from talent.ui.pages import page_of
from talent.workflow.refusals import ActionRefused


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_GET
def manage(request: HttpRequest) -> HttpResponse:
    """Every notice, and how many cases wait for one."""
    page = page_of(queries.managed(request.user), request, order=("-drawn_up_at", "-id"))
    waiting = queries.awaiting_notice(request.user).count()
    return render(request, "notices/manage.html", {"page": page, "waiting": waiting})


@role_required(Role.REVIEWER)
def draw_up(request: HttpRequest) -> HttpResponse:
    """Choose cases and wording for a new notice."""
    waiting = queries.awaiting_notice(request.user)
    title = _("人才补贴拟发放名单公示（%(day)s）") % {"day": day(clock.today())}
    form = NoticeForm(request.POST or None, waiting=waiting, initial={"key": uuid.uuid4(), "title": title})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("notices:preview", pk=_draw_up(form, request.user).pk)
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "notices/draw_up.html", {"form": form, "waiting": waiting})


def _draw_up(form: NoticeForm, by: User) -> PublicNotice:
    cleaned = dict(form.cleaned_data)
    return actions.draw_up(cleaned.pop("applications"), by=by, pk=cleaned.pop("key"), **cleaned)


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_GET
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The notice as the public will read it, with what can be done to it."""
    notice = get_object_or_404(PublicNotice.objects.visible_to(request.user), pk=pk)
    entries = notice.entries.select_related("application")
    return render(request, "notices/preview.html", {"notice": notice, "entries": entries})


@role_required(Role.REVIEWER)
@require_POST
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, actions.publish, _("公示已发布。"))


@role_required(Role.REVIEWER)
@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, actions.discard, _("公示已作废，其中的申请可以重新列入。"))


def _act(request: HttpRequest, pk: UUID, act: Callable[..., PublicNotice], done: str) -> HttpResponse:
    notice = get_object_or_404(PublicNotice.objects.visible_to(request.user), pk=pk)
    try:
        act(notice, by=request.user)
        messages.success(request, done)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("notices:preview", pk=pk)
