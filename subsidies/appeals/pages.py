"""What the pages on appeals show."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.appeals.forms import AppealForm, AssignForm, DecideForm
from subsidies.appeals.models import Appeal
from subsidies.appeals.permissions import actions_on, why_not_decide
from subsidies.appeals.queries import LIST_ORDER, last_day_to_appeal
from subsidies.appeals.querysets import AppealQuerySet
from subsidies.appeals.workflow import OPEN, AppealStatus
from subsidies.applications.kinds import Outcome
from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from talent.accounts.access import SignedInRequest
from talent.accounts.models import User
from talent.audit.models import AuditEvent
from talent.audit.wording import verb_label
from talent.calendars import clock
from talent.ui.pages import page_of

KINDS = {
    AppealStatus.FILED: "warning",
    AppealStatus.ASSIGNED: "info",
    AppealStatus.UPHELD: "success",
    AppealStatus.DISMISSED: "neutral",
    AppealStatus.WITHDRAWN: "neutral",
}
MOST_EVENTS = 100


def list_page(appeals: AppealQuerySet, request: SignedInRequest) -> dict[str, Any]:
    """A page of appeals, the first promised first (two queries and the day)."""
    rows = appeals.select_related("application__person", "application__employer", "assigned_to")
    page = page_of(rows.defer("text", "explanation"), request, order=LIST_ORDER)
    today = clock.today()
    for row in page.rows:
        decorate(row, today)
    return {"page": page}


def appeal_page(appeal: Appeal, user: User) -> dict[str, Any]:
    """Everything on the office's page of an appeal."""
    possible = actions_on(appeal, user)
    why_not = why_not_decide(appeal, user) if possible else ""
    decides = "uphold" in possible and not why_not
    return {
        "appeal": decorate(appeal, clock.today()),
        "refused": list(appeal.application.decisions.filter(outcome=Outcome.REFUSED)),
        "possible": possible,
        "decides": decides,
        "why_not": why_not,
        "assign_form": AssignForm(appeal=appeal, initial={"to": appeal.assigned_to_id}) if possible else None,
        "decide_form": DecideForm(),
        "history": _history(appeal),
    }


def decorate(appeal: Appeal, today: dt.date) -> Appeal:
    """An appeal with the kind of its status tag, and whether it is overdue."""
    late = appeal.status in OPEN and appeal.promised_on < today
    appeal.kind, appeal.late = KINDS[AppealStatus(appeal.status)], late  # type: ignore[attr-defined]
    return appeal


def appeals_of(application: Application) -> dict[str, Any]:
    """What the applicant's page of a case shows: each appeal, and until when another may be filed."""
    appeals = list(application.appeals.defer("text").order_by("-filed_at"))
    if not appeals and application.status != ApplicationStatus.CLOSED:
        return {"appeals": [], "open_appeal": None, "appeal_until": None, "may_appeal": False}
    today = clock.today()
    for appeal in appeals:
        decorate(appeal, today)
    standing = [appeal for appeal in appeals if appeal.status != AppealStatus.WITHDRAWN]
    appealed = any(appeal.against_at == application.status_changed_at for appeal in standing)
    until = None if appealed or application.under_appeal else last_day_to_appeal(application)
    open_ones = [appeal for appeal in appeals if appeal.status in OPEN]
    return {
        "appeals": appeals,
        "open_appeal": open_ones[0] if open_ones else None,
        "appeal_until": until,
        "may_appeal": until is not None and today <= until,
    }


def filing_page(application: Application, form: AppealForm) -> dict[str, Any]:
    """The form by which an applicant appeals, with what was refused and until when."""
    refused = application.decisions.filter(outcome=Outcome.REFUSED)
    return {
        "application": application,
        "form": form,
        "refused": list(refused),
        "appeal_until": last_day_to_appeal(application),
    }


def _history(appeal: Appeal) -> list[dict[str, Any]]:
    """What was done, the latest first; of two handovers in a row each says to whom (two queries)."""
    found = AuditEvent.objects.filter(object_type=appeal._meta.label_lower, object_id=str(appeal.pk))
    events = list(found.order_by("-pk")[:MOST_EVENTS])
    officers = User.objects.in_bulk({to for event in events if (to := _given_to(event))})
    return [
        {
            "at": event.occurred_at,
            "who": event.actor_name or _("系统"),
            "what": verb_label(event.verb),
            "to": officers.get(UUID(_given_to(event))) if _given_to(event) else None,
        }
        for event in events
    ]


def _given_to(event: AuditEvent) -> str:
    return str(event.detail.get("assigned_to", "")) if event.verb == "appeal.assign" else ""
