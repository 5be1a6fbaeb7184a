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
from subsidies.policy.conditions import REMEMBERED, Condition, DegreeQualifies, Is, Judgement, NotYet, compiled
from subsidies.policy.degrees import highest_that_qualifies
from subsidies.policy.facts import Child, Degree, DegreeLevel, Facts
from subsidies.policy.findings import RESULT_OF, Finding, Outcome, Reason, outcome_of
from subsidies.policy.version_figures import SchoolingVersion
from subsidies.policy.versions import Versions, schooling_versions


@dataclass(frozen=True, slots=True)
class AChildOfSchoolAge:
    """At least one child is of school age for the school year; while a birthday is unknown, none can be ruled out."""

    reason: Reason
    figure: str

    def compiled(self, version: SchoolingVersion) -> Judgement:
        """Bind to a version."""
        reason, figure, stages = self.reason, getattr(version, self.figure), stages_by_age(version)

        @lru_cache(maxsize=REMEMBERED)
        def judged(of_age: int | None, all_known: bool) -> Finding:
            holds = True if of_age else (False if all_known else None)
            return Finding(reason, RESULT_OF[holds], of_age, 1, figure.basis, figure.citation)

        def judgement(facts: Facts, degree: Degree, on: date) -> Finding:
            if facts.children is None:
                return judged(None, False)
            year, of_age, all_known = school_year(on), 0, True
            for child in facts.children:
                if child.born_on is None:
                    all_known = False
                elif age_in_school_year(child.born_on, year) in stages:
                    of_age += 1
            return judged(of_age, all_known)

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

    `degree` is the highest that qualifies (or comes nearest to it). `order_of_choice` is None when not eligible, or
    when the degree that decides it is unknown.
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
    degree = highest_that_qualifies(facts, on=on, conditions=version.degree_conditions.value)
    findings = tuple([judgement(facts, degree, on) for judgement in _rules(version)])
    result = outcome_of(findings)
    year = school_year(on)
    stages = stages_by_age(version)
    children = tuple(
        [SchoolChild(child.born_on, year, stage_of(child, year, stages)) for child in facts.children or ()]
    )
    level = degree.level
    order = None if result is Outcome.NOT_ELIGIBLE or level is None else version.order_of_choice.value[level]
    return SchoolingAssessment(result, version.version, level, children, order, findings)


def stage_of(child: Child, year: int, stages: Mapping[int, str]) -> str | None:
    """Name a child's stage by the age on 31 August of the school year; None when of no, or of unknown, school age."""
    return None if child.born_on is None else stages.get(age_in_school_year(child.born_on, year))


@lru_cache(maxsize=64)
def stages_by_age(version: SchoolingVersion) -> Mapping[int, str]:
    """Give the stage for each age in completed years that has one."""
    ages = version.stage_ages.value
    return {age: stage for stage, (lowest, highest) in ages.items() for age in range(lowest, highest + 1)}


@lru_cache(maxsize=64)
def _rules(version: SchoolingVersion) -> tuple[Judgement, ...]:
    return compiled(CONDITIONS, version)
