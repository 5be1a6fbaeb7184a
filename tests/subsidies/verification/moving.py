"""Rosters that list people of other units, and what becomes of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import time_machine

from subsidies.verification.arrivals import arrivals_of
from subsidies.verification.models import EmploymentConfirmation
from talent.accounts.models import User
from talent.calendars import clock
from talent.employers import actions as rosters
from talent.employers.models import Employer, Roster, RosterEntry
from talent.notifications.outbox import run_outbox
from talent.profiles.models import Employment, Person
from tests.subsidies.payments.stages import make_due, make_payee
from tests.talent.employers.rosters import commit, preview

DAY = dt.timedelta(days=1)


def settled(roster: Roster) -> Roster:
    """The roster, after what its import left to the worker is done."""
    run_outbox()
    return Roster.objects.get(pk=roster.pk)


def moved(unit: Employer, *rows: Any, by: User, on: dt.date | None = None) -> Roster:
    """A roster that was committed with the choice to record who moved."""
    return settled(rosters.commit(preview(unit, *rows, by=by), by=by, arrivals_on=on or clock.today()))


def outcomes(roster: Roster, by: User) -> list[tuple[str, str]]:
    found = arrivals_of(roster, by=by, day=None).order_by("row_number")
    return list(found.values_list("moved_from__name", "outcome"))


def in_force(unit: Employer) -> list[Any]:
    return sorted(RosterEntry.objects.in_force().filter(employer=unit).values_list("roster", "name"))


def listed_yesterday(unit: Employer, *rows: Any, by: User) -> Roster:
    with time_machine.travel(clock.now() - DAY):
        return settled(commit(unit, *rows, by=by))


def at(unit: Employer) -> Person:
    """Somebody on record with a unit, to whom an instalment is due."""
    person = make_payee(confirmed_days_ago=30)
    Employment.objects.filter(person=person).update(employer=unit, hired_on=clock.today() - 200 * DAY)
    EmploymentConfirmation.objects.filter(person=person).update(employer=unit)
    make_due(person)
    return Person.objects.select_related("employment").get(pk=person.pk)


def unit_of(person: Person) -> Employer:
    return Employment.objects.get(person=person).employer
