"""Which units the rows of a roster may name, and whose rows they then are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache
from types import MappingProxyType

from django.utils.translation import gettext as _

from talent.spreadsheets.characters import half_width, tidy
from talent.spreadsheets.errors import CellProblem

NOBODY: Mapping[str, str] = MappingProxyType({})
MOST_NAMED = 12


class Means(Enum):
    """What stands in the column of units, as the employer whose file it is sees it."""

    OWN = "the employer itself"
    BELOW = "a unit below it"
    ABOVE = "one that it is below"
    OTHER = "any other unit"
    SEVERAL = "units that are called alike"
    UNKNOWN = "no unit at all: a slip, or a department"
    NOTHING = "the cell is empty"


@lru_cache(maxsize=4096)
def plain(unit: str) -> str:
    """A unit's name as it is compared: letters, digits and characters alone, since 一汽（长春） is 一汽(长春)."""
    return "".join(filter(str.isalnum, half_width(tidy(unit)))).casefold()


class Units:
    """The names that mean something to an employer.

    Args:
        own: the names of the employer.
        below: the names of units below it, with the key of each: their rows are passed over and counted.
        above: the names of the units that it is below.
        others: the names of further units; a row that names one of them is not about this employer's staff.
        several: names that more than one unit bears.
        part_only: only rows that name the employer are read, all others are passed over: of a file of many units, the
            part of this one.
    """

    def __init__(
        self,
        *,
        own: Iterable[str] = (),
        below: Mapping[str, str] = NOBODY,
        above: Iterable[str] = (),
        others: Iterable[str] = (),
        several: Iterable[str] = (),
        part_only: bool = False,
    ) -> None:
        named = (Means.OTHER, others), (Means.ABOVE, above), (Means.BELOW, below), (Means.OWN, own)
        self._means = {plain(name): means for means, names in (*named, (Means.SEVERAL, several)) for name in names}
        self._keys = {plain(name): key for name, key in below.items()}
        self.part_only = part_only

    @property
    def has_below(self) -> bool:
        """Whether there are units below the employer."""
        return bool(self._keys)

    def means(self, written: str | None) -> Means:
        """What that is to the employer."""
        name = plain(written or "")
        return self._means.get(name, Means.UNKNOWN) if name else Means.NOTHING

    def key_of(self, written: str) -> str:
        """The key of a unit below."""
        return self._keys[plain(written)]


class UnitColumn:
    """What the rows of a file say of their units, counted as they are read.

    What an empty cell or an unknown word means shows only at the end: where rows name units below, the column tells
    units, so these are slips, or what merging cells has left; else it tells departments, and all are the employer's.
    In the same way the name of the group is no unit of its own where all rows have it.
    """

    def __init__(self, units: Units) -> None:
        self._units = units
        self._found: Counter[Means] = Counter()
        self._unknown: Counter[str] = Counter()
        self._below: Counter[str] = Counter()

    def passes_over(self, written: str | None) -> bool:
        """Count a row; whether it is somebody else's, and nothing else of it is looked at."""
        means = self._units.means(written)
        self._found[means] += 1
        if self._units.part_only:
            return means is not Means.OWN
        if written and means is Means.BELOW:
            self._below[self._units.key_of(written)] += 1
        elif written and means is Means.UNKNOWN:
            self._unknown[tidy(written)] += 1
        return means is Means.BELOW

    @property
    def below(self) -> dict[str, int]:
        """How many rows name units below, by the key of each, the most first."""
        return dict(self._below.most_common())

    @property
    def unknown(self) -> list[str]:
        """Words that are no unit, where there are units below and no row names any: some of them, the most first."""
        return (
            []
            if self._below or not self._units.has_below
            else [word for word, _rows in self._unknown.most_common(MOST_NAMED)]
        )

    def problem_with(self, written: str | None) -> CellProblem | None:
        """What is wrong with a row that names that, now that all rows are known."""
        means = self._units.means(written)
        if means is Means.ABOVE and self._found.keys() & {Means.OWN, Means.OTHER}:
            fix = _("请写明是哪个单位的人，不要写上级单位。")
            return CellProblem("unit_above", _("这一行写的是上级单位，别的行写的是下级单位。"), fix)
        if not self._below or means not in (Means.UNKNOWN, Means.NOTHING):
            return None
        fix = _("请写单位全称或简称；是所选单位本部的，写所选单位的名称。合并的单元格请先拆开、逐行填写。")
        message = _("没有写明单位。") if means is Means.NOTHING else _("名单里没有这个单位。")
        return CellProblem("unknown_unit", message, fix)

    @property
    def may_be_wrong(self) -> bool:
        """Whether ``problem_with`` can find anything, so that the rows need be gone through."""
        return bool(self._below) or Means.ABOVE in self._found


ANY_UNIT = Units()
