"""Housing support (人才公寓): who may rent, which unit, how long and at what discount.

Foreign experts' apartments as reported, the rest our defaults; every figure and its clause stand in
`figures/housing.toml`.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from subsidies.policy.calendar_days import completed_years
from subsidies.policy.conditions import (
    REMEMBERED,
    AtLeastOrElse,
    Condition,
    DegreeQualifies,
    Is,
    Judgement,
    NotYet,
    compiled,
)
from subsidies.policy.degrees import highest_that_qualifies
from subsidies.policy.facts import DegreeLevel, Facts, Person
from subsidies.policy.findings import RESULT_OF, Finding, Outcome, Reason, outcome_of
from subsidies.policy.three_valued import both, either, negation
from subsidies.policy.version_figures import HousingVersion
from subsidies.policy.versions import Versions, housing_versions


@dataclass(frozen=True, slots=True)
class NoHomeInHousehold:
    """Neither the person nor the spouse owns a home in the city; a spouse's home is ignored when not married."""

    reason: Reason
    figure: str

    def compiled(self, version: HousingVersion) -> Judgement:
        """Bind to a version: the three possible findings are made beforehand."""
        figure = getattr(version, self.figure)
        findings = {
            owns: Finding(self.reason, RESULT_OF[negation(owns)], owns, figure.value, figure.basis, figure.citation)
            for owns in (True, False, None)
        }
        return lambda facts, degree, on: findings[household_owns_home(facts.person)]


CONDITIONS: tuple[Condition, ...] = (
    DegreeQualifies(Reason.DEGREE_QUALIFIES, figure="degree_conditions"),
    Is(Reason.EMPLOYER_LISTED, "employment.employer_listed", figure="employer_listed"),
    AtLeastOrElse(
        Reason.CONTRACT_TERM,
        "employment.contract_months",
        figure="contract_months_at_least",
        or_else="employment.open_ended",
    ),
    NotYet(Reason.STILL_EMPLOYED, "employment.left_on", figure="still_employed"),
    NoHomeInHousehold(Reason.NO_HOME_OWNED, figure="owns_home"),
)
"""All that must hold, in the order in which it is reported."""


class HousingAssessment(NamedTuple):
    """What one person may rent, and why. `degree` is the highest that qualifies (or comes nearest to it).

    `unit`, `months` and `rent_discount_percent` are None when not eligible. When undetermined they are what they would
    be if every unknown finding were met; the unit or the discount stays None where an unknown degree decides it.
    """

    result: Outcome
    version: str
    degree: DegreeLevel | None
    unit: str | None
    months: int | None
    rent_discount_percent: int | None
    findings: tuple[Finding, ...]


def assess(facts: Facts, *, on: date, versions: Versions[HousingVersion] | None = None) -> HousingAssessment:
    """Judge one person on a day; never raises. The version is chosen as for the living subsidy."""
    version = (versions or housing_versions()).for_hire(facts.employment.hired_on, on=on)
    degree = highest_that_qualifies(facts, on=on, conditions=version.degree_conditions.value)
    findings = tuple([judgement(facts, degree, on) for judgement in _rules(version)])
    result = outcome_of(findings)
    level = degree.level
    if result is Outcome.NOT_ELIGIBLE:
        return HousingAssessment(result, version.version, level, None, None, None, findings)
    discount = None if level is None else version.rent_discount_percent.value[level]
    unit = _unit(facts, level, on, version)
    return HousingAssessment(result, version.version, level, unit, version.tenancy_months.value, discount, findings)


def household_owns_home(person: Person) -> bool | None:
    """Say whether the household owns a home in the city, as far as is known."""
    return either(person.owns_home_in_city, both(person.married, person.spouse_owns_home_in_city))


@lru_cache(maxsize=64)
def _rules(version: HousingVersion) -> tuple[Judgement, ...]:
    return compiled(CONDITIONS, version)


def _unit(facts: Facts, level: DegreeLevel | None, on: date, version: HousingVersion) -> str | None:
    person = facts.person
    with_child = bool(person.married and facts.children) and _has_child_that_counts(facts, on, version)
    return unit_for(version, level, bool(person.foreign_expert), bool(person.married), with_child)


@lru_cache(maxsize=REMEMBERED)
def unit_for(
    version: HousingVersion, level: DegreeLevel | None, foreign_expert: bool, married: bool, with_child: bool
) -> str | None:
    """Choose the largest unit that degree and household give; a foreign expert's is always the same.

    Only what is known counts: an unknown marriage, child or expert standing gives no larger unit. With the degree
    unknown the unit is unknown too (None), unless the household alone gives the largest.
    """
    if foreign_expert:
        return version.unit_for_foreign_expert.value
    sizes = version.units_from_small_to_large.value
    units = [version.unit_by_degree.value[level]] if level else []
    if married:
        units.append(version.unit_when_married.value)
    if married and with_child:
        units.append(version.unit_when_married_with_child.value)
    largest = max(units, key=sizes.index, default=None)
    return largest if level or largest == sizes[-1] else None


def _has_child_that_counts(facts: Facts, on: date, version: HousingVersion) -> bool:
    """Look for a child who is born and under age on the day asked about."""
    under_age = version.child_counts_under_age.value
    for child in facts.children or ():
        if child.born_on and child.born_on <= on and completed_years(child.born_on, on) < under_age:
            return True
    return False
