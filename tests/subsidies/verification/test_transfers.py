"""Moves between units of the group: no departure, no hold, unless they lead out of the city."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client

from subsidies.applications.snapshots import entered_by
from subsidies.payments import actions as payments
from subsidies.payments.models import Hold
from subsidies.verification import actions
from subsidies.verification.models import Departure, Transfer
from subsidies.verification.queries import units_of
from talent.accounts.models import NaturalPerson, User
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.employers.models import Employer
from talent.notifications.models import Message
from talent.profiles import actions as profiles
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused
from tests.factories import make_application, make_employer
from tests.subsidies.applications.stages import Office, latest
from tests.subsidies.payments.stages import make_due, make_payee
from tests.subsidies.verification.claims import import_roster
from tests.talent.employers.rosters import hr_of

PAGE = "/employer/people/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def units(db: None) -> tuple[Employer, Employer]:
    return make_employer(name="调出单位"), make_employer(name="调入单位")


@pytest.fixture
def person(units: tuple[Employer, Employer]) -> Person:
    """Somebody of the first unit to whom an instalment is due."""
    person = make_payee(confirmed_days_ago=30)
    person.employment.employer = units[0]
    person.employment.hired_on = clock.today() - 200 * DAY
    person.employment.save()
    make_due(person)
    return person


def move(person: Person, to: Employer, *, by: User | None = None, days_ago: int = 3, **fields: Any) -> Transfer:
    person.employment.refresh_from_db()
    by = by or hr_of(person.employment.employer)
    fields = {"pk": uuid.uuid4(), "moved_on": clock.today() - days_ago * DAY} | fields
    done = actions.transfer(person, by=by, to_employer=to, **fields)
    person.employment.refresh_from_db()
    return done


def test_the_employment_goes_on_at_the_other_unit_and_nothing_is_held(person: Person, units):
    move(person, units[1])
    payments.settle_departures()
    employment = person.employment
    assert (employment.employer, employment.hired_by, employment.works_in_city) == (units[1], units[0], True)
    assert (Departure.objects.count(), Hold.objects.count()) == (0, 0)


def test_the_unit_that_hired_is_the_one_that_has_to_be_on_the_list(person: Person, units):
    units[1].listed_from = clock.today() - 10 * DAY
    units[1].save()
    move(person, units[1])
    entered = entered_by(make_application(person))
    assert (entered["employment"]["employer_listed"], entered["employment"]["employer_name"]) == (True, "调入单位")


def test_a_roster_that_says_afterwards_that_the_person_left_holds_nothing(person: Person, units):
    move(person, units[1])
    actions.confirm_from_roster(import_roster(units[0], person, left_on=(clock.today() - DAY).isoformat()))
    payments.settle_departures()
    assert (Departure.objects.count(), Departure.objects.standing().count(), Hold.objects.count()) == (1, 0, 0)


def test_who_came_back_and_then_left_is_held(person: Person, units):
    move(person, units[1], days_ago=9)
    move(person, units[0], days_ago=5)
    actions.report_left(person, by=hr_of(units[0]), left_on=clock.today() - DAY, kind="left_city")
    payments.settle_departures()
    assert Hold.objects.get().status == "live"


def test_a_move_out_of_the_city_is_like_leaving(person: Person, units):
    units[1].in_city = False
    units[1].save()
    done = move(person, units[1])
    payments.settle_departures()
    assert (done.departure.kind, done.departure.left_on, done.departure.employer) == (
        "moved_away",
        done.moved_on,
        units[0],
    )
    assert (Hold.objects.get().status, person.employment.works_in_city) == ("live", False)


def test_a_unit_elsewhere_does_not_bring_the_payments_back_by_confirming(person: Person, units):
    units[1].in_city = False
    units[1].save()
    move(person, units[1])
    payments.settle_departures()
    actions.confirm_employment([person.pk], by=hr_of(units[1]))
    payments.settle_departures()
    assert Hold.objects.get().status == "live"
    move(person, units[0], days_ago=0)
    actions.confirm_employment([person.pk], by=hr_of(units[0]))
    payments.settle_departures()
    assert Hold.objects.get().status == "lifted"


def test_the_person_and_the_receiving_unit_are_told(person: Person, units):
    officer = hr_of(units[1])
    move(person, units[1])
    told = Message.objects.filter(channel="portal").values_list("recipient", "template")
    assert sorted(told) == sorted([(person.user.pk, "transfer_made"), (officer.pk, "transfer_made_unit")])


def test_only_the_receiving_unit_answers_for_the_person_from_then_on(person: Person, units):
    sender = hr_of(units[0])
    make_application(person, status="awaiting_review")
    move(person, units[1], by=sender)
    assert (units_of([person.pk], by=sender), units_of([person.pk], by=hr_of(units[1]))) == (
        {},
        {person.pk: units[1].pk},
    )
    with pytest.raises(ActionRefused, match="无权"):
        actions.report_left(person, by=sender, left_on=clock.today(), kind="left_city")


def test_the_same_form_twice_moves_once(person: Person, units):
    key, sender = uuid.uuid4(), hr_of(units[0])
    first, second = move(person, units[1], pk=key, by=sender), move(person, units[1], pk=key, by=sender)
    assert (first, Transfer.objects.count(), AuditEvent.objects.filter(verb="employment.transferred").count()) == (
        second,
        1,
        1,
    )


@pytest.mark.parametrize("to", ["same", "not_listed"])
def test_a_unit_to_which_nobody_can_be_moved_is_refused(person: Person, units, to: str):
    off = make_employer(listed_until=clock.today() - 30 * DAY)
    with pytest.raises(ActionRefused, match="另一个集团单位"):
        move(person, units[0] if to == "same" else off)


@pytest.mark.parametrize(("days_ago", "words"), [(-1, "不能晚于今天"), (201, "不能早于入职日期")])
def test_a_day_that_cannot_be_is_refused(person: Person, units, days_ago: int, words: str):
    with pytest.raises(ActionRefused, match=words):
        move(person, units[1], days_ago=days_ago)


def test_who_is_said_to_have_left_is_not_moved(person: Person, units):
    actions.report_left(person, by=hr_of(units[0]), left_on=clock.today() - DAY, kind="left_city")
    with pytest.raises(ActionRefused, match="先撤回离职登记"):
        move(person, units[1])


def test_who_waits_for_the_units_answer_is_not_moved_before_it(office: Office):
    case, to = office.submitted(), make_employer()
    with pytest.raises(ActionRefused, match="请先答复"):
        move(case.person, to, by=office.hr, days_ago=0)
    actions.verify(case, by=office.hr, submission=latest(case))
    assert move(case.person, to, by=office.hr, days_ago=0).to_employer == to


def test_nobody_moves_themself_and_no_officer_of_another_unit_does(person: Person, units):
    bound = NaturalPerson.objects.create(name=person.name, identity_number=person.identity_number)
    with pytest.raises(ActionRefused, match="本人"):
        move(person, units[1], by=hr_of(units[0], natural_person=bound))
    with pytest.raises(ActionRefused, match="无权"):
        move(person, units[1], by=hr_of(units[1]))


def test_either_unit_puts_the_day_right(person: Person, units):
    done = move(person, units[1])
    for unit, days in ((units[0], 5), (units[1], 7)):
        actions.correct_transfer(done, by=hr_of(unit), moved_on=clock.today() - days * DAY)
    done.refresh_from_db()
    assert done.moved_on == clock.today() - 7 * DAY


def test_the_day_of_a_move_out_of_the_city_is_put_right_in_the_departure_too(person: Person, units):
    units[1].in_city = False
    units[1].save()
    done = move(person, units[1])
    actions.correct_transfer(done, by=hr_of(units[0]), moved_on=clock.today() - 6 * DAY)
    assert Departure.objects.in_force().get().left_on == clock.today() - 6 * DAY


@pytest.mark.parametrize("in_city", [True, False])
def test_the_receiving_unit_takes_back_what_did_not_happen(person: Person, units, in_city: bool):
    units[1].in_city = in_city
    units[1].save()
    done = move(person, units[1])
    payments.settle_departures()
    actions.withdraw_transfer(done, by=hr_of(units[1]))
    payments.settle_departures()
    person.employment.refresh_from_db()
    employment = person.employment
    assert (employment.employer, employment.hired_by, employment.works_in_city) == (units[0], None, True)
    assert (Departure.objects.in_force().count(), Hold.objects.live().count()) == (0, 0)
    with pytest.raises(ActionRefused, match="已经撤回"):
        actions.withdraw_transfer(done, by=hr_of(units[1]))


def test_an_earlier_move_is_not_taken_back_once_there_was_a_later_one(person: Person, units):
    first = move(person, units[1], days_ago=9)
    move(person, make_employer(), days_ago=3)
    with pytest.raises(ActionRefused, match="后来又有变动"):
        actions.withdraw_transfer(first, by=hr_of(units[0]))


def test_who_names_another_unit_anew_was_hired_by_that_one(person: Person, units):
    move(person, units[1])
    profiles.save_employment(person, by=person.user, employer=make_employer(), hired_on=clock.today())
    person.employment.refresh_from_db()
    assert person.employment.hired_by is None


def sent(to: Employer, **fields: str) -> dict[str, str]:
    key = str(uuid.uuid4())
    return {"pk": key, "to_employer": str(to.pk), "moved_on": (clock.today() - DAY).isoformat()} | fields


def test_the_page_asks_before_it_moves_and_a_double_click_moves_once(person: Person, units, client: Client):
    client.force_login(hr_of(units[0]))
    address, form = f"{PAGE}{person.pk}/transfer/", sent(units[1])
    assert client.get(address).status_code == 200
    asked = client.post(address, form)
    assert ("不算离职" in asked.content.decode(), Transfer.objects.count()) == (True, 0)
    done = [client.post(address, form | {"confirmed": "on"}) for _ in range(2)]
    assert ([each.headers["Location"] for each in done], Transfer.objects.count()) == ([f"{PAGE}{person.pk}/"] * 2, 1)
    shown = client.get(f"{PAGE}{person.pk}/").content.decode()
    assert ("调往调入单位" in shown, "办理集团内调动" in shown) == (True, False)


def test_the_page_says_that_a_unit_elsewhere_is_like_leaving_with_the_clause(person: Person, units, client: Client):
    units[1].in_city = False
    units[1].save()
    client.force_login(hr_of(units[0]))
    asked = client.post(f"{PAGE}{person.pk}/transfer/", sent(units[1])).content.decode()
    assert ("按离开长春办理" in asked, "须在长春市内工作" in asked) == (True, True)


def test_the_receiving_officer_corrects_on_the_page(person: Person, units, client: Client):
    done = move(person, units[1])
    client.force_login(hr_of(units[1]))
    shown = client.get(f"{PAGE}{person.pk}/").content.decode()
    assert ("由调出单位调入" in shown, "更正日期" in shown) == (True, True)
    day = (clock.today() - 8 * DAY).isoformat()
    assert client.get(f"{PAGE}transfers/{done.pk}/").status_code == 200
    client.post(f"{PAGE}transfers/{done.pk}/", {"moved_on": day})
    done.refresh_from_db()
    assert done.moved_on.isoformat() == day
    assert client.get(f"{PAGE}transfers/{done.pk}/withdraw/").status_code == 200
    client.post(f"{PAGE}transfers/{done.pk}/withdraw/")
    done.refresh_from_db()
    assert done.withdrawn_at is not None


def test_what_follows_at_the_other_unit_is_not_the_former_ones_to_read(person: Person, units, client: Client):
    third = make_employer(name="第三单位")
    move(person, units[1], days_ago=9)
    move(person, third, days_ago=3)
    client.force_login(hr_of(units[0]))
    shown = client.get(f"{PAGE}{person.pk}/").content.decode()
    assert ("调往调入单位" in shown, "第三单位" in shown) == (True, False)
    rows = client.get(PAGE, {"standing": "left"}).context["rows"]
    assert [row.name for row in rows] == [person.name]


def test_a_move_between_other_units_is_not_there(person: Person, units, client: Client):
    done = move(person, units[1])
    client.force_login(hr_of(make_employer()))
    addresses = [f"{PAGE}transfers/{done.pk}/", f"{PAGE}transfers/{done.pk}/withdraw/"]
    answers = [getattr(client, how)(address).status_code for address in addresses for how in ("get", "post")]
    assert (answers, Transfer.objects.in_force().count()) == ([404] * 4, 1)


@pytest.mark.parametrize("wrong", [{"to_employer": ""}, {"to_employer": "x"}, {"moved_on": "2999-01-01"}, {"pk": "x"}])
def test_what_cannot_be_is_said_on_the_form(person: Person, units, client: Client, wrong: dict[str, str]):
    client.force_login(hr_of(units[0]))
    answer = client.post(f"{PAGE}{person.pk}/transfer/", sent(units[1]) | {"confirmed": "on"} | wrong)
    assert (list(answer.context["form"].errors), Transfer.objects.count()) == (list(wrong), 0)
