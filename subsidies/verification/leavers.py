"""Who has left by what a roster in force says, although nobody has noted it yet: its day was still to come then."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from subsidies.verification.models import Departure, EmploymentConfirmation, Transfer
from talent.employers.models import RosterEntry
from talent.employers.querysets import RosterEntryQuerySet


def rows_to_note(day: dt.date) -> RosterEntryQuerySet:
    """Rows in force whose person has left by that day, with no departure noted for it, nor a later word against it.

    A later word is: an officer's on how the person left the unit, an employment confirmed on the day of leaving or
    after it, and a move to another unit of the group, or back to this one. By ``<=``, so that a day on which no job
    ran is made up for. What this says holds before the job has noted it, and for payments too.
    """
    person = {"person__identity_index": OuterRef("identity_index")}
    noted = Departure.objects.filter(roster_entry=OuterRef("pk"))
    of_the_unit = Departure.objects.filter(employer=OuterRef("employer"), **person)
    taken_back = Q(withdrawn_by__isnull=False, withdrawn_at__gte=OuterRef("effective_at"))
    same_day = of_the_unit.filter(Q(withdrawn_at=None) | taken_back, left_on=OuterRef("left_on"))
    later_word = of_the_unit.in_force().filter(stated_by__isnull=False, stated_on__gte=OuterRef("effective_at__date"))
    employed = EmploymentConfirmation.objects.in_force().filter(confirmed_on__gte=OuterRef("left_on"), **person)
    moved = Transfer.objects.left_behind().filter(from_employer=OuterRef("employer"), departure=None, **person)
    back = Transfer.objects.in_force().filter(to_employer=OuterRef("employer"), moved_on__gte=OuterRef("left_on"))
    rows = RosterEntry.objects.in_force().left_by(day)
    for said in (noted, same_day, later_word, employed, moved, back.filter(**person)):
        rows = rows.exclude(Exists(said))
    return rows
