"""The applicant's start page: what waits, where the case stands, what comes next."""

from __future__ import annotations

from typing import Any

from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from subsidies.payments.queries import payments_of
from subsidies.portal.queries.case import corrections_of, dispute_of, tag_kind
from subsidies.portal.queries.steps import EDITABLE, steps_of
from subsidies.portal.queries.timeline import timeline_of
from talent.accounts.models import User


def home_page(user: User) -> dict[str, Any]:
    """Everything that the applicant's start page shows."""
    cases = list(Application.objects.visible_to(user).select_related("person", "employer"))
    current = cases[0] if cases else None
    payments = payments_of(current.person) if current else []
    filling_in = current is not None and current.status in EDITABLE
    return {
        "current": current,
        "tag_kind": tag_kind(current) if current else "",
        "is_draft": current is not None and current.status == ApplicationStatus.DRAFT,
        "filling_in": filling_in,
        "unfinished": [step for step in steps_of(current) if not step.done] if current and filling_in else [],
        "timeline": timeline_of(current) if current and current.status != ApplicationStatus.DRAFT else [],
        "corrections": corrections_of(current) if current else [],
        "dispute": dispute_of(current) if current else None,
        "payments": payments,
        "earlier": [(case, tag_kind(case)) for case in cases[1:]],
        "may_start": current is None or current not in Application.objects.visible_to(user).live(),
    }
