"""What a roster changes, and what its page shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from talent.calendars import clock
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.querysets import RosterEntryQuerySet
from talent.employers.workflow import RosterStatus
from talent.encryption.blind_index import blind_index

STATED = ("name", "hired_on", "contract_months", "open_ended", "works_in_city", "insured_months", "left_on")
COUNTS = ("new_count", "changed_count", "unchanged_count", "absent_count")
MOST_ABSENT_NAMED = MOST_KEPT_NAMED = 50
Listed = dict[str | None, list[Any]]
"""What is stated of each person, by blind index."""


def compared_with_those_in_force(roster: Roster) -> dict[str, int]:
    """How many people are new, stated differently or as before, and how many who are employed it does not list.

    Compared with what the employer's rosters in force say (two queries for any size).
    """
    listed: Listed = {index: stated for index, *stated in roster.entries.values_list("identity_index", *STATED)}
    return _compared(listed, _in_force(roster.employer_id).exclude(roster=roster))


def compared_as_read(employer: Employer, rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The same counts for rows that were read and are not kept."""
    listed: Listed = {
        blind_index(row["identity_number"], "identity_number"): [row[name] for name in STATED] for row in rows
    }
    return _compared(listed, _in_force(employer.pk))


@dataclass(frozen=True, slots=True)
class Absent:
    """People whom a roster does not list although they are employed: the first ones by name, and how many in all."""

    entries: list[RosterEntry] = field(default_factory=list)
    count: int = 0


def absent_from(roster: Roster) -> Absent:
    """Who is absent from a preview, with what the rosters in force say of them: one query, a second where many are.

    Nobody of a roster that was committed or given up: who was absent then is not kept.
    """
    if roster.status != RosterStatus.PREVIEW or not roster.absent_count:
        return Absent()
    employed = _in_force(roster.employer_id).employed_on(clock.today())
    absent = employed.exclude(identity_index__in=roster.entries.values("identity_index"))
    entries = list(absent.order_by("name", "id")[: MOST_ABSENT_NAMED + 1])
    count = len(entries) if len(entries) <= MOST_ABSENT_NAMED else absent.count()
    return Absent(entries[:MOST_ABSENT_NAMED], count)


def same_file_before(roster: Roster) -> Roster | None:
    """The latest committed roster of the employer that came from the very same file."""
    same = Roster.objects.committed().filter(employer=roster.employer_id, sha256=roster.sha256).exclude(pk=roster.pk)
    return same.defer("problems", "remarks").order_by("-committed_at").first()


def may_be_taken_back_until(roster: Roster) -> dt.datetime | None:
    """Until when a committed roster may be taken back; None where it may not, or not any more (a query at most)."""
    if roster.status != RosterStatus.COMMITTED or roster.committed_at is None:
        return None
    until = roster.committed_at + Roster.TAKE_BACK_WITHIN
    return until if clock.now() <= until and not Roster.objects.committed_after(roster).exists() else None


def kept_in_force(roster: Roster) -> list[RosterEntry]:
    """The first rows that stayed in force when a roster was taken back, as far as no later one speaks of them."""
    if not roster.kept_count:
        return []
    return list(roster.entries.in_force().order_by("row_number")[:MOST_KEPT_NAMED])


def _in_force(employer_id: UUID) -> RosterEntryQuerySet:
    return RosterEntry.objects.in_force().filter(employer=employer_id)


def _compared(listed: Listed, in_force: RosterEntryQuerySet) -> dict[str, int]:
    known = {index: stated for index, *stated in in_force.values_list("identity_index", *STATED)}
    both = known.keys() & listed.keys()
    unchanged = sum(known[index] == listed[index] for index in both)
    left_on, today = STATED.index("left_on"), clock.today()
    employed = [index for index, stated in known.items() if stated[left_on] is None or stated[left_on] > today]
    return {
        "new_count": len(listed) - len(both),
        "changed_count": len(both) - unchanged,
        "unchanged_count": unchanged,
        "absent_count": sum(index not in listed for index in employed),
    }
