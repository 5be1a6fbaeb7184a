"""Confirming once more that people are still employed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from subsidies.verification.models import EmploymentConfirmation
from subsidies.verification.queries import units_of
from talent.accounts.models import User
from talent.accounts.separation import about_kept_out, natural_person_of
from talent.audit import events as audit
from talent.calendars import clock
from talent.profiles.models import Person


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What became of those who were ticked: confirmed now, confirmed already today, and not within reach."""

    now: int
    already: int
    out_of_reach: int


@transaction.atomic
def confirm_employment(people: Collection[UUID], *, by: User) -> Confirmed:
    """An HR officer says that these people are employed today; who is not of the officer's units is left out.

    Nobody confirms their own employment, nor that of whom they filed for. A second click confirms nobody twice.
    """
    within = Person.objects.filter(pk__in=people).exclude(about_kept_out(natural_person_of(by)))
    locked = within.select_for_update(of=("self",)).order_by("pk")
    units = units_of([person.pk for person in locked], by=by)
    today = clock.today()
    same_day = EmploymentConfirmation.objects.in_force().filter(confirmed_on=today, person__in=units)
    done = {(person, unit) for person, unit in same_day.values_list("person", "employer")}
    fresh = [(person, unit) for person, unit in units.items() if (person, unit) not in done]
    EmploymentConfirmation.objects.bulk_create(
        EmploymentConfirmation(person_id=person, employer_id=unit, confirmed_on=today, confirmed_by=by)
        for person, unit in fresh
    )
    for person, unit in fresh:
        audit.record("employment.confirmed", Person(pk=person), by=by, detail={"employer": str(unit)})
    return Confirmed(len(fresh), len(units) - len(fresh), len(set(people)) - len(units))
