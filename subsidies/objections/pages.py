"""What the pages on objections show of one, and of many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from subsidies.objections.forms import AcceptForm, ResolveForm, SetAsideForm
from subsidies.objections.models import Objection
from subsidies.objections.permissions import actions_on, why_not_close
from subsidies.objections.queries import LIST_ORDER, line_of, lines_of
from subsidies.objections.querysets import ObjectionQuerySet
from subsidies.objections.workflow import OPEN, ObjectionStatus
from talent.accounts.access import SignedInRequest
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.audit.wording import verb_label
from talent.calendars import clock
from talent.ui.pages import page_of

KINDS = {
    ObjectionStatus.RECEIVED: "warning",
    ObjectionStatus.EXAMINING: "info",
    ObjectionStatus.UPHELD: "danger",
    ObjectionStatus.DISMISSED: "success",
    ObjectionStatus.DECLINED: "neutral",
    ObjectionStatus.LEAD: "neutral",
}
MOST_EVENTS = 100


def list_page(objections: ObjectionQuerySet, request: SignedInRequest) -> dict[str, Any]:
    """A page of objections, the first promised first (three queries and the day)."""
    rows = objections.select_related("notice", "application__person", "accepted_by", "closed_by")
    page = page_of(rows.defer("text", "name", "contact", "finding", "answer", "code"), request, order=LIST_ORDER)
    today, may_act = clock.today(), request.user.has_role(Role.REVIEWER)
    for row in with_about(page.rows):
        decorate(row, today)
        row.may_tick = may_act and row.anonymous and row.status == ObjectionStatus.RECEIVED
    return {"page": page, "may_record": may_act, "may_tick": any(row.may_tick for row in page.rows)}


def with_about(objections: Sequence[Any]) -> Sequence[Any]:
    """Objections with the words for what each is about (one query)."""
    lines = lines_of([(row.notice_id, row.line) for row in objections if row.line is not None])
    for row in objections:
        entry = lines.get((row.notice_id, row.line))
        row.about = _about(row, entry.employer_name if entry else "")
    return objections


def objection_page(objection: Objection, user: User) -> dict[str, Any]:
    """Everything on the page of an objection; its words are for the office alone."""
    possible = actions_on(objection, user)
    closes = possible & {"decline", "keep_as_lead", "uphold", "dismiss"}
    entry = line_of(objection.notice, str(objection.line or ""))
    return {
        "objection": decorate(objection, clock.today()),
        "about": _about(objection, entry.employer_name if entry else ""),
        "may_read": user.has_role(Role.REVIEWER),
        "possible": possible,
        "why_not": why_not_close(objection, user) if closes else "",
        "accept_form": AcceptForm(),
        "set_aside_form": SetAsideForm(),
        "resolve_form": ResolveForm(anonymous=objection.anonymous),
        "history": _history(objection),
    }


def decorate(objection: Objection, today: dt.date) -> Objection:
    """An objection with the kind of its status tag, and whether it is overdue."""
    late = objection.status in OPEN and objection.promised_on < today
    objection.kind, objection.late = KINDS[ObjectionStatus(objection.status)], late  # type: ignore[attr-defined]
    return objection


def tracking_page(objection: Objection) -> dict[str, Any]:
    """What whoever has the tracking number reads: state, promised day, and the answer where one is due."""
    answered = not objection.anonymous and objection.closed_at is not None
    return {
        "objection": decorate(objection, clock.today()),
        "open": objection.status in OPEN,
        "answer": objection.answer if answered else "",
    }


def _about(objection: Objection, employer: str) -> str:
    if objection.application is None:
        return _("整份公示")
    words = {"line": objection.line, "name": objection.application.person.name, "unit": employer}
    return _("第 %(line)s 号 %(name)s（%(unit)s）") % words


def _history(objection: Objection) -> list[dict[str, Any]]:
    events = AuditEvent.objects.filter(object_type=objection._meta.label_lower, object_id=str(objection.pk))
    return [
        {"at": event.occurred_at, "who": event.actor_name or _("公众"), "what": verb_label(event.verb)}
        for event in events.order_by("-pk")[:MOST_EVENTS]
    ]
