"""Noting who on a roster comes from another unit of the group; letting that unit's rows end, and count again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from talent.bulk.keys import among
from talent.calendars import clock
from talent.employers.arrivals import on_record, others_of_the_group, rows_elsewhere
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.querysets import RosterEntryQuerySet


def note_who_moved(roster: Roster) -> None:
    """Note beside each row of a roster which other unit of the group has the person now.

    Where somebody is on record goes before what rosters say; who is on record with the employer itself has moved
    already. Who has left by what the row says does not arrive.
    """
    roster.entries.filter(moved_from__isnull=False).update(moved_from=None)
    units = others_of_the_group(roster.employer)
    if not units:
        return
    recorded, listed = on_record().filter(employer__in=units), rows_elsewhere(units)
    here = on_record().filter(employer=roster.employer_id)
    rows = roster.entries.employed_on(clock.today()).filter(Exists(recorded) | Exists(listed)).exclude(Exists(here))
    first = Subquery(listed.values("employer")[:1])
    rows.update(moved_from=Coalesce(Subquery(recorded.values("employer")[:1]), first))


def end_rows_elsewhere(roster: Roster, people: Mapping[UUID, Sequence[str | None]]) -> None:
    """Let what the former units' rosters say of people count no more, until the roster is taken back.

    Args:
        people: by former unit the blind indexes of those who were recorded as moved.
    """
    for unit, indexes in people.items():
        ended = RosterEntry.objects.in_force().filter(employer=unit, identity_index__in=indexes)
        ended.update(replaced_at=clock.now(), replaced_by=roster)


def restore_rows_elsewhere(row: RosterEntry) -> int:
    """Let what another unit's roster had said of a row's person count again: the move there did not take place."""
    ended = RosterEntry.objects.about(row.identity_index).filter(replaced_by=row.roster_id)
    return count_again(ended.exclude(employer=row.employer_id))


def count_again(rows: RosterEntryQuerySet) -> int:
    """Let rows that a roster had replaced count again, each at the unit that goes on for its own.

    Where that unit has a later word of the person, the row waits behind it: taking that word back brings it back.
    """
    _pass_to_successors(rows)
    newer = RosterEntry.objects.in_force().filter(
        employer=OuterRef("employer"), identity_index=OuterRef("identity_index")
    )
    rows.filter(Exists(newer)).update(replaced_by=Subquery(newer.values("roster")[:1]))
    return rows.filter(~Exists(newer)).update(replaced_at=None, replaced_by=None)


def hand_on(roster: Roster, *, keeping: Collection[UUID]) -> None:
    """What a roster had replaced waits behind another unit's roster, where that has ended the roster's own row since.

    When the other one is taken back, what counts again is then the row from before.
    """
    ended = roster.entries.filter(replaced_by__isnull=False).exclude(replaced_by__employer=roster.employer_id)
    ended = ended.exclude(pk__in=among(keeping))
    same = ended.filter(identity_index=OuterRef("identity_index"))
    before = RosterEntry.objects.filter(replaced_by=roster, employer=roster.employer_id).filter(Exists(same))
    before.update(replaced_by=Subquery(same.values("replaced_by")[:1]))
    ended.update(replaced_by=None)


def _pass_to_successors(rows: RosterEntryQuerySet) -> None:
    merged = Employer.objects.filter(merged_into__isnull=False)
    while units := list(merged.filter(pk__in=rows.values("employer")).values_list("pk", "merged_into")):
        for unit, successor in units:
            rows.filter(employer=unit).update(employer=successor)
