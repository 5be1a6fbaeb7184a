"""The words in which the tables of conditions are written.

Each word is a frozen record: the reason it answers for, the facts it reads (named as in the `assess` command's input) and
the figure it is held against (named as in `figures/*.toml`). `compiled(version)` turns it, once per version, into a function
from a Case to a Finding. An unknown fact gives an unknown finding, unless what is known already decides.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple, Protocol

from subsidies.policy.calendar_days import add_months, completed_years
from subsidies.policy.degrees import UNKNOWN_DEGREE, all_of, judge
from subsidies.policy.facts import Child, Degree, Employment, Facts, Person
from subsidies.policy.findings import Finding, Reason, Result, result_of
from subsidies.policy.three_valued import either
from subsidies.policy.version_figures import Version


class Case(NamedTuple):
    """The facts as one judgement sees them: on a day, and with one degree."""

    on: date
    person: Person
    employment: Employment
    degree: Degree
    has_degree: bool
    applied_on: date
    living_granted_yuan: int | None
    claimed_elsewhere: bool | None
    children: tuple[Child, ...] | None


def case_of(facts: Facts, *, on: date, degree: Degree | None = None) -> Case:
    """Look at the facts on a day with one of the degrees, or with none of them."""
    return Case(
        on=on,
        person=facts.person,
        employment=facts.employment,
        degree=degree or UNKNOWN_DEGREE,
        has_degree=degree is not None or facts.degrees is None,
        applied_on=facts.applied_on or on,
        living_granted_yuan=facts.living_granted_yuan,
        claimed_elsewhere=facts.claimed_elsewhere,
        children=facts.children,
    )


Judgement = Callable[[Case], Finding]


class Condition(Protocol):
    """A row of a table of conditions."""

    @property
    def reason(self) -> Reason:
        """The reason that the finding carries."""

    def compiled(self, version: Any) -> Judgement:
        """Bind the condition to one version's figures."""


@dataclass(frozen=True, slots=True)
class Is:
    """A yes-or-no fact is what the figure says."""

    reason: Reason
    fact: str
    figure: str

    def compiled(self, version: Version) -> Judgement:
        """Bind to a version: the three possible findings are made beforehand."""
        read, figure = attrgetter(self.fact), getattr(version, self.figure)
        findings = {
            fact: Finding(self.reason, result_of(holds), fact, figure.value, figure.basis, figure.citation)
            for fact, holds in ((figure.value, True), (not figure.value, False), (None, None))
        }
        return lambda case: findings[read(case)]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A number is at least the figure; where `or_else` names a yes-or-no fact, a yes is enough as well."""

    reason: Reason
    fact: str
    figure: str
    or_else: str = ""

    def compiled(self, version: Version) -> Judgement:
        """Bind to a version."""
        reason, read, figure = self.reason, attrgetter(self.fact), getattr(version, self.figure)
        fewest, basis, citation = figure.value, figure.basis, figure.citation
        alternative, read_alternative = self.or_else.rpartition(".")[2], attrgetter(self.or_else or self.fact)

        def judgement(case: Case) -> Finding:
            number = read(case)
            holds = None if number is None else number >= fewest
            if not alternative:
                return Finding(reason, result_of(holds), number, fewest, basis, citation)
            instead = read_alternative(case)
            fact = alternative if instead else number
            return Finding(reason, result_of(either(holds, instead)), fact, fewest, basis, citation)

        return judgement


@dataclass(frozen=True, slots=True)
class BelowForDegree:
    """A number is below the figure for the degree's level; `clause` names the figure whose citation explains it."""

    reason: Reason
    fact: str
    figure: str
    clause: str

    def compiled(self, version: Version) -> Judgement:
        """Bind to a version."""
        reason, read, clause = self.reason, attrgetter(self.fact), getattr(version, self.clause)
        limits, basis, citation = getattr(version, self.figure).value, clause.basis, clause.citation

        def judgement(case: Case) -> Finding:
            number, limit = read(case), limits.get(case.degree.level)
            holds = None if number is None or limit is None else number < limit
            return Finding(reason, result_of(holds), number, limit, basis, citation)

        return judgement


