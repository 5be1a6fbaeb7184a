"""What a roster changes, and what its page shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import compress
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from talent.calendars import clock
from talent.employers.arrivals import moved_away
from talent.employers.lines import Line
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.querysets import RosterEntryQuerySet
from talent.employers.workflow import RosterStatus
from talent.encryption.blind_index import blind_index
from talent.profiles.models import Employment, Person

STATED = (
    "name", "hired_on", "contract_months", "open_ended", "works_in_city", "insured_months", "left_on",
    "degree_level", "school", "graduated_on",
)  # fmt: skip
"""What makes a person stated differently; a new phone alone does not, and is taken over all the same."""
COUNTS = ("new_count", "changed_count", "unchanged_count", "absent_count", "moved_count")
MOST_ABSENT_NAMED = MOST_KEPT_NAMED = 50
AT_ONCE = 5_000
_COUNTED = """
WITH known AS (SELECT * FROM {table} WHERE employer_id = %(employer)s AND effective_at IS NOT NULL
               AND replaced_at IS NULL AND roster_id <> %(roster)s),
listed AS (SELECT * FROM {table} WHERE roster_id = %(roster)s),
elsewhere AS (SELECT person.identity_index FROM {employment} employment JOIN {person} person
              ON person.id = employment.person_id
              WHERE employment.hired_by_id IS NOT NULL AND employment.employer_id <> %(employer)s)
SELECT (SELECT COUNT(*) FROM listed), COUNT(listed.id), COUNT(CASE WHEN {same} THEN listed.id END),
       COUNT(CASE WHEN listed.id IS NULL AND (known.left_on IS NULL OR known.left_on > %(today)s)
                       AND known.identity_index NOT IN (SELECT identity_index FROM elsewhere) THEN 1 END),
       (SELECT COUNT(*) FROM listed WHERE moved_from_id IS NOT NULL)
FROM known LEFT JOIN listed ON listed.identity_index = known.identity_index
"""
"""How many are listed; of those known, how many are listed, listed with the same words, and absent though employed and
not moved to another unit; how many of those listed another unit of the group has."""


def compared_with_those_in_force(roster: Roster) -> dict[str, int]:
    """How many people are new, stated differently or as before, how many who are employed it does not list, and how
    many come from other units as ``actions.arriving.note_who_moved`` noted.

    Compared with what the employer's rosters in force say, by the database: there may be very many (one query).
    """
    tables = {"table": RosterEntry, "employment": Employment, "person": Person}
    same = " AND ".join(f"listed.{name} IS NOT DISTINCT FROM known.{name}" for name in STATED)
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNTED.format(same=same, **{name: model._meta.db_table for name, model in tables.items()}),
            {"roster": key_for_sql(roster.pk), "employer": key_for_sql(roster.employer_id), "today": clock.today()},
        )
        listed, both, unchanged, absent, moved = cursor.fetchone()
    return dict(zip(COUNTS, (listed - both, both - unchanged, unchanged, absent, moved), strict=True))


def compared_as_read(
    employer: Employer, lines: Iterable[Line], *, moved: int, unsaid: Collection[str] = ()
) -> dict[str, int]:
    """The same counts for lines that were read and are not kept (one query), of which so many come from elsewhere.

    Args:
        unsaid: what the file has no column for, and so stays as it is, see ``actions.carrying_over``.
    """
    said = [name not in unsaid for name in STATED]
    in_force = _in_force(employer.pk).annotate(away=moved_away())
    left_on, today = STATED.index("left_on"), clock.today()
    known, absent = {}, set()
    for index, away, *stated in in_force.values_list("identity_index", "away", *STATED).iterator(AT_ONCE):
        known[index] = stated
        if not away and (stated[left_on] is None or stated[left_on] > today):
            absent.add(index)
    counts = dict.fromkeys(COUNTS, 0)
    for line in lines:
        index = blind_index(line.identity_number, "identity_number")
        absent.discard(index)
        stated = known.get(index)
        now = [getattr(line, name) for name in STATED]
        same = stated is not None and list(compress(stated, said)) == list(compress(now, said))
        counts["new_count" if stated is None else "unchanged_count" if same else "changed_count"] += 1
    return counts | {"absent_count": len(absent), "moved_count": moved}


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
    employed = _in_force(roster.employer_id).employed_on(clock.today()).exclude(moved_away())
    absent = employed.exclude(identity_index__in=roster.entries.values("identity_index"))
    entries = list(absent.order_by("name", "id")[: MOST_ABSENT_NAMED + 1])
    count = len(entries) if len(entries) <= MOST_ABSENT_NAMED else absent.count()
    return Absent(entries[:MOST_ABSENT_NAMED], count)


def who_will_not_be_paid(roster: Roster) -> dict[str, int]:
    """How many people a roster says to have left, and how many of the others to work in another city (one query)."""
    left = Q(left_on__lte=clock.today())
    elsewhere = ~left & Q(works_in_city=False)
    return roster.entries.aggregate(left_count=Count("pk", filter=left), elsewhere_count=Count("pk", filter=elsewhere))


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


def key_for_sql(key: UUID) -> UUID | str:
    """A key as the database takes it in SQL that is written by hand."""
    return key if connection.features.has_native_uuid_field else key.hex
