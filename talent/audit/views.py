"""The log, for those who audit and manage accounts."""

from __future__ import annotations

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from talent.accounts.access import SignedInRequest, role_required
from talent.accounts.roles import Role
from talent.audit import append_only, chain
from talent.audit.forms import EventFilterForm
from talent.audit.models import AuditEvent
from talent.ui.pages import page_of


@role_required(Role.AUDITOR, Role.ADMINISTRATOR)
@require_GET
def event_list(request: SignedInRequest) -> HttpResponse:
    """The events, newest first, and the state of the chain."""
    form = EventFilterForm(request.GET)
    events = form.narrow(AuditEvent.objects.visible_to(request.user)).select_related("link")
    context = {
        "form": form,
        "page": page_of(events, request, order=("-id",)),
        "head": chain.head(),
        "pending": chain.pending(),
        "missing_triggers": append_only.missing(connection, append_only.tables()),
    }
    return render(request, "audit/event_list.html", context)


@role_required(Role.AUDITOR, Role.ADMINISTRATOR)
@require_GET
def event_detail(request: SignedInRequest, event_id: int) -> HttpResponse:
    """One event with everything that was recorded of it and its place in the chain."""
    event = get_object_or_404(AuditEvent.objects.visible_to(request.user).select_related("link"), pk=event_id)
    return render(request, "audit/event_detail.html", {"event": event, "link": getattr(event, "link", None)})
