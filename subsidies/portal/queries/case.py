"""One case as its applicant reads it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from subsidies.applications.findings import explain_all
from subsidies.applications.models import Application, Decision
from subsidies.applications.snapshots import sections
from subsidies.applications.workflow import APPLICATION, ApplicationStatus
from subsidies.payments.queries import payments_of
from subsidies.portal.queries.steps import EDITABLE
from subsidies.portal.queries.timeline import timeline_of
from subsidies.review.models import CorrectionItem
from subsidies.verification.models import Verification
from talent.accounts.roles import Role

TAG_KINDS = {
    ApplicationStatus.DRAFT: "neutral",
    ApplicationStatus.DISPUTED: "warning",
    ApplicationStatus.RETURNED: "warning",
    ApplicationStatus.CLOSED: "success",
    ApplicationStatus.WITHDRAWN: "neutral",
    ApplicationStatus.LAPSED: "danger",
}
OUTCOME_KINDS = {"pending": "info", "granted": "success", "refused": "danger"}


def tag_kind(application: Application) -> str:
    """How the status is coloured."""
    return TAG_KINDS.get(ApplicationStatus(application.status), "info")


def case_page(application: Application) -> dict[str, Any]:
    """Everything that the applicant's case page shows."""
    submission = application.submissions.last()
    payments = payments_of(application.person)
    return {
        "application": application,
        "tag_kind": tag_kind(application),
        "editable": application.status in EDITABLE,
        "can_withdraw": any(
            transition.action == "withdraw"
            for transition in APPLICATION.actions_from(application.status, Role.APPLICANT)
        ),
        "timeline": timeline_of(application),
        "corrections": corrections_of(application),
        "dispute": dispute_of(application),
        "decisions": [decision_view(decision) for decision in application.decisions.all()],
        "payments": payments,
        "sections": sections(submission.entered) if submission else [],
        "evidence": submission.evidence.all() if submission else [],
        "submission": submission,
    }


def corrections_of(application: Application) -> list[CorrectionItem]:
    """What the office asks to correct, while the case waits for that."""
    if application.status != ApplicationStatus.RETURNED:
        return []
    review = application.reviews.filter(outcome="returned").last()
    return list(review.corrections.all()) if review else []


def dispute_of(application: Application) -> Verification | None:
    """What the employer does not confirm, while the case waits for the applicant's answer."""
    if application.status != ApplicationStatus.DISPUTED:
        return None
    return Verification.objects.filter(submission__application=application, outcome="disputed").last()


def decision_view(decision: Decision) -> dict[str, Any]:
    """A decision in words; nothing of a proposal shows before the recheck made it final."""
    final = decision.decided_at is not None
    return {
        "title": decision.get_benefit_display(),
        "outcome": decision.get_outcome_display() if final else _("审核中"),
        "kind": OUTCOME_KINDS[decision.outcome],
        "final": final,
        "refused": final and decision.outcome == "refused",
        "amount_yuan": decision.amount_yuan if final else None,
        "degree": decision.get_degree_display() if decision.degree else "",
        "reason": decision.reason if final else "",
        "decided_at": decision.decided_at,
        "findings": explain_all(decision.assessment["findings"]) if final and decision.assessment else [],
    }
