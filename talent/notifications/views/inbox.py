"""A person's messages in the portal, and the outbox for those who look after it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from talent.accounts.access import SignedInRequest, role_required, signed_in
from talent.accounts.roles import Role
from talent.notifications import actions, queries
from talent.notifications.models import Message
from talent.notifications.targets import target_of
from talent.ui.pages import page_of
from talent.workflow.refusals import ActionRefused


@signed_in
@require_GET
def inbox(request: SignedInRequest) -> HttpResponse:
    """The person's messages, newest first."""
    page = page_of(Message.objects.visible_to(request.user), request, order=("-created_at", "-id"))
    context = {
        "page": page,
        "readings": queries.readings(page.rows),
        "unread": queries.unread_count(request.user),
    }
    return render(request, "notifications/inbox.html", context)


@signed_in
@require_GET
def message(request: SignedInRequest, message_id: UUID) -> HttpResponse:
    """One message."""
    found = get_object_or_404(Message.objects.visible_to(request.user), pk=message_id)
    context = {"reading": queries.reading(found), "target": target_of(found)}
    return render(request, "notifications/message.html", context)


@signed_in
@require_POST
def mark_read(request: SignedInRequest, message_id: UUID) -> HttpResponse:
    """Open an unread message: it is marked as read, then shown."""
    found = get_object_or_404(Message.objects.visible_to(request.user), pk=message_id)
    actions.mark_read(found, by=request.user)
    return redirect("notifications:message", message_id=found.pk)


@signed_in
@require_POST
def mark_all_read(request: SignedInRequest) -> HttpResponse:
    """Mark every message as read."""
    actions.mark_all_read(by=request.user)
    return redirect("notifications:inbox")


@role_required(Role.AUDITOR, Role.ADMINISTRATOR)
@require_GET
def outbox(request: SignedInRequest) -> HttpResponse:
    """What waits, what was given up, and when the periodic jobs last ran."""
    jobs = queries.job_states()
    context = {
        "page": page_of(queries.given_up_tasks(), request, order=("-enqueued_at", "-id")),
        "waiting": queries.waiting_tasks().count(),
        "jobs": jobs,
        "anything_late": any(job.late for job in jobs),
        "may_retry": request.user.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "notifications/outbox.html", context)


@role_required(Role.ADMINISTRATOR)
@require_POST
def outbox_retry(request: SignedInRequest, task_id: UUID) -> HttpResponse:
    """Try a task again that was given up."""
    try:
        actions.retry_now(task_id, by=request.user)
        flash.success(request, _("已重新排队，稍后自动执行。"))
    except ActionRefused as refusal:
        flash.error(request, str(refusal))
    return redirect("notifications:outbox")
