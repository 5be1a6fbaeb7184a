"""Which units the rows of a roster may name, and whose rows they then are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from talent.spreadsheets.characters import tidy

NOBODY: Mapping[str, str] = MappingProxyType({})


def plain(unit: str) -> str:
    """A unit's name as it is compared: without blanks and case."""
    return "".join(tidy(unit).split()).casefold()


class Units:
    """Which units the rows of a file may name: the employer itself, those below it, and others.

    Args:
        below: the names of units below the employer, with the key of each: their rows are passed over and counted.
        others: the names of further units; a row that names one of them is not about this employer's staff.
        own: the names of the employer. Where any are told, only rows that name it are read, all others are passed over:
            of a file of many units, the part of this one.
    """

    def __init__(
        self, *, below: Mapping[str, str] = NOBODY, others: Iterable[str] = (), own: Iterable[str] = ()
    ) -> None:
        self.below = {plain(name): key for name, key in below.items()}
        self.others = frozenset(map(plain, others))
        self.own = frozenset(map(plain, own))

    def passes_over(self, written: str | None, counted: Counter[str]) -> bool:
        """Whether a row that names this unit is somebody else's; one of a unit below is counted."""
        if not (self.own or self.below):
            return False
        name = plain(written or "")
        if self.own:
            return name not in self.own
        if (below := self.below.get(name)) is None:
            return False
        counted[below] += 1
        return True


ANY_UNIT = Units()
