"""One case as its applicant reads it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from subsidies.appeals.pages import appeals_of
from subsidies.applications.findings import explain_all
from subsidies.applications.models import Application, Decision
from subsidies.applications.queries import letters_of
from subsidies.applications.workflow import APPLICATION, ENDED, ApplicationStatus
from subsidies.payments.queries import payments_of
from subsidies.portal.queries.accounts import account_to_mend, bank_answer, mend_title
from subsidies.portal.queries.answers import answers_of
from subsidies.portal.queries.corrections import corrections_of
from subsidies.portal.queries.recoveries import recoveries_of
from subsidies.portal.queries.steps import EDITABLE
from subsidies.portal.queries.talking import is_talked_about
from subsidies.portal.queries.timeline import timeline_of
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.mandates.queries import filings_of

TAG_KINDS = {
    ApplicationStatus.DRAFT: "neutral",
    ApplicationStatus.DISPUTED: "warning",
    ApplicationStatus.RETURNED: "warning",
    ApplicationStatus.OBJECTED: "warning",
    ApplicationStatus.CLOSED: "neutral",
    ApplicationStatus.WITHDRAWN: "neutral",
    ApplicationStatus.LAPSED: "danger",
}
OUTCOME_KINDS = {"pending": "info", "granted": "success", "refused": "danger"}


def tag_kind(application: Application) -> str:
    """How the status is coloured."""
    return TAG_KINDS.get(ApplicationStatus(application.status), "info")


def can_withdraw(application: Application) -> bool:
    """Whether the applicant may take the case back now."""
    return any(row.action == "withdraw" for row in APPLICATION.actions_from(application.status, Role.APPLICANT))


def case_page(application: Application, *, user: User) -> dict[str, Any]:
    """Everything that the applicant's case page shows; ``user`` is the applicant."""
    submission = application.submissions.last()
    ended = application.status in ENDED
    decisions = list(application.decisions.select_related("award"))
    awards = {decision.award.pk for decision in decisions if hasattr(decision, "award")}
    payments = [payment for payment in payments_of(application.person) if payment.award_id in awards]
    return {
        "application": application,
        "tag_kind": tag_kind(application),
        "editable": application.status in EDITABLE,
        "can_withdraw": can_withdraw(application),
        "timeline": timeline_of(application),
        "corrections": corrections_of(application),
        "decisions": [decision_view(decision, ended=ended) for decision in decisions],
        "payments": payments,
        "recoveries": [each for each in recoveries_of(user) if each.award_id in awards],
        "account_to_mend": account_to_mend(application.person, payments),
        "bank_answer": bank_answer(payments),
        "mend_title": mend_title(payments),
        "sections": answers_of(submission.entered) if submission else [],
        "evidence": submission.evidence.all() if submission else [],
        "submission": submission,
        "is_talked_about": is_talked_about(application),
        "filings": filings_of(application.pk),
        **appeals_of(application),
        **letters_of(application, user=user),
    }


def decision_view(decision: Decision, *, ended: bool) -> dict[str, Any]:
    """A decision in words; nothing of a proposal shows before the recheck made it final."""
    award = getattr(decision, "award", None)
    revoked_at = award.revoked_at if award else None
    final = decision.decided_at is not None
    findings = explain_all(decision.assessment["findings"]) if final and decision.assessment else []
    return {
        "title": decision.get_benefit_display(),
        "outcome": _("已撤销") if revoked_at else decision.get_outcome_display() if final else _("审核中"),
        "kind": "danger" if revoked_at else OUTCOME_KINDS[decision.outcome],
        "revoked_at": revoked_at,
        "final": final,
        "awaits_notice": final and decision.outcome == "granted" and not ended,
        "amount_yuan": decision.amount_yuan if final else None,
        "degree": decision.get_degree_display() if final and decision.degree else "",
        "reason": decision.reason if final else "",
        "decided_at": decision.decided_at,
        "open": [finding for finding in findings if finding.result != "met"],
        "settled": [finding for finding in findings if finding.result == "met"],
    }
