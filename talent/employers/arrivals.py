"""Who on a roster comes from another unit of the group: whom that unit has on its roster, or who is on record there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from talent.accounts.models import User
from talent.calendars import clock
from talent.employers.lines import Line
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.querysets import RosterEntryQuerySet
from talent.encryption.blind_index import blind_index
from talent.profiles.models import Employment

AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people a roster lists of one unit, with whom the same is to be done, and that in words."""

    unit: Employer
    outcome: str
    words: str | Promise
    count: int


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What is to be done, or was done, with the people of a roster who come from other units of the group."""

    ready: int = 0
    done: int = 0
    others: list[Tally] = field(default_factory=list)
    """Those who are not recorded as moved, by unit and reason."""


def arrivals_on(roster: Roster, user: User) -> Arrivals:
    """What ``settings.ARRIVALS_ON_ROSTER`` knows of the people of a roster who come from other units."""
    known: Callable[[Roster, User], Arrivals] = import_string(settings.ARRIVALS_ON_ROSTER)
    return known(roster, user) if roster.moved_count else Arrivals()


def others_of_the_group(employer: Employer) -> list[UUID]:
    """The units from which somebody may have moved to the employer."""
    return list(Employer.objects.others_of_the_group(employer, on=clock.today()).values_list("pk", flat=True))


def rows_elsewhere(units: Sequence[UUID]) -> RosterEntryQuerySet:
    """For an outer query of rows: what the rosters of these units say of the same person, the latest first."""
    found = RosterEntry.objects.in_force().employed_on(clock.today()).filter(employer__in=units)
    return found.filter(identity_index=OuterRef("identity_index")).order_by("-effective_at", "pk")


def on_record() -> QuerySet[Employment]:
    """For an outer query of rows: where the same person is on record."""
    return Employment.objects.filter(person__identity_index=OuterRef("identity_index"))


def moved_away() -> Exists:
    """For rows of rosters: whose person is on record at another unit since a transfer or a merger."""
    return Exists(on_record().filter(hired_by__isnull=False).exclude(employer=OuterRef("employer")))


def units_as_read(employer: Employer, lines: Iterable[Line]) -> dict[int, str]:
    """The name of the unit from which each person comes, by row number, of lines that are not kept.

    Two queries for each piece of the lines; a unit is named by what it is called now.
    """
    units = others_of_the_group(employer)
    if not units:
        return {}
    found: dict[int, UUID] = {}
    today = clock.today()
    employed = [line for line in lines if line.left_on is None or line.left_on > today]
    for start in range(0, len(employed), AT_ONCE):
        piece = employed[start : start + AT_ONCE]
        rows: dict[str | None, int] = {
            blind_index(line.identity_number, "identity_number"): line.row_number for line in piece
        }
        came = _units_by_index(list(rows), units, employer, today)
        found |= {rows[index]: unit for index, unit in came.items()}
    names = dict(Employer.objects.filter(pk__in=set(found.values())).values_list("pk", "name")) if found else {}
    return {row: names[unit] for row, unit in sorted(found.items())}


def _units_by_index(
    indexes: Sequence[Any], units: Sequence[UUID], employer: Employer, today: dt.date
) -> dict[str | None, UUID]:
    listed = RosterEntry.objects.in_force().employed_on(today).filter(employer__in=units, identity_index__in=indexes)
    found: dict[str | None, UUID] = dict(
        listed.order_by("effective_at", "-pk").values_list("identity_index", "employer")
    )
    recorded = Employment.objects.filter(person__identity_index__in=indexes)
    for index, unit in recorded.values_list("person__identity_index", "employer"):
        if unit in units:
            found[index] = unit
        elif unit == employer.pk:
            found.pop(index, None)
    return found
