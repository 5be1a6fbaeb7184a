"""Noting that people have left whose last day was still to come when their roster was committed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from subsidies.verification.actions import departures
from subsidies.verification.actions.continuing import lock_people
from subsidies.verification.leavers import rows_to_note
from subsidies.verification.models import Departure, EmploymentConfirmation
from talent.audit.bulk import record_with_details
from talent.bulk.keys import among
from talent.calendars import clock
from talent.employers import actions as rosters
from talent.employers.models import Roster, RosterEntry
from talent.profiles.models import Person

AT_ONCE = 500


def note_leavers() -> int:
    """Note the departures that rosters in force announced and whose day has come; returns how many. May run again."""
    known = Exists(Person.objects.filter(identity_index=OuterRef("identity_index")))
    by_roster: dict[UUID, list[UUID]] = {}
    for roster, key in rows_to_note(clock.today()).filter(known).order_by("pk").values_list("roster", "pk"):
        by_roster.setdefault(roster, []).append(key)
    return sum(
        _note_some(roster, keys[start : start + AT_ONCE])
        for roster, keys in sorted(by_roster.items())
        for start in range(0, len(keys), AT_ONCE)
    )


@transaction.atomic
def _note_some(roster_id: UUID, keys: Sequence[UUID]) -> int:
    """Each piece is a transaction of its own, and asks again once the unit, the roster and the people are locked.

    So it takes its turn with whoever commits or takes back a roster, merges the unit, or says something of a person.
    """
    rows = RosterEntry.objects.filter(pk__in=among(keys))
    units = set(rows.order_by().values_list("employer", flat=True))
    rosters.lock_units(units)
    roster = Roster.objects.select_for_update(no_key=True).defer("problems", "remarks").get(pk=roster_id)
    people = dict(
        Person.objects.filter(identity_index__in=rows.values("identity_index")).values_list("identity_index", "pk")
    )
    lock_people(people.values())
    due = rows_to_note(clock.today()).filter(pk__in=among(keys), employer__in=units).defer("identity_number", "phone")
    left = [(people[row.identity_index], row) for row in due.order_by("pk") if row.identity_index in people]
    Departure.objects.bulk_create(
        Departure(
            person_id=person,
            employer_id=row.employer_id,
            left_on=row.left_on,
            stated_on=clock.today(),
            roster_entry=row,
        )
        for person, row in left
    )
    # A unit that was merged said of its people what its successor takes back now.
    before = EmploymentConfirmation.objects.filter(employer__in={*units, roster.employer_id})
    departures.take_back(before.filter(person__in=among(person for person, _row in left)), roster=roster)
    details = {
        person: {"employer": str(row.employer_id), "left_on": row.left_on, "roster": str(roster_id)}
        for person, row in left
    }
    return record_with_details("employment.left_by_roster", Person, details, by=None)
