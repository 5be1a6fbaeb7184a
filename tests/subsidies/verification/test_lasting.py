"""Who left, or works elsewhere, is confirmed by no roster that says nothing of it; an officer's word goes before it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine

from subsidies.verification import actions
from subsidies.verification.models import Departure, EmploymentConfirmation
from talent.calendars import clock
from talent.employers import actions as rosters
from talent.employers.models import Roster
from talent.notifications.outbox import run_outbox
from talent.profiles.models import Person
from tests.factories import make_employer
from tests.subsidies.applications.stages import Office, ready_person
from tests.subsidies.verification.claims import import_roster
from tests.talent.employers.rosters import hr_of, preview

pytestmark = pytest.mark.django_db
LEFT = dt.date(2026, 11, 2)


@pytest.fixture(autouse=True)
def moments_pass(clock_at_noon: time_machine.Traveller) -> time_machine.Traveller:
    return clock_at_noon


@pytest.fixture
def person(office: Office) -> Person:
    person = ready_person(office.employer)
    import_roster(office.employer, person, by=office.hr)
    run_outbox()
    return person


def short(office: Office, person: Person, moments_pass: time_machine.Traveller) -> Roster:
    """A roster that counts and has no column but the three that it must have."""
    moments_pass.shift(60)
    cells = [person.name, person.identity_number, person.employment.hired_on.isoformat()]
    roster = preview(office.employer, cells, header=["姓名", "身份证号码", "入职日期"], by=office.hr)
    roster = rosters.commit(roster, by=office.hr)
    run_outbox()
    return roster


def stated(office: Office, person: Person, moments_pass: time_machine.Traveller, **said: Any) -> None:
    moments_pass.shift(60)
    import_roster(office.employer, person, by=office.hr, **said)
    run_outbox()


def confirmed(person: Person) -> int:
    return EmploymentConfirmation.objects.in_force().filter(person=person).count()


def left_on(roster: Roster) -> list[dt.date | None]:
    return list(roster.entries.values_list("left_on", flat=True))


def test_who_left_is_not_confirmed_and_has_left_once(office: Office, person: Person, moments_pass):
    before = confirmed(person)
    stated(office, person, moments_pass, left_on=LEFT)
    roster = short(office, person, moments_pass)
    days = list(Departure.objects.standing().values_list("left_on", flat=True))
    assert (before, confirmed(person), left_on(roster), days) == (1, 0, [LEFT], [LEFT])


def test_who_works_elsewhere_is_not_confirmed(office: Office, person: Person, moments_pass):
    stated(office, person, moments_pass, place="天津")
    short(office, person, moments_pass)
    assert confirmed(person) == 0


def test_taking_such_a_roster_back_leaves_who_left_as_it_was(office: Office, person: Person, moments_pass):
    stated(office, person, moments_pass, left_on=LEFT)
    actions.take_back_roster(short(office, person, moments_pass), by=office.hr)
    days = list(Departure.objects.standing().values_list("left_on", flat=True))
    assert (confirmed(person), days) == (0, [LEFT])


def test_who_did_not_leave_by_an_officer_s_word_is_confirmed(office: Office, person: Person, moments_pass):
    stated(office, person, moments_pass, left_on=LEFT)
    actions.withdraw_departure(Departure.objects.get(), by=office.hr)
    roster = short(office, person, moments_pass)
    assert (left_on(roster), Departure.objects.standing().count(), confirmed(person)) == ([None], 0, 2)


def test_a_day_that_an_officer_put_right_is_the_one_that_stands(office: Office, person: Person, moments_pass):
    stated(office, person, moments_pass, left_on=LEFT)
    right = LEFT + dt.timedelta(days=3)
    actions.correct_departure(Departure.objects.get(), by=office.hr, left_on=right, kind="retired")
    roster = short(office, person, moments_pass)
    days = list(Departure.objects.standing().values_list("left_on", flat=True))
    assert (left_on(roster), days, confirmed(person)) == ([right], [right], 0)


def test_whom_an_officer_confirmed_since_is_there_again(office: Office, person: Person, moments_pass):
    stated(office, person, moments_pass, left_on=LEFT)
    actions.confirm_employment({person.pk}, by=office.hr)
    assert left_on(short(office, person, moments_pass)) == [None]


def test_who_came_back_by_a_transfer_is_there_again(office: Office, person: Person, moments_pass):
    stated(office, person, moments_pass, left_on=LEFT)
    other = make_employer()
    person.employment.employer = other
    person.employment.save()
    actions.transfer(person, by=hr_of(other), pk=uuid.uuid4(), to_employer=office.employer, moved_on=clock.today())
    assert left_on(short(office, person, moments_pass)) == [None]


def test_who_left_once_more_after_a_transfer_has_left(office: Office, person: Person, moments_pass):
    test_who_came_back_by_a_transfer_is_there_again(office, person, moments_pass)
    stated(office, person, moments_pass, left_on=clock.today())
    assert left_on(short(office, person, moments_pass)) == [clock.today()]
