"""When a degree qualifies, and which of several degrees counts."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from subsidies.policy.facts import Degree, DegreeLevel, Facts
from subsidies.policy.findings import Result
from subsidies.policy.three_valued import Answer, either, negation

UNKNOWN_DEGREE = Degree()
"""Stands in where nobody knows which degrees there are: every question about it is unknown."""

NO_DEGREE = Degree()
"""Stands in where there is none; told from the other by identity."""


class Standing(NamedTuple):
    """What is known of a degree on a day, as far as it decides whether the degree qualifies."""

    awarded: bool | None
    level: DegreeLevel | None
    full_time: bool | None
    graduation_certificate: bool | None
    degree_certificate: bool | None
    overseas: bool | None
    certified: bool | None
    commissioned: bool | None


CONDITIONS: Mapping[str, Callable[[Standing], Answer]] = {
    "level": lambda degree: True if degree.level else None,
    "full_time": lambda degree: degree.full_time,
    "not_commissioned": lambda degree: negation(degree.commissioned),
    "graduation_certificate": lambda degree: degree.graduation_certificate,
    "degree_certificate": lambda degree: degree.degree_certificate,
    "awarded": lambda degree: degree.awarded,
    "certified_if_overseas": lambda degree: either(negation(degree.overseas), degree.certified),
}
"""What may be asked of a degree; a version's `degree_conditions` names those that are."""

Known = tuple[Any, ...]
_known: Callable[[Degree], Known] = attrgetter(*Standing._fields[1:])

_HEIGHT = {None: 0} | {level: height for height, level in enumerate(DegreeLevel, start=1)}
_PROSPECT = {Result.UNMET: 0, Result.UNKNOWN: 1, Result.MET: 2}


def standing_of(degree: Degree, on: date) -> tuple[bool | None, Known]:
    """Look at a degree on a day: whether it has been awarded by then, and the other fields of its Standing."""
    return None if degree.awarded_on is None else degree.awarded_on <= on, _known(degree)


def judge(standing: Standing, conditions: Iterable[str]) -> dict[str, Answer]:
    """Answer each of the named conditions; None where the facts do not say."""
    return {name: CONDITIONS[name](standing) for name in conditions}


def all_of(answers: Collection[Answer]) -> Result:
    """Any no: unmet; else any unknown: unknown; else met."""
    if False in answers:
        return Result.UNMET
    return Result.UNKNOWN if None in answers else Result.MET


def height(degree: Degree) -> tuple[int, date]:
    """Order degrees by level, then by award day; an unknown level or day comes lowest."""
    return _HEIGHT[degree.level], degree.awarded_on or date.min


def prospects(results: Iterable[Result]) -> list[int]:
    """Order the judgements of equally high degrees: what is unmet weighs more than what is unknown."""
    return sorted(_PROSPECT[result] for result in results)


def candidates(facts: Facts) -> tuple[Degree, ...]:
    """Give the degrees to choose from, never none: a stand-in where there is none or nobody knows."""
    return facts.degrees or (UNKNOWN_DEGREE if facts.degrees is None else NO_DEGREE,)


def highest_that_qualifies(facts: Facts, *, on: date, conditions: tuple[str, ...]) -> Degree:
    """Give the degree that counts for housing and schooling: the highest that qualifies, the latest among equals.

    Where none does, the highest that may yet qualify, else simply the highest.
    """
    degrees = candidates(facts)
    if len(degrees) == 1:
        return degrees[0]

    def precedence(degree: Degree) -> tuple[int, tuple[int, date]]:
        awarded, known = standing_of(degree, on)
        answers = judge(Standing(awarded, *known), conditions)
        return _PROSPECT[all_of(answers.values())], height(degree)

    return max(degrees, key=precedence)
