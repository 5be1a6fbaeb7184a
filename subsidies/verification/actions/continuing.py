"""Confirming once more that people are still employed, and saying who has left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.verification.actions import departures
from subsidies.verification.models import EmploymentConfirmation
from subsidies.verification.queries import units_of
from talent.accounts.models import User
from talent.accounts.separation import natural_person_of, refuse_own_case
from talent.audit import events as audit
from talent.calendars import clock
from talent.employers.models import Employer
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What became of those who were ticked: confirmed now, confirmed already today, and not within reach."""

    now: int
    already: int
    out_of_reach: int


@transaction.atomic
def confirm_employment(people: Collection[UUID], *, by: User) -> Confirmed:
    """An HR officer says that these people are employed today; who is not of the officer's units is left out.

    Nobody confirms their own employment. A second click confirms nobody twice.
    """
    own = natural_person_of(by).identity_index
    within = Person.objects.filter(pk__in=people).exclude(identity_index=own)
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


@transaction.atomic
def report_left(person: Person, *, by: User, left_on: dt.date) -> None:
    """An HR officer says on what day a person left the unit.

    Raises:
        ActionRefused: the day has not come, it is the officer's own employment, or the person is not of their units.
    """
    if left_on > clock.today():
        raise ActionRefused(_("离职日期不能晚于今天。还没有离职的，请到离职后再填写。"))
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    refuse_own_case(by, person.identity_index)
    unit = units_of([person.pk], by=by).get(person.pk)
    if unit is None:
        raise ActionRefused(_("名单里没有此人，或者您无权办理。"))
    departures.note(person.pk, Employer.objects.get(pk=unit), by=by, left_on=left_on)
    audit.record("employment.left", person, by=by, detail={"employer": str(unit), "left_on": left_on})
