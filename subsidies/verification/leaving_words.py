"""What officers of a unit said of people since one of its rosters said that they had left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef

from subsidies.verification.models import Departure, EmploymentConfirmation, Transfer

AT_ONCE = 5_000
INDEX = "person__identity_index"


def said_since(employer_id: UUID, left: Mapping[str, dt.date]) -> dict[str, dt.date | None]:
    """Of whom officers of the unit said another day of leaving; None: that they did not leave, or are there again.

    Three queries for each piece of the people.

    Args:
        left: the day that the roster said, by the blind index of the person.
    """
    found: dict[str, dt.date | None] = {}
    people = list(left)
    for start in range(0, len(people), AT_ONCE):
        piece = people[start : start + AT_ONCE]
        found |= _corrected(employer_id, left, piece)
        found |= dict.fromkeys(_there_again(employer_id, left, piece))
    return found


def _corrected(employer_id: UUID, left: Mapping[str, dt.date], people: Sequence[str]) -> dict[str, dt.date | None]:
    """Whose departure on that day an officer took back: the day of the one that stands instead, if any does."""
    said = Departure.objects.filter(employer=employer_id, person__identity_index__in=people, left_on__isnull=False)
    standing: dict[str, set[dt.date]] = {}
    taken_back: set[str] = set()
    for index, left_on, withdrawn_at, officer in said.values_list(INDEX, "left_on", "withdrawn_at", "withdrawn_by"):
        if withdrawn_at is None:
            standing.setdefault(index, set()).add(left_on)
        elif left_on == left[index] and officer is not None:  # and not with the roster that had said it
            taken_back.add(index)
    return {
        index: max(standing[index]) if index in standing else None
        for index in taken_back
        if left[index] not in standing.get(index, ())
    }


def _there_again(employer_id: UUID, left: Mapping[str, dt.date], people: Sequence[str]) -> Iterator[str]:
    """Whom an officer confirmed as employed by the unit, or as moved to it, on that day or later."""
    confirmed = EmploymentConfirmation.objects.in_force().filter(employer=employer_id, confirmed_by__isnull=False)
    gone = Departure.objects.in_force().filter(employer=employer_id, person=OuterRef("person"))
    moved = Transfer.objects.in_force().filter(to_employer=employer_id)
    moved = moved.exclude(Exists(gone.filter(left_on__gte=OuterRef("moved_on"))))
    for words, day in ((confirmed, "confirmed_on"), (moved, "moved_on")):
        said = words.filter(person__identity_index__in=people).values_list(INDEX, day)
        yield from (index for index, said_on in said if said_on >= left[index])
