"""The rules' answer to a submission or to what a visitor said, in the form of ``subsidies.policy.wire``."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple
from uuid import UUID

from subsidies.applications.established import with_established
from subsidies.applications.facts import facts_of
from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Application, Award, EstablishedFact, LivingTotal, Submission
from subsidies.applications.snapshots import entered_by
from subsidies.policy import housing, living, schooling, wire
from subsidies.policy.facts import Facts
from subsidies.policy.findings import Outcome, Result


class BenefitAssessment(NamedTuple):
    """The answer on one benefit: its wire form, and what a decision keeps beside it."""

    benefit: Benefit
    result: str
    degree: str
    """The level of the degree that counts; empty where none is known."""
    amount_yuan: int | None
    """For the living subsidy what is due now; None for the others and where nothing is."""
    policy_version: str
    wire: dict[str, Any]


def estimate(facts: Facts, *, on: dt.date) -> dict[Benefit, BenefitAssessment]:
    """Ask the rules about all three benefits on a day; nothing is stored."""
    for_living = living.assess(facts, on=on)
    for_housing = housing.assess(facts, on=on)
    for_schooling = schooling.assess(facts, on=on)
    answers = (
        (Benefit.LIVING, for_living, wire.living_object(for_living)),
        (Benefit.HOUSING, for_housing, wire.housing_object(for_housing)),
        (Benefit.SCHOOLING, for_schooling, wire.schooling_object(for_schooling)),
    )
    return {
        benefit: BenefitAssessment(
            benefit=benefit,
            result=str(answer.result),
            degree=str(answer.degree or ""),
            amount_yuan=for_living.amount_yuan if benefit is Benefit.LIVING else None,
            policy_version=answer.version,
            wire=plain,
        )
        for benefit, answer, plain in answers
    }


def estimate_application(application: Application, *, on: dt.date) -> dict[Benefit, BenefitAssessment]:
    """What a case would get on a day by what its person has entered so far, for the benefits it asks for."""
    entered = entered_by(application, applied_on=application.applied_on)
    answers = estimate(facts_of(entered, granted_yuan=granted_yuan(application.person_id)), on=on)
    return {benefit: answers[benefit] for benefit in application.benefits}


def assess_line(facts: dict[str, Any], *, on: dt.date) -> dict[str, Any]:
    """Answer one line in the form of ``subsidies.policy.wire``, all three schemes, on a day."""
    return wire.answer(wire.read_request(facts), on=on)


def assess_submission(submission: Submission, *, on: dt.date) -> dict[str, Any]:
    """The rules' answer to a submission on a day by what is known now (two queries)."""
    return assess_line(current_facts(submission), on=on)


def assess_benefits(
    submission: Submission, *, on: dt.date, established: Iterable[EstablishedFact] | None = None
) -> dict[Benefit, BenefitAssessment]:
    """The same answer benefit by benefit, for those that the submission asks for and that are still to be decided."""
    wanted = _asked_for(submission, open_benefits(submission.application))
    return _answers(current_facts(submission, established), wanted, on=on)


def assess_many(submissions: Collection[Submission], *, on: dt.date) -> dict[UUID, dict[Benefit, BenefitAssessment]]:
    """``assess_benefits`` of each submission, by its key (two queries for any number, one more where a case was
    reopened); their cases are at hand."""
    cases = {submission.application_id: submission.application for submission in submissions}
    facts, granted = defaultdict(list), defaultdict(set)
    for row in EstablishedFact.objects.standing().filter(application__in=cases):
        facts[row.application_id].append(row)
    people = [case.person_id for case in cases.values()]
    totals = dict(LivingTotal.objects.filter(person__in=people).values_list("person", "granted_yuan"))
    if reopened := [key for key, case in cases.items() if case.reopened_at is not None]:
        awarded = Award.objects.filter(decision__application__in=reopened)
        for key, benefit in awarded.values_list("decision__application", "benefit"):
            granted[key].add(benefit)
    found = {}
    for submission in submissions:
        case = submission.application
        open_ = [benefit for benefit in case.benefits if benefit not in granted[case.pk]]
        current = _current(submission, facts[case.pk], totals.get(case.person_id, 0))
        found[submission.pk] = _answers(current, _asked_for(submission, open_), on=on)
    return found


def open_benefits(application: Application) -> list[Benefit]:
    """The benefits of a case that are still to be decided: of one that was reopened, all but what was granted before.

    A case that was never reopened is decided as a whole, and costs no query.
    """
    if application.reopened_at is None:
        return application.benefits
    granted = set(application.decisions.filter(award__isnull=False).values_list("benefit", flat=True))
    return [benefit for benefit in application.benefits if benefit not in granted]


def current_facts(submission: Submission, established: Iterable[EstablishedFact] | None = None) -> dict[str, Any]:
    """The facts of a submission, with what was established since and what living awards granted until now.

    Args:
        established: what stands in place of what was entered, where it is at hand.
    """
    if established is None:
        established = EstablishedFact.objects.standing().filter(application=submission.application_id)
    return _current(submission, established, granted_yuan(submission.application.person_id))


def granted_yuan(person_id: UUID) -> int:
    """What living awards granted a person until now, in whole yuan."""
    total = LivingTotal.objects.filter(person_id=person_id).values_list("granted_yuan", flat=True).first()
    return total or 0


def all_met(assessments: Iterable[BenefitAssessment]) -> bool:
    """Whether every finding of every benefit is met: a clean case."""
    return all(
        assessment.result == Outcome.ELIGIBLE
        and all(finding["result"] == Result.MET for finding in assessment.wire["findings"])
        for assessment in assessments
    )


def _asked_for(submission: Submission, benefits: Iterable[Benefit]) -> list[Benefit]:
    asked = {Benefit(name) for name in submission.entered["declaration"]["benefits"]}
    return [benefit for benefit in benefits if benefit in asked]


def _current(submission: Submission, established: Iterable[EstablishedFact], granted: int) -> dict[str, Any]:
    return with_established(submission.facts, established) | {"living_granted_yuan": granted}


def _answers(facts: dict[str, Any], wanted: Iterable[Benefit], *, on: dt.date) -> dict[Benefit, BenefitAssessment]:
    answers = estimate(wire.read_request(facts).facts, on=on)
    return {benefit: answers[benefit] for benefit in wanted}
