"""What waits at the talent office."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from subsidies.applications.workflow import ApplicationStatus
from subsidies.review import actions, queries
from subsidies.review.forms import QueueFilter
from talent.accounts.access import role_required
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.ui.pages import page_of


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Counts of what waits, with the way to each queue."""
    return render(request, "review/home.html", {"counts": queries.desk(request.user)})


@role_required(Role.REVIEWER, Role.AUDITOR)
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Cases by promised day; by default those that await the first review."""
    asked = request.GET if "status" in request.GET else {"status": ApplicationStatus.AWAITING_REVIEW.value}
    form = QueueFilter(asked)
    filters = form.cleaned_data if form.is_valid() else {}
    page = page_of(queries.queue(request.user, filters), request, order=queries.QUEUE_ORDER)
    rechecking = filters.get("status") == ApplicationStatus.AWAITING_RECHECK
    labels = dict(ApplicationStatus.choices)
    context = {"form": form, "page": page, "rechecking": rechecking, "today": clock.today(), "labels": labels}
    return render(request, "review/queue.html", context)


@role_required(Role.REVIEWER)
@require_POST
def confirm_selected(request: HttpRequest) -> HttpResponse:
    """Recheck the selected cases; those that cannot be confirmed are named with the reason."""
    keys = [uuid.UUID(value) for value in request.POST.getlist("selected") if _is_key(value)]
    confirmed, refused = actions.confirm_many(keys, by=request.user)
    if confirmed:
        messages.success(request, _("复核通过 %(count)d 件。") % {"count": confirmed})
    for application, reason in refused:
        messages.error(request, f"{application.number}：{reason}")
    if not keys:
        messages.error(request, _("请先勾选要复核的申请。"))
    return redirect(f"{request.path.removesuffix('confirm/')}?status={ApplicationStatus.AWAITING_RECHECK}")


def _is_key(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
