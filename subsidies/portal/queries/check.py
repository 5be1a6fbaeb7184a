"""The page on which an applicant checks the answers before submitting."""

from __future__ import annotations

from typing import Any

from subsidies.applications.assessments import BenefitAssessment, estimate_application
from subsidies.applications.findings import explain_all
from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Application
from subsidies.applications.snapshots import entered_by, sections
from subsidies.portal.queries.steps import steps_of
from talent.calendars import clock

PAGE_OF_SECTION = {
    "person": "me:identity",
    "degrees": "me:degrees",
    "employment": "me:employment",
    "bank_account": "me:bank_account",
    "family": "me:household",
    "children": "me:children",
    "declaration": "me:benefits",
}


def check_page(application: Application) -> dict[str, Any]:
    """Answers with links to change them, what is still missing, and what the rules say today."""
    steps = steps_of(application)
    entered = sections(entered_by(application))
    unfinished = [step for step in steps if not step.done]
    return {
        "application": application,
        "sections": [(section, PAGE_OF_SECTION[section.key]) for section in entered],
        "evidence": application.person.evidence.in_use(),
        "unfinished": unfinished,
        "estimates": [] if unfinished else explained(estimate_application(application, on=clock.today())),
    }


def explained(assessments: dict[Benefit, BenefitAssessment]) -> list[dict[str, Any]]:
    """Answers of the rules as the page prints them: benefit by benefit, with findings in words."""
    return [
        {
            "benefit": benefit,
            "title": benefit.label,
            "result": answer.result,
            "amount_yuan": answer.amount_yuan,
            "answer": answer.wire,
            "findings": explain_all(answer.wire["findings"]),
        }
        for benefit, answer in assessments.items()
    ]
