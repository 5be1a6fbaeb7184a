"""When a degree qualifies, and which of several degrees counts."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from subsidies.policy.facts import Degree, DegreeLevel
from subsidies.policy.findings import Result
from subsidies.policy.three_valued import Answer, either, negation

UNKNOWN_DEGREE = Degree()
"""Stands in where there is no degree to look at: every question about it is unknown."""

CONDITIONS: Mapping[str, Callable[[Degree, date], Answer]] = {
    "level": lambda degree, on: True if degree.level else None,
    "full_time": lambda degree, on: degree.full_time,
    "not_commissioned": lambda degree, on: negation(degree.commissioned),
    "graduation_certificate": lambda degree, on: degree.graduation_certificate,
    "degree_certificate": lambda degree, on: degree.degree_certificate,
    "awarded": lambda degree, on: degree.awarded_on <= on if degree.awarded_on else None,
    "certified_if_overseas": lambda degree, on: either(negation(degree.overseas), degree.certified),
}
"""What may be asked of a degree on a day; a version's `degree_conditions` names those that are."""

_HEIGHT = {None: 0} | {level: height for height, level in enumerate(DegreeLevel, start=1)}
_PROSPECT = {Result.UNMET: 0, Result.UNKNOWN: 1, Result.MET: 2}


def judge(degree: Degree, *, on: date, conditions: Iterable[str]) -> dict[str, Answer]:
    """Answer each of the named conditions for one degree; None where the facts do not say."""
    return {name: CONDITIONS[name](degree, on) for name in conditions}


def height(degree: Degree) -> tuple[int, date]:
    """Order degrees by level, then by award day; an unknown level or day comes lowest."""
    return _HEIGHT[degree.level], degree.awarded_on or date.min


def all_of(answers: Iterable[Answer]) -> Result:
    """Any no: unmet; else any unknown: unknown; else met."""
    result = Result.MET
    for answer in answers:
        if answer is False:
            return Result.UNMET
        if answer is None:
            result = Result.UNKNOWN
    return result


def highest_that_qualifies(degrees: Sequence[Degree] | None, *, on: date, conditions: Collection[str]) -> Degree | None:
    """Give the degree that counts for housing and schooling: the highest that qualifies, the latest among equals.

    Where none does, the highest that may yet qualify, else simply the highest; None where there is none.
    """
    if not degrees or len(degrees) == 1:
        return degrees[0] if degrees else None

    def precedence(degree: Degree) -> tuple[int, tuple[int, date]]:
        answers = judge(degree, on=on, conditions=conditions)
        return _PROSPECT[all_of(answers.values())], height(degree)

    return max(degrees, key=precedence)


def prospects(results: Iterable[Result]) -> list[int]:
    """Order the judgements of equally high degrees: what is unmet weighs more than what is unknown."""
    return sorted(_PROSPECT[result] for result in results)
