"""Confirming once more that people are still employed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from subsidies.verification.actions import departures
from subsidies.verification.models import EmploymentConfirmation
from subsidies.verification.queries import units_of
from talent.accounts.models import User
from talent.accounts.separation import about_kept_out, natural_person_of
from talent.audit import events as audit
from talent.audit.bulk import record_each
from talent.bulk.keys import among
from talent.calendars import clock
from talent.profiles.models import Person


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What became of those who were ticked: confirmed now, by the officer already today, and not within reach."""

    now: int
    already: int
    out_of_reach: int


@transaction.atomic
def confirm_employment(people: Collection[UUID], *, by: User) -> Confirmed:
    """An HR officer says that these people are employed today; who is not of the officer's units is left out.

    Nobody confirms their own employment, nor that of whom they filed for. A second click of the officer confirms nobody
    twice. What others said of them that day is no reason to leave somebody out: it may still be taken back.
    """
    within = Person.objects.filter(pk__in=people).exclude(about_kept_out(natural_person_of(by)))
    locked = within.select_for_update(of=("self",)).order_by("pk")
    units = units_of([person.pk for person in locked], by=by)
    now, today = clock.now(), clock.today()
    clicks = EmploymentConfirmation.objects.in_force().filter(confirmed_at__isnull=False, confirmed_by=by)
    same_day = clicks.filter(confirmed_on=today, person__in=units)
    done = {(person, unit) for person, unit in same_day.values_list("person", "employer")}
    fresh = [(person, unit) for person, unit in units.items() if (person, unit) not in done]
    EmploymentConfirmation.objects.bulk_create(
        EmploymentConfirmation(
            person_id=person, employer_id=unit, confirmed_on=today, confirmed_by=by, confirmed_at=now
        )
        for person, unit in fresh
    )
    for person, unit in fresh:
        audit.record("employment.confirmed", Person(pk=person), by=by, detail={"employer": str(unit)})
    return Confirmed(len(fresh), len(units) - len(fresh), len(set(people)) - len(units))


def lock_people(people: Collection[UUID]) -> None:
    """Let nobody confirm these people, or say that they left or moved, until the transaction ends.

    Others may still point at them: whoever holds their instalments and writes of them never waits in a circle.
    """
    locked = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=among(people)).order_by("pk")
    list(locked.values_list("pk", flat=True))


def unconfirm(confirmations: Sequence[EmploymentConfirmation], *, by: User) -> int:
    """Let confirmations count no more that an officer gave a moment ago; returns how many did.

    A part of ``payments.actions.take_confirmations_back``, which knows what was built on them.
    """
    standing = EmploymentConfirmation.objects.in_force().filter(pk__in=among(each.pk for each in confirmations))
    found = list(standing.values_list("pk", "person", "employer"))
    departures.take_back(EmploymentConfirmation.objects.filter(pk__in=among(pk for pk, _person, _unit in found)))
    by_unit: dict[UUID, list[UUID]] = {}
    for _pk, person, unit in found:
        by_unit.setdefault(unit, []).append(person)
    for unit, people in by_unit.items():
        record_each("employment.confirmation_taken_back", Person, people, by=by, detail={"employer": str(unit)})
    return len(found)
