"""What may be established of a case, by the condition that looks at it."""

from __future__ import annotations

from typing import Any, NamedTuple

from subsidies.applications.assessments import assess_benefits
from subsidies.applications.established import Fact, facts_that_may_be, kept_of
from subsidies.applications.findings import ExplainedFinding, explain_all
from subsidies.applications.models import Application, Submission
from subsidies.review.queries.case import established_of
from talent.calendars import clock


class Condition(NamedTuple):
    """A finding with the facts behind it that may be established."""

    finding: ExplainedFinding
    facts: list[Fact]


def facts_page(application: Application, benefit: str) -> dict[str, Any]:
    """Findings that need something first, each with its facts; those of one benefit, or of all asked for."""
    latest = latest_of(application)
    established = established_of(application)
    answers = assess_benefits(latest, on=clock.today(), established=established)
    wanted = [answer for answer in answers.values() if answer.benefit == benefit] or list(answers.values())
    findings = {finding["reason"]: finding for answer in wanted for finding in answer.wire["findings"]}
    conditions = [
        Condition(finding, facts_that_may_be(latest.facts, finding.reason))
        for finding in explain_all(findings.values())
    ]
    return {
        "application": application,
        "conditions": [each for each in conditions if each.facts],
        "established": {kept.fact.path: kept for kept in kept_of(established, latest.facts)},
    }


def latest_of(application: Application) -> Submission:
    """The submission that is under review, with its case."""
    latest = application.submissions.latest("sequence")
    latest.application = application
    return latest


def fact_at(submission: Submission, path: str) -> Fact | None:
    """The fact of a submission at a path, if it may be established."""
    return next((fact for fact in facts_that_may_be(submission.facts) if fact.path == path), None)
