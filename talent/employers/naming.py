"""Which units the rows of an employer's file may name: by their names, short names and former names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from talent.employers.imports.roster_units import Units, plain
from talent.employers.kinds import ChangeKind
from talent.employers.models import Employer, EmployerChange


def units_beside(employer: Employer, *, part_only: bool = False) -> Units:
    """Units below the employer are told apart, to be read for themselves; any other is named by mistake.

    What was merged is named for the unit that goes on.

    Args:
        part_only: the file is one of many units, and only the rows that name this one are to be read.
    """
    everything = list(Employer.objects.select_related("merged_into"))
    goes_on = {unit.pk: unit.successor.pk for unit in everything}
    below = set(Employer.objects.with_subsidiaries({employer.pk}).values_list("pk", flat=True))
    above = _above(employer, everything)
    means = _meanings(everything, goes_on)
    alone = {name: next(iter(units)) for name, units in means.items() if len(units) == 1}
    return Units(
        own=[name for name, pk in alone.items() if pk == employer.pk],
        below={name: str(pk) for name, pk in alone.items() if pk in below and pk != employer.pk},
        above=[name for name, pk in alone.items() if pk in above],
        others=[name for name, pk in alone.items() if pk not in below and pk not in above],
        several=[name for name, units in means.items() if len(units) > 1],
        part_only=part_only,
    )


def _above(employer: Employer, everything: Iterable[Employer]) -> set[UUID]:
    parents = {unit.pk: unit.parent_id for unit in everything}
    found: set[UUID] = set()
    parent = parents.get(employer.pk)
    while parent is not None and parent not in found:
        found.add(parent)
        parent = parents.get(parent)
    return found


def _meanings(everything: Iterable[Employer], goes_on: Mapping[UUID, UUID]) -> dict[str, set[UUID]]:
    """The units that each name may mean: a full name goes before a short one, and that before a former one."""
    full: dict[str, set[UUID]] = defaultdict(set)
    short: dict[str, set[UUID]] = defaultdict(set)
    former: dict[str, set[UUID]] = defaultdict(set)
    for unit in everything:
        full[plain(unit.name)].add(goes_on[unit.pk])
        short[plain(unit.short_name)].add(goes_on[unit.pk])
    renamed = EmployerChange.objects.filter(kind=ChangeKind.RENAMED)
    for name, pk in renamed.values_list("before", "employer"):
        former[plain(name)].add(goes_on[pk])
    found = former | short | full
    found.pop("", None)
    return found
