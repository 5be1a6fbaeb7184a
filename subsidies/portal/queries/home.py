"""The applicant's start page: what waits, where the case stands, what comes next."""

from __future__ import annotations

from typing import Any

from subsidies.applications.models import Application
from subsidies.applications.workflow import ENDED, ApplicationStatus
from subsidies.payments.queries import payments_of
from subsidies.portal.queries.accounts import account_to_mend
from subsidies.portal.queries.case import tag_kind
from subsidies.portal.queries.corrections import corrections_of
from subsidies.portal.queries.steps import EDITABLE, steps_of
from subsidies.portal.queries.timeline import timeline_of
from talent.accounts.models import User

MOST_EARLIER = 20


def home_page(user: User) -> dict[str, Any]:
    """Everything that the applicant's start page shows."""
    cases = list(Application.objects.visible_to(user).select_related("person", "employer")[: MOST_EARLIER + 1])
    current = cases[0] if cases else None
    if current is None:
        return {"current": None, "may_start": True}
    payments = payments_of(current.person)
    is_draft = current.status == ApplicationStatus.DRAFT
    return {
        "current": current,
        "tag_kind": tag_kind(current),
        "is_draft": is_draft,
        "filling_in": current.status in EDITABLE,
        "steps": steps_of(current) if is_draft else [],
        "timeline": [] if is_draft else timeline_of(current),
        "corrections": corrections_of(current),
        "payments": payments,
        "account_to_mend": account_to_mend(current.person, payments),
        "earlier": [(case, tag_kind(case)) for case in cases[1:]],
        "may_start": current.status in ENDED,
    }
