"""The kinds of value a figure may have: each accepts a TOML value or raises FiguresError saying what it must be."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import TypeVar

from subsidies.policy.facts import DegreeLevel

T = TypeVar("T")
ByDegree = Mapping[DegreeLevel, T]
Shape = Callable[[object], T]


class FiguresError(ValueError):
    """A figures file says something that the rules cannot use; the message names file, version and figure."""


def text(value: object) -> str:
    """Accept text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise FiguresError("must be text")
    return value


def day(value: object) -> date:
    """Accept a TOML date without a time."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise FiguresError("must be a date")
    return value


def whole(value: object) -> int:
    """Accept a whole number that is not negative: yuan, months, years, days or percent."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise FiguresError("must be a whole number, zero or more")
    return value


def positive(value: object) -> int:
    """Accept a whole number above zero."""
    if whole(value) == 0:
        raise FiguresError("must be above zero")
    return whole(value)


def percent(value: object) -> int:
    """Accept a whole number from 0 to 100."""
    if whole(value) > 100:
        raise FiguresError("must be at most 100")
    return whole(value)


def always(wanted: bool) -> Shape[bool]:
    """Accept only `wanted`: a rule that no figure can switch off, entered for its basis and citation."""

    def shape(value: object) -> bool:
        if value is not wanted:
            raise FiguresError(f"must be {str(wanted).lower()}: this rule is not switched by a figure")
        return wanted

    return shape


def shares(value: object) -> tuple[int, ...]:
    """Accept a list of percentages that sum to 100."""
    parts = several(percent)(value)
    if sum(parts) != 100:
        raise FiguresError("must sum to 100")
    return parts


def several(shape: Shape[T]) -> Shape[tuple[T, ...]]:
    """Accept a list with at least one item, all of one shape."""

    def read(value: object) -> tuple[T, ...]:
        if not isinstance(value, list) or not value:
            raise FiguresError("must be a list with at least one item")
        return tuple(shape(item) for item in value)

    return read


def one_of(choices: Iterable[str]) -> Shape[str]:
    """Accept one of the named choices."""
    known = list(choices)

    def shape(value: object) -> str:
        if value not in known:
            raise FiguresError(f"must be one of {', '.join(known)}")
        return str(value)

    return shape


def by_degree(shape: Shape[T]) -> Shape[ByDegree[T]]:
    """Accept a table with exactly one entry for each degree level."""

    def read(value: object) -> ByDegree[T]:
        if not isinstance(value, dict) or set(value) != set(DegreeLevel):
            raise FiguresError(f"must have exactly {', '.join(DegreeLevel)}")
        return {level: shape(value[level]) for level in DegreeLevel}

    return read


def age_ranges(value: object) -> Mapping[str, tuple[int, int]]:
    """Accept a table of names with the lowest and the highest age, both included, none overlapping."""
    if not isinstance(value, dict) or not value:
        raise FiguresError("must be a table of names with two ages each")
    ranges = {text(name): several(whole)(ages) for name, ages in value.items()}
    pairs = {name: (ages[0], ages[1]) for name, ages in ranges.items() if len(ages) == 2 and ages[0] <= ages[1]}
    if len(pairs) != len(ranges):
        raise FiguresError("must give the lowest and then the highest age for each name")
    in_order = sorted(pairs.values())
    if any(later[0] <= earlier[1] for earlier, later in pairwise(in_order)):
        raise FiguresError("must not overlap")
    return pairs