@dataclass(frozen=True, slots=True)
class AgeAtMostForDegree:
    """The age in completed years on a day is at most the figure for the degree's level."""

    reason: Reason
    born: str
    on: str
    figure: str

    def compiled(self, version: Version) -> Judgement:
        """Bind to a version."""
        reason, read, figure = self.reason, attrgetter(self.born, self.on), getattr(version, self.figure)
        limits, basis, citation = figure.value, figure.basis, figure.citation

        def judgement(case: Case) -> Finding:
            born_on, on = read(case)
            age = None if born_on is None or on is None else completed_years(born_on, on)
            limit = limits.get(case.degree.level)
            holds = None if age is None or limit is None else age <= limit
            return Finding(reason, result_of(holds), age, limit, basis, citation)

        return judgement


@dataclass(frozen=True, slots=True)
class WithinMonths:
    """A day comes at most so many calendar months after another, or after the later of two."""

    reason: Reason
    day: str
    after: tuple[str, str]
    figure: str

    def compiled(self, version: Version) -> Judgement:
        """Bind to a version."""
        reason, read, figure = self.reason, attrgetter(self.day, *self.after), getattr(version, self.figure)
        months, basis, citation = figure.value, figure.basis, figure.citation

        def judgement(case: Case) -> Finding:
            day, one, other = read(case)
            last = None if one is None or other is None else add_months(one if one > other else other, months)
            holds = None if day is None or last is None else day <= last
            return Finding(reason, result_of(holds), _iso(day), _iso(last), basis, citation)

        return judgement


@dataclass(frozen=True, slots=True)
class InForceOn:
    """The version is in force on a day."""

    reason: Reason
    day: str

    def compiled(self, version: Version) -> Judgement:
        """Bind to a version."""
        reason, read, figure = self.reason, attrgetter(self.day), version.in_force
        first, last = figure.value
        period, basis, citation = f"{first}/{last or '..'}", figure.basis, figure.citation

        def judgement(case: Case) -> Finding:
            day = read(case)
            holds = None if day is None else version.is_in_force(day)
            return Finding(reason, result_of(holds), _iso(day), period, basis, citation)

        return judgement


@dataclass(frozen=True, slots=True)
class NotYet:
    """A day is null (it has not come) or after the day asked about."""

    reason: Reason
    day: str
    figure: str

    def compiled(self, version: Version) -> Judgement:
        """Bind to a version."""
        reason, read, figure = self.reason, attrgetter(self.day), getattr(version, self.figure)
        basis, citation = figure.basis, figure.citation

        def judgement(case: Case) -> Finding:
            day = read(case)
            holds = day is None or day > case.on
            return Finding(reason, result_of(holds), _iso(day), _iso(case.on), basis, citation)

        return judgement


@dataclass(frozen=True, slots=True)
class DegreeQualifies:
    """Every one of the figure's conditions holds for the degree; without any degree it is unmet."""

    reason: Reason
    figure: str

    def compiled(self, version: Version) -> Judgement:
        """Bind to a version."""
        reason, figure = self.reason, getattr(version, self.figure)
        names, basis, citation = figure.value, figure.basis, figure.citation
        required = ",".join(names)

        def judgement(case: Case) -> Finding:
            if not case.has_degree:
                return Finding(reason, Result.UNMET, None, required, basis, citation)
            answers = judge(case.degree, on=case.on, conditions=names)
            result = all_of(answers.values())
            shown = required if result is Result.MET else ",".join(name for name in names if answers[name])
            return Finding(reason, result, shown, required, basis, citation)

        return judgement


def compiled(table: Iterable[Condition], version: Version) -> tuple[Judgement, ...]:
    """Bind a table of conditions to one version's figures, in the order of the table."""
    return tuple(condition.compiled(version) for condition in table)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
