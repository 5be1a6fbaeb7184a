"""The words in which the tables of conditions are written.

Each word is a frozen record: the reason it answers for, the facts it reads (named as in the `assess` command's
input) and the figure it is held against (named as in `figures/*.toml`). `compiled(version)` turns it, once per
version, into a function from the facts, a degree and a day to a Finding. An unknown fact gives an unknown finding,
unless what is known already decides.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, Protocol

from subsidies.policy.calendar_days import add_months, completed_years
from subsidies.policy.degrees import NO_DEGREE, Known, Standing, all_of, judge, standing_of
from subsidies.policy.facts import Degree, DegreeLevel, Facts
from subsidies.policy.findings import RESULT_OF, Finding, Reason, Result
from subsidies.policy.three_valued import either
from subsidies.policy.version_figures import Version

REMEMBERED = 4096
"""How many judged facts a condition remembers: the same few come again and again, and a finding is immutable."""


Judgement = Callable[[Facts, Degree, date], Finding]
"""Judges the facts, with one degree, on a day."""


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
        """Bind to a version."""
        reason, read, figure = self.reason, attrgetter(self.fact), getattr(version, self.figure)

        @lru_cache(maxsize=REMEMBERED)
        def judged(fact: bool | None) -> Finding:
            holds = None if fact is None else fact is figure.value
            return Finding(reason, RESULT_OF[holds], fact, figure.value, figure.basis, figure.citation)

        return lambda facts, degree, on: judged(read(facts))


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A number is at least the figure."""

    reason: Reason
    fact: str
    figure: str

    def compiled(self, version: Version) -> Judgement:
        """Bind to a version."""
        reason, read, figure = self.reason, attrgetter(self.fact), getattr(version, self.figure)

        @lru_cache(maxsize=REMEMBERED)
        def judged(number: int | None) -> Finding:
            holds = None if number is None else number >= figure.value
            return Finding(reason, RESULT_OF[holds], number, figure.value, figure.basis, figure.citation)

        return lambda facts, degree, on: judged(read(facts))


@dataclass(frozen=True, slots=True)
class AtLeastOrElse:
    """A number is at least the figure, or a yes-or-no fact is yes; the finding then shows that fact's name."""

    reason: Reason
    fact: str
    figure: str
    or_else: str

    def compiled(self, version: Version) -> Judgement:
        """Bind to a version."""
        reason, read, figure = self.reason, attrgetter(self.fact, self.or_else), getattr(version, self.figure)
        alternative = self.or_else.rpartition(".")[2]

        @lru_cache(maxsize=REMEMBERED)
        def judged(number: int | None, instead: bool | None) -> Finding:
            holds = either(None if number is None else number >= figure.value, instead)
            fact = alternative if instead else number
            return Finding(reason, RESULT_OF[holds], fact, figure.value, figure.basis, figure.citation)

        return lambda facts, degree, on: judged(*read(facts))


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
        limits = getattr(version, self.figure).value

        @lru_cache(maxsize=REMEMBERED)
        def judged(number: int | None, level: DegreeLevel | None) -> Finding:
            limit = limits.get(level)
            holds = None if number is None or limit is None else number < limit
            return Finding(reason, RESULT_OF[holds], number, limit, clause.basis, clause.citation)

        return lambda facts, degree, on: judged(read(facts), degree.level)


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

        @lru_cache(maxsize=REMEMBERED)
        def judged(age: int | None, level: DegreeLevel | None) -> Finding:
            limit = figure.value.get(level)
            holds = None if age is None or limit is None else age <= limit
            return Finding(reason, RESULT_OF[holds], age, limit, figure.basis, figure.citation)

        def judgement(facts: Facts, degree: Degree, on: date) -> Finding:
            born_on, day = read(facts)
            age = None if born_on is None or day is None else completed_years(born_on, day)
            return judged(age, degree.level)

        return judgement


@dataclass(frozen=True, slots=True)
class WithinMonthsOfDegree:
    """A day comes at most so many calendar months after the degree's award, or after another day if that is later.

    Where `null_is_day_asked_about`, an unknown day is the day asked about.
    """

    reason: Reason
    day: str
    figure: str
    or_after: str = ""
    null_is_day_asked_about: bool = False

    def compiled(self, version: Version) -> Judgement:
        """Bind to a version."""
        reason, figure, fill = self.reason, getattr(version, self.figure), self.null_is_day_asked_about
        read = attrgetter(self.day, self.or_after or self.day)
        alone, basis, citation = not self.or_after, figure.basis, figure.citation

        @lru_cache(maxsize=REMEMBERED)
        def last_day(start: date) -> tuple[date, str]:
            last = add_months(start, figure.value)
            return last, last.isoformat()

        def judgement(facts: Facts, degree: Degree, on: date) -> Finding:
            day, other = read(facts)
            if day is None and fill:
                day = on
            start = degree.awarded_on if alone else _later(other, degree.awarded_on)
            if start is None:
                return Finding(reason, Result.UNKNOWN, iso(day), None, basis, citation)
            last, required = last_day(start)
            return Finding(reason, RESULT_OF[None if day is None else day <= last], iso(day), required, basis, citation)

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
        period = f"{first}/{last or '..'}"

        @lru_cache(maxsize=REMEMBERED)
        def judged(day: date | None) -> Finding:
            holds = None if day is None else version.is_in_force(day)
            return Finding(reason, RESULT_OF[holds], iso(day), period, figure.basis, figure.citation)

        return lambda facts, degree, on: judged(read(facts))


@dataclass(frozen=True, slots=True)
class NotYet:
    """A day is null (it has not come) or after the day asked about."""

    reason: Reason
    day: str
    figure: str

    def compiled(self, version: Version) -> Judgement:
        """Bind to a version."""
        reason, read, figure = self.reason, attrgetter(self.day), getattr(version, self.figure)

        @lru_cache(maxsize=REMEMBERED)
        def judged(day: date | None, on: date) -> Finding:
            holds = day is None or day > on
            return Finding(reason, RESULT_OF[holds], iso(day), iso(on), figure.basis, figure.citation)

        return lambda facts, degree, on: judged(read(facts), on)


@dataclass(frozen=True, slots=True)
class DegreeQualifies:
    """Every one of the figure's conditions holds for the degree; without any degree it is unmet."""

    reason: Reason
    figure: str

    def compiled(self, version: Version) -> Judgement:
        """Bind to a version."""
        reason, figure = self.reason, getattr(version, self.figure)
        required = ",".join(figure.value)
        none = Finding(reason, Result.UNMET, None, required, figure.basis, figure.citation)

        @lru_cache(maxsize=REMEMBERED)
        def judged(awarded: bool | None, known: Known) -> Finding:
            answers = judge(Standing(awarded, *known), figure.value)
            shown = ",".join(name for name, holds in answers.items() if holds)
            return Finding(reason, all_of(answers.values()), shown, required, figure.basis, figure.citation)

        def judgement(facts: Facts, degree: Degree, on: date) -> Finding:
            return none if degree is NO_DEGREE else judged(*standing_of(degree, on))

        return judgement


def compiled(table: Iterable[Condition], version: Version) -> tuple[Judgement, ...]:
    """Bind a table of conditions to one version's figures, in the order of the table."""
    return tuple(condition.compiled(version) for condition in table)


def _later(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return None
    return one if one > other else other


@lru_cache(maxsize=1 << 14)
def iso(day: date | None) -> str | None:
    """Write a day as a finding shows it."""
    return None if day is None else day.isoformat()
