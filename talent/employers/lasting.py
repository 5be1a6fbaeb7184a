"""What ends payments, and was said by earlier rosters of people of whom a later file has no column to say it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from talent.employers.lines import Line
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.workflow import RosterStatus
from talent.encryption.blind_index import blind_index

MOST_NAMED = 50
LeavingDays = Mapping[str, dt.date]
"""Days of leaving by the blind index of the person."""


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """People of a roster who left, or work elsewhere, by what was said before: the first ones, and how many in all."""

    entries: list[RosterEntry] = field(default_factory=list)
    count: int = 0


def said_before(roster: Roster) -> SaidBefore:
    """Whose leaving or other city a roster took over: what stands in a field for which the file has no column."""
    taken_over = {"left_on": Q(left_on__isnull=False), "works_in_city": Q(works_in_city=False)}
    lasting = [taken_over[name] for name in roster.remarks.get("lasting", ())]
    if not lasting or roster.status not in (RosterStatus.PREVIEW, RosterStatus.COMMITTED):
        return SaidBefore()
    found = roster.entries.filter(Q(*lasting, _connector=Q.OR)).order_by("row_number", "id")
    entries = list(found[: MOST_NAMED + 1])
    count = len(entries) if len(entries) <= MOST_NAMED else found.count()
    return SaidBefore(entries[:MOST_NAMED], count)


def said_by_officers_since(employer_id: UUID, left: LeavingDays) -> dict[str, dt.date | None]:
    """What ``settings.WORDS_ON_LEAVING`` knows: of whom officers of the employer said since that they left on another
    day, or (None) that they are there.
    """
    if not left:
        return {}
    known: Callable[[UUID, LeavingDays], dict[str, dt.date | None]] = import_string(settings.WORDS_ON_LEAVING)
    return known(employer_id, left)


def with_what_lasts(employer: Employer, lines: Sequence[Line], lasting: Sequence[str]) -> list[Line]:
    """Lines that are not kept, as ``actions.carrying_over`` would let them say what rosters in force say."""
    if not lasting:
        return list(lines)
    known = _known_of(employer)
    places = {index: place for place, line in enumerate(lines) if (index := _index(line)) in known}
    told = list(lines)
    for index, place in places.items():
        told[place] = _with(lines[place], known[index], lasting)
    days = [(index, told[place].left_on) for index, place in places.items() if "left_on" in lasting]
    left = {index: day for index, day in days if index and day}
    for index, day_since in said_by_officers_since(employer.pk, left).items():
        told[places[index]] = told[places[index]]._replace(left_on=day_since)
    return told


def _known_of(employer: Employer) -> dict[str | None, tuple[dt.date | None, bool | None]]:
    rows = RosterEntry.objects.in_force().filter(employer=employer)
    ending = rows.filter(Q(left_on__isnull=False) | Q(works_in_city=False))
    return {
        index: (left_on, here)
        for index, left_on, here in ending.values_list("identity_index", "left_on", "works_in_city")
    }


def _with(line: Line, known: tuple[dt.date | None, bool | None], lasting: Sequence[str]) -> Line:
    left_on, here = known
    if "left_on" in lasting and left_on is not None and left_on >= line.hired_on:
        line = line._replace(left_on=left_on)
    return line._replace(works_in_city=False) if "works_in_city" in lasting and here is False else line


def _index(line: Line) -> str | None:
    return blind_index(line.identity_number, "identity_number")
