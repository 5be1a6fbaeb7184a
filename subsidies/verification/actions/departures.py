"""Noting that people have left, and taking back what had been confirmed of them: a part of the actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db.models import QuerySet

from subsidies.verification.kinds import DepartureKind
from subsidies.verification.models import Departure, EmploymentConfirmation
from talent.accounts.models import User
from talent.bulk.inserting import insert_like
from talent.bulk.keys import among
from talent.calendars import clock
from talent.employers.models import Employer, Roster
from talent.employers.querysets import RosterEntryQuerySet


def note(
    person_id: UUID, employer: Employer, *, by: User, left_on: dt.date | None, kind: DepartureKind | str = ""
) -> Departure:
    """An officer says that the person has left the employer, or was never there; None: no day is given.

    Where a roster has said the same, the word is the officer's too and outlasts the roster.
    """
    departure, _created = Departure.objects.get_or_create(
        person_id=person_id,
        employer=employer,
        left_on=left_on,
        withdrawn_at=None,
        defaults={"stated_on": clock.today(), "stated_by": by, "kind": kind},
    )
    if departure.stated_by_id is None or (kind and departure.kind != kind):
        departure.stated_by, departure.kind = by, kind or departure.kind
        departure.save(update_fields=["stated_by", "kind"])
    take_back(EmploymentConfirmation.objects.filter(person=person_id, employer=employer))
    return departure


def note_unconfirmed(employed_by: Mapping[UUID, UUID], *, by: User) -> None:
    """An officer says of many people, each with the employer, that they are not there: no day is given.

    Only whom that employer had confirmed is noted to have left; nobody is noted twice.
    """
    standing = EmploymentConfirmation.objects.in_force().filter(person__in=among(employed_by))
    confirmed = [row for row in standing.values_list("pk", "person", "employer") if employed_by[row[1]] == row[2]]
    if not confirmed:
        return
    gone = {person for _key, person, _employer in confirmed}
    noted = Departure.objects.in_force().filter(person__in=among(gone), left_on=None).values_list("person", "employer")
    known = {person for person, employer in noted if employed_by[person] == employer}
    if fresh := sorted(gone - known):
        like = Departure(left_on=None, stated_on=clock.today(), stated_by=by)
        insert_like(like, {"person_id": fresh, "employer_id": [employed_by[person] for person in fresh]})
    take_back(EmploymentConfirmation.objects.filter(pk__in=among(key for key, _person, _employer in confirmed)))


def note_from_roster(roster: Roster, entries: RosterEntryQuerySet, people: Mapping[str, UUID]) -> int:
    """A roster says who has left: nobody is noted twice for the same day; returns how many confirmations it took back.

    Args:
        people: the known people by the blind index of their identity number.
    """
    rows = entries.left_by(clock.today()).values_list("identity_index", "left_on", "pk")
    left = [(people[index], left_on, entry) for index, left_on, entry in rows if index in people]
    Departure.objects.bulk_create(
        [
            Departure(
                person_id=person,
                employer_id=roster.employer_id,
                left_on=left_on,
                stated_on=clock.today(),
                roster_entry_id=entry,
            )
            for person, left_on, entry in left
        ],
        batch_size=1000,
        ignore_conflicts=True,
    )
    gone = [person for person, _left_on, _entry in left]
    before = EmploymentConfirmation.objects.filter(person__in=gone, employer=roster.employer_id)
    return take_back(before, roster=roster)


def take_back(confirmations: QuerySet[EmploymentConfirmation], *, roster: Roster | None = None) -> int:
    """Let confirmations count no more, by an officer's word or a roster's; returns how many did."""
    return confirmations.filter(withdrawn_at=None).update(withdrawn_at=clock.now(), withdrawn_by_roster=roster)


def withdraw(departures: QuerySet[Departure], *, by: User | None = None) -> int:
    """Let departures count no more; returns how many did. They stay: payments may have been held because of them."""
    return departures.filter(withdrawn_at=None).update(withdrawn_at=clock.now(), withdrawn_by=by)
