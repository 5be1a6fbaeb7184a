"""Noting that people have left, and taking back what had been confirmed of them: a part of the actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db.models import QuerySet

from subsidies.verification.models import Departure, EmploymentConfirmation
from talent.accounts.models import User
from talent.calendars import clock
from talent.employers.models import Employer, Roster
from talent.employers.querysets import RosterEntryQuerySet


def note(person_id: UUID, employer: Employer, *, by: User, left_on: dt.date | None) -> None:
    """An officer says that the person has left the employer, or was never there; None: no day is given."""
    Departure.objects.get_or_create(
        person_id=person_id,
        employer=employer,
        left_on=left_on,
        defaults={"stated_on": clock.today(), "stated_by": by},
    )
    take_back(EmploymentConfirmation.objects.filter(person=person_id, employer=employer))


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
    return take_back(EmploymentConfirmation.objects.filter(person__in=gone, employer=roster.employer_id))


def take_back(confirmations: QuerySet[EmploymentConfirmation]) -> int:
    """Let confirmations count no more; returns how many did."""
    return confirmations.filter(withdrawn_at=None).update(withdrawn_at=clock.now())
