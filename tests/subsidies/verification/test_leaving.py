"""Departures: stated with a reason, put right, taken back; and what becomes of the payments held for them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from subsidies.payments import actions as payments
from subsidies.payments.models import Hold
from subsidies.verification import actions
from subsidies.verification.models import Departure
from talent.accounts.models import NaturalPerson
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.employers.models import Employer
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused
from tests.factories import make_applicant, make_employer
from tests.subsidies.payments.stages import make_due, make_payee
from tests.talent.employers.rosters import hr_of

PAGE = "/employer/people/"
DAYS = dt.timedelta(days=1)


@pytest.fixture
def unit(db: None) -> Employer:
    return make_employer()


def payee(unit: Employer) -> Person:
    """Somebody of the unit to whom an instalment is due."""
    person = make_payee(confirmed_days_ago=30)
    person.employment.employer = unit
    person.employment.save()
    make_due(person)
    return person


def left(person: Person, unit: Employer, *, days_ago: int = 5, kind: str = "left_city") -> Departure:
    return actions.report_left(person, by=hr_of(unit), left_on=clock.today() - days_ago * DAYS, kind=kind)


def test_a_departure_says_how_it_came_about(unit: Employer):
    departure = left(payee(unit), unit, kind="dismissed")
    assert (departure.kind, AuditEvent.objects.get(verb="employment.left").detail["kind"]) == ("dismissed", "dismissed")


@pytest.mark.parametrize("kind", ["", "moved_away", "x"])
def test_a_reason_that_cannot_be_is_refused(unit: Employer, kind: str):
    with pytest.raises(ActionRefused, match="离职情形"):
        left(payee(unit), unit, kind=kind)


def test_a_hold_goes_over_to_what_was_put_right_without_a_gap(unit: Employer):
    person = payee(unit)
    first = left(person, unit)
    payments.settle_departures()
    corrected = actions.correct_departure(first, by=hr_of(unit), left_on=clock.today() - 2 * DAYS, kind="retired")
    payments.settle_departures()
    hold = Hold.objects.get()
    assert (hold.status, hold.departure, Departure.objects.in_force().get()) == ("live", corrected, corrected)
    first.refresh_from_db()
    assert (first.withdrawn_at is None, first.kind) == (False, "left_city")


def test_saying_the_same_again_changes_nothing(unit: Employer):
    departure = left(payee(unit), unit)
    actions.correct_departure(departure, by=hr_of(unit), left_on=departure.left_on, kind=departure.kind)
    events = AuditEvent.objects.filter(verb="employment.departure_corrected")
    assert (Departure.objects.count(), events.count()) == (1, 0)


def test_who_did_not_leave_is_employed_today_and_paid_again(unit: Employer):
    person = payee(unit)
    departure = left(person, unit)
    payments.settle_departures()
    actions.withdraw_departure(departure, by=hr_of(unit))
    payments.settle_departures()
    assert (Hold.objects.get().status, person.employment_confirmations.since(clock.today()).count()) == ("lifted", 1)


def test_a_departure_is_taken_back_once(unit: Employer):
    departure = left(payee(unit), unit)
    actions.withdraw_departure(departure, by=hr_of(unit))
    with pytest.raises(ActionRefused, match="已经更正或撤回"):
        actions.withdraw_departure(departure, by=hr_of(unit))
    with pytest.raises(ActionRefused, match="已经更正或撤回"):
        actions.correct_departure(departure, by=hr_of(unit), left_on=clock.today(), kind="retired")


def test_nobody_takes_their_own_departure_back(unit: Employer):
    person = payee(unit)
    departure = left(person, unit)
    bound = NaturalPerson.objects.create(name=person.name, identity_number=person.identity_number)
    with pytest.raises(ActionRefused, match="本人"):
        actions.withdraw_departure(departure, by=hr_of(unit, natural_person=bound))


def test_an_officer_of_another_unit_changes_nothing(unit: Employer, client: Client):
    departure, stranger = left(payee(unit), unit), hr_of(make_employer())
    for act in (
        lambda: actions.withdraw_departure(departure, by=stranger),
        lambda: actions.correct_departure(departure, by=stranger, left_on=clock.today(), kind="retired"),
    ):
        with pytest.raises(ActionRefused, match="无权"):
            act()
    client.force_login(stranger)
    addresses = [f"{PAGE}departures/{departure.pk}/", f"{PAGE}departures/{departure.pk}/withdraw/"]
    answers = [getattr(client, how)(address).status_code for address in addresses for how in ("get", "post")]
    assert (answers, Departure.objects.in_force().count()) == ([404] * 4, 1)


def test_the_pages_state_correct_and_take_back(unit: Employer, client: Client):
    person = make_applicant(unit)
    client.force_login(hr_of(unit))
    day = (clock.today() - 3 * DAYS).isoformat()
    client.post(f"{PAGE}{person.pk}/left/", {"left_on": day, "kind": "left_city"})
    departure = Departure.objects.get()
    asked = client.get(f"{PAGE}departures/{departure.pk}/").content.decode()
    assert (day in asked, Departure.objects.count()) == (True, 1)
    client.post(f"{PAGE}departures/{departure.pk}/", {"left_on": day, "kind": "retired"})
    corrected = Departure.objects.in_force().get()
    assert (corrected.kind, "退休" in client.get(f"{PAGE}{person.pk}/").content.decode()) == ("retired", True)
    shown = client.get(f"{PAGE}departures/{corrected.pk}/withdraw/").content.decode()
    assert ("今天仍在本单位在职" in shown, Departure.objects.in_force().count()) == (True, 1)
    client.post(f"{PAGE}departures/{corrected.pk}/withdraw/")
    assert (Departure.objects.in_force().count(), Departure.objects.count()) == (0, 2)


@pytest.mark.parametrize(
    ("sent", "field"), [({"left_on": "2999-01-01", "kind": "retired"}, "left_on"), ({"left_on": "2026-11-01"}, "kind")]
)
def test_what_cannot_be_gets_an_error_at_its_field(unit: Employer, client: Client, sent: dict[str, str], field: str):
    client.force_login(hr_of(unit))
    answer = client.post(f"{PAGE}{make_applicant(unit).pk}/left/", sent)
    assert (list(answer.context["form"].errors), Departure.objects.count()) == ([field], 0)


def test_nobody_leaves_before_they_were_hired(unit: Employer, client: Client):
    person = make_applicant(unit)
    before = person.employment.hired_on - DAYS
    client.force_login(hr_of(unit))
    answer = client.post(f"{PAGE}{person.pk}/left/", {"left_on": before.isoformat(), "kind": "retired"})
    assert ("离职日期早于入职日期" in answer.content.decode(), Departure.objects.count()) == (True, 0)
    departure = actions.report_left(person, by=hr_of(unit), left_on=clock.today(), kind="retired")
    with pytest.raises(ActionRefused, match="早于入职日期"):
        actions.correct_departure(departure, by=hr_of(unit), left_on=before, kind="retired")


def test_who_never_worked_there_may_be_said_to_have_left_on_any_day(unit: Employer):
    person = make_applicant(unit)
    before = person.employment.hired_on - DAYS
    departure = actions.report_left(person, by=hr_of(unit), left_on=before, kind="never_employed")
    assert departure.left_on == before
