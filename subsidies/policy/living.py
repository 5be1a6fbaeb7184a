"""The living subsidy (生活补贴): who gets it, how much and when.

《关于进一步集聚人才助力中国一汽发展的若干意见》, as reported.
Every figure and its clause stand in `figures/living.toml`.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from subsidies.policy.conditions import (
    AgeAtMostForDegree,
    AtLeast,
    AtLeastOrElse,
    BelowForDegree,
    Condition,
    DegreeQualifies,
    InForceOn,
    Is,
    Judgement,
    NotYet,
    WithinMonthsOfDegree,
    compiled,
)
from subsidies.policy.degrees import candidates, height, prospects
from subsidies.policy.facts import Degree, DegreeLevel, Facts
from subsidies.policy.findings import Finding, Outcome, Reason, Result, outcome_of
from subsidies.policy.schedule import Instalment, instalment_plan
from subsidies.policy.version_figures import LivingVersion
from subsidies.policy.versions import Versions, living_versions

_DEGREE_QUALIFIES = DegreeQualifies(Reason.DEGREE_QUALIFIES, figure="degree_conditions")
_HIRED_IN_TIME = WithinMonthsOfDegree(
    Reason.HIRED_IN_TIME,
    day="employment.hired_on",
    figure="hired_within_months",
)
_AGE_AT_HIRE = AgeAtMostForDegree(
    Reason.AGE_AT_HIRE, born="person.born_on", on="employment.hired_on", figure="age_at_hire_at_most"
)
_APPLIED_IN_TIME = WithinMonthsOfDegree(
    Reason.APPLIED_IN_TIME,
    day="applied_on",
    or_after="employment.hired_on",
    figure="apply_within_months",
    null_is_day_asked_about=True,
)

CONDITIONS: tuple[Condition, ...] = (
    _DEGREE_QUALIFIES,
    Is(Reason.EMPLOYER_LISTED, "employment.employer_listed", figure="employer_listed"),
    InForceOn(Reason.HIRED_IN_FORCE, day="employment.hired_on"),
    _HIRED_IN_TIME,
    AtLeastOrElse(
        Reason.CONTRACT_TERM,
        "employment.contract_months",
        figure="contract_months_at_least",
        or_else="employment.open_ended",
    ),
    Is(Reason.WORKS_IN_CITY, "employment.works_in_city", figure="works_in_city"),
    AtLeast(Reason.INSURED_MONTHS, "employment.insured_months", figure="insured_months_at_least"),
    _AGE_AT_HIRE,
    _APPLIED_IN_TIME,
    NotYet(Reason.STILL_EMPLOYED, "employment.left_on", figure="still_employed"),
    Is(Reason.NOT_CLAIMED_ELSEWHERE, "claimed_elsewhere", figure="claimed_elsewhere"),
    BelowForDegree(
        Reason.NOT_ALREADY_GRANTED, "living_granted_yuan", figure="total_yuan", clause="higher_degree_pays_difference"
    ),
)
"""All that must hold, in the order in which it is reported."""

JUDGED_BY_DEGREE: tuple[Condition, ...] = (_DEGREE_QUALIFIES, _HIRED_IN_TIME, _AGE_AT_HIRE, _APPLIED_IN_TIME)
"""The conditions that each degree is judged on by itself; they decide which degree counts."""


class LivingAssessment(NamedTuple):
    """What one person gets, and why. `degree` is the level of the degree that counts, None where there is none known.

    `amount_yuan` and `instalments` are what is due now: None and empty when not eligible; when undetermined, what it
    would be if every unknown finding were met (an unknown earlier award counts as none), as far as the degree is known.
    """

    result: Outcome
    version: str
    degree: DegreeLevel | None
    amount_yuan: int | None
    instalments: tuple[Instalment, ...]
    findings: tuple[Finding, ...]


def assess(facts: Facts, *, on: date, versions: Versions[LivingVersion] | None = None) -> LivingAssessment:
    """Judge one person on a day; never raises.

    The version in force on the day of hire counts, else the earliest; while the day of hire is unknown, the one in
    force on the day asked about. Instalments count from the day asked about.
    """
    version = (versions or living_versions()).for_hire(facts.employment.hired_on, on=on)
    rules = _rules(version)
    degree = _degree_that_counts(facts, on, rules.judged_by_degree)
    findings = tuple([judgement(facts, degree, on) for judgement in rules.all])
    result, level = outcome_of(findings), degree.level
    if result is Outcome.NOT_ELIGIBLE or level is None:
        return LivingAssessment(result, version.version, level, None, (), findings)
    amount_yuan = version.total_yuan.value[level] - (facts.living_granted_yuan or 0)
    instalments = instalment_plan(amount_yuan, granted_on=on, version=version)
    return LivingAssessment(result, version.version, level, amount_yuan, instalments, findings)


class _Rules(NamedTuple):
    all: tuple[Judgement, ...]
    judged_by_degree: tuple[Judgement, ...]


@lru_cache(maxsize=64)
def _rules(version: LivingVersion) -> _Rules:
    return _Rules(compiled(CONDITIONS, version), compiled(JUDGED_BY_DEGREE, version))


def _degree_that_counts(facts: Facts, on: date, judged_by_degree: tuple[Judgement, ...]) -> Degree:
    """Order by (all four met, level, award day), highest and latest first.

    Of two degrees equal in all that, the one with the better findings counts, then the one given first.
    """
    degrees = candidates(facts)
    if len(degrees) == 1:
        return degrees[0]

    def precedence(degree: Degree) -> tuple[bool, tuple[int, date], list[int]]:
        results = [judgement(facts, degree, on).result for judgement in judged_by_degree]
        return all(result is Result.MET for result in results), height(degree), prospects(results)

    return max(degrees, key=precedence)
