"""Schooling support (子女入学): for which children, and in which order seats are chosen.

As reported, the city coordinates it; the conditions are our defaults. Every figure and its clause stand in
`figures/schooling.toml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from subsidies.policy.calendar_days import age_in_school_year, school_year
from subsidies.policy.conditions import Case, Condition, DegreeQualifies, Is, Judgement, NotYet, case_of, compiled
from subsidies.policy.degrees import highest_that_qualifies
from subsidies.policy.facts import DegreeLevel, Facts
from subsidies.policy.findings import Finding, Outcome, Reason, outcome_of, result_of
from subsidies.policy.version_figures import SchoolingVersion
from subsidies.policy.versions import Versions, schooling_versions

Ages = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class AChildOfSchoolAge:
    """At least one child is of school age for the school year; while a birthday is unknown, nobody can say there is none."""

    reason: Reason
    figure: str

    def compiled(self, version: SchoolingVersion) -> Judgement:
        """Bind to a version."""
        reason, figure = self.reason, getattr(version, self.figure)
        ages, basis, citation = figure.value, figure.basis, figure.citation

        def judgement(case: Case) -> Finding:
            if case.children is None:
                return Finding(reason, result_of(None), None, 1, basis, citation)
            year = school_year(case.on)
            of_age = sum(stage(child.born_on, year, ages) is not None for child in case.children)
            unknown = any(child.born_on is None for child in case.children)
            holds = True if of_age else (None if unknown else False)
            return Finding(reason, result_of(holds), of_age, 1, basis, citation)

        return judgement


CONDITIONS: tuple[Condition, ...] = (
    DegreeQualifies(Reason.DEGREE_QUALIFIES, figure="degree_conditions"),
    Is(Reason.EMPLOYER_LISTED, "employment.employer_listed", figure="employer_listed"),
    NotYet(Reason.STILL_EMPLOYED, "employment.left_on", figure="still_employed"),
    AChildOfSchoolAge(Reason.CHILD_OF_SCHOOL_AGE, figure="stage_ages"),
)
"""All that must hold, in the order in which it is reported."""


class SchoolChild(NamedTuple):
    """One child in a school year; `stage` is None for one who is not of school age or whose birthday is unknown."""

    born_on: date | None
    school_year: int
    stage: str | None


class SchoolingAssessment(NamedTuple):
    """What one person's children get, and why. Every child is listed, whatever the result.

    `degree` is the highest that qualifies (or comes nearest to it). `order_of_choice` is None when not eligible, or when the
    degree that decides it is unknown.
    """

    result: Outcome
    version: str
    degree: DegreeLevel | None
    children: tuple[SchoolChild, ...]
    order_of_choice: int | None
    findings: tuple[Finding, ...]


def assess(facts: Facts, *, on: date, versions: Versions[SchoolingVersion] | None = None) -> SchoolingAssessment:
    """Judge one person on a day; never raises. The version is chosen as for the living subsidy."""
    version = (versions or schooling_versions()).for_hire(facts.employment.hired_on, on=on)
    degree = highest_that_qualifies(facts.degrees, on=on, conditions=version.degree_conditions.value)
    case = case_of(facts, on=on, degree=degree)
    findings = tuple([judgement(case) for judgement in _rules(version)])
    result = outcome_of(findings)
    year, ages = school_year(on), version.stage_ages.value
    children = tuple(
        [SchoolChild(child.born_on, year, stage(child.born_on, year, ages)) for child in facts.children or ()]
    )
    level = case.degree.level
    order = None if result is Outcome.NOT_ELIGIBLE or level is None else version.order_of_choice.value[level]
    return SchoolingAssessment(result, version.version, level, children, order, findings)


def stage(born_on: date | None, year: int, ages: Ages) -> str | None:
    """Name the stage of a child by the age on 31 August of the school year, or None."""
    if born_on is None:
        return None
    age = age_in_school_year(born_on, year)
    return next((name for name, (lowest, highest) in ages.items() if lowest <= age <= highest), None)


@lru_cache(maxsize=64)
def _rules(version: SchoolingVersion) -> tuple[Judgement, ...]:
    return compiled(CONDITIONS, version)
