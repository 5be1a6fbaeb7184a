"""Which units the rows of an employer's file may name."""

from __future__ import annotations

from django.db.models import Q

from talent.employers.imports.roster_units import Units
from talent.employers.models import Employer


def units_beside(employer: Employer, *, part_only: bool = False) -> Units:
    """Units below the employer are told apart, to be read for themselves; any other is named by mistake.

    Args:
        part_only: the file is one of many units, and only the rows that name this one are to be read.
    """
    if part_only:
        units = Employer.objects.filter(Q(pk=employer.pk) | Q(merged_into=employer))
        return Units(own=[name for unit in units for name in _names(unit)])
    below = Employer.objects.with_subsidiaries({employer.pk})
    keys = {unit.pk: str(unit.successor.pk) for unit in below.select_related("merged_into")}
    found = {name: keys.get(unit.pk, "") for unit in Employer.objects.all() for name in _names(unit)}
    own = {name for name, key in found.items() if key == str(employer.pk)} | set(_names(employer))
    known = {name: key for name, key in found.items() if name not in own}
    return Units(
        below={name: key for name, key in known.items() if key},
        others=[name for name, key in known.items() if not key],
    )


def _names(unit: Employer) -> list[str]:
    return [name for name in (unit.name, unit.short_name) if name]
