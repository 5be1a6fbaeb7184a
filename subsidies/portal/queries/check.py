"""The page on which an applicant checks the answers before submitting."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from subsidies.applications.assessments import BenefitAssessment, estimate_application
from subsidies.applications.findings import explain_all
from subsidies.applications.intake import why_not_taken
from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Application
from subsidies.applications.snapshots import digest_of, entered_by
from subsidies.applications.workflow import APPLICATION, ApplicationStatus
from subsidies.portal.estimates import gives
from subsidies.portal.queries.accounts import remarks_on
from subsidies.portal.queries.answers import answers_to_check
from subsidies.portal.queries.corrections import changed_since_submission, corrections_of
from subsidies.portal.queries.steps import steps_of
from subsidies.rounds.queries import intake_on
from talent.accounts.representation import Representation
from talent.calendars import clock

PAGE_OF_SECTION = {
    "person": "identity",
    "degrees": "degrees",
    "employment": "employment",
    "bank_account": "bank_account",
    "family": "household",
    "children": "children",
    "declaration": "benefits",
}
ACTIONS = {
    ApplicationStatus.DRAFT: "submit",
    ApplicationStatus.DISPUTED: "answer_dispute",
    ApplicationStatus.RETURNED: "correct",
}


def check_page(application: Application, *, under: Representation | None = None) -> dict[str, Any]:
    """Answers with links to change them, what is still missing, and what the rules say today.

    Args:
        under: the mandate of the officer who fills it in for the person.
    """
    entered = entered_by(application)
    evidence = list(application.person.evidence.in_use())
    corrections = corrections_of(application)
    changed = changed_since_submission(application) if corrections else set()
    unfinished = [step for step in steps_of(application, under=under) if not step.done]
    return {
        "application": application,
        "corrections": corrections,
        "nothing_changed": bool(corrections) and not changed,
        "lead": _lead(application, changed),
        "sections": [(section, PAGE_OF_SECTION[section.key]) for section in answers_to_check(entered)],
        "account_remarks": _account_remarks(application),
        "evidence": evidence,
        "unfinished": unfinished,
        "estimates": [] if unfinished else explained(estimate_application(application, on=clock.today())),
        "seen": digest_of(entered, [file.sha256 for file in evidence]),
        "not_taken": _not_taken(application),
        "submit_text": APPLICATION.action_label(ACTIONS[ApplicationStatus(application.status)]),
    }


def _lead(application: Application, changed: set[str]) -> str:
    """Where the case really goes next."""
    to_employer = {"identity", "employment"} & changed
    if application.status == ApplicationStatus.RETURNED and not to_employer:
        return _("请逐项核对。提交后直接回到人才办审核，不必再由单位核实。")
    if application.status == ApplicationStatus.DRAFT:
        return _("请逐项核对。提交后由用人单位核实，再由人才办审核。")
    return _("请逐项核对。提交后由用人单位重新核实，再由人才办审核。")


def _not_taken(application: Application) -> str | None:
    """Why a case that was never handed in cannot be handed in today."""
    if application.status != ApplicationStatus.DRAFT:
        return None
    return why_not_taken(application, intake_on(clock.today()))


def _account_remarks(application: Application) -> list[str]:
    account = application.person.bank_accounts.current().first() if application.living_requested else None
    return remarks_on(account, application.person) if account else []


def explained(assessments: dict[Benefit, BenefitAssessment]) -> list[dict[str, Any]]:
    """Answers of the rules as the page prints them: benefit by benefit, with findings in words."""
    return [
        {
            "benefit": benefit,
            "title": benefit.label,
            "result": answer.result,
            "amount_yuan": answer.amount_yuan,
            "answer": answer.wire,
            "facts": gives(answer),
            "open": [finding for finding in explain_all(answer.wire["findings"]) if finding.result != "met"],
            "settled": [finding for finding in explain_all(answer.wire["findings"]) if finding.result == "met"],
        }
        for benefit, answer in assessments.items()
    ]
