"""The employer's list of people whose employment is to be confirmed again."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.test import Client

from subsidies.payments import actions
from subsidies.payments.models import Instalment
from subsidies.payments.queries import continued
from subsidies.verification.models import Departure, EmploymentConfirmation
from subsidies.verification.tasks import verify_by_committed_roster
from talent.accounts.models import NaturalPerson
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.employers.models import Employer
from talent.identifiers.masking import masked_identity
from talent.profiles.models import Person
from tests.factories import make_employer, make_user
from tests.subsidies.payments.stages import Desk, make_award, make_payee
from tests.talent.employers.rosters import commit, hr_of, row

LIST, CONFIRM, DONE = "/employer/continued/", "/employer/continued/confirm/", "/employer/continued/done/"
QUERIES_OF_THE_LIST = 17


@pytest.fixture
def unit(db: None) -> Employer:
    return make_employer()


@pytest.fixture
def hr(unit: Employer, client: Client) -> Client:
    client.force_login(hr_of(unit, name="赵人事"))
    return client


def payee(
    unit: Employer | None, name: str = "李明", *, due_in: int = 30, confirmed_days_ago: int | None = 320, **fields
):
    """Somebody of the unit whose second instalment falls due in so many days and whose first is paid."""
    person = make_payee(name=name, confirmed_days_ago=confirmed_days_ago)
    if unit is not None:
        person.employment.employer = unit
        person.employment.save()
        person.employment_confirmations.update(employer=unit)
    award = make_award(person)
    actions.schedule_instalments()
    Instalment.objects.filter(award=award, sequence=1).update(status="paid", paid_on=clock.today())
    Instalment.objects.filter(award=award, sequence=2).update(due_on=clock.today() + dt.timedelta(days=due_in))
    return person


def names(client: Client) -> list[str]:
    return [asked.person.name for asked in client.get(LIST).context["people"]]


def ticked(*people: Person) -> dict[str, list[str]]:
    return {"selected": [str(person.pk) for person in people]}


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize(
    ("fields", "listed"),
    [
        ({"due_in": 60, "confirmed_days_ago": 91}, ["李明"]),
        ({"due_in": 61, "confirmed_days_ago": 91}, []),
        ({"due_in": 60, "confirmed_days_ago": 90}, []),
        ({"due_in": -400, "confirmed_days_ago": 91}, ["李明"]),
        ({"due_in": 10, "confirmed_days_ago": None}, ["李明"]),
    ],
)
def test_who_falls_due_within_60_days_without_a_confirmation_that_counts_is_listed(hr, unit, fields, listed):
    payee(unit, **fields)
    assert names(hr) == listed


def test_the_next_due_stand_first_and_each_person_stands_once(hr, unit):
    later = payee(unit, "后到期", due_in=50)
    payee(unit, "先到期", due_in=5)
    Instalment.objects.filter(award__person=later, sequence=3).update(due_on=clock.today() + dt.timedelta(days=55))
    assert names(hr) == ["先到期", "后到期"]


def test_ticked_people_are_named_once_more_and_then_confirmed_and_can_be_paid(hr, unit):
    first, second, third = (payee(unit, name, due_in=-1) for name in ("甲", "乙", "丙"))
    named = hr.post(CONFIRM, ticked(first, second), follow=True)
    assert ("确认 2 人在职" in named.content.decode(), EmploymentConfirmation.objects.since(clock.today()).count()) == (
        True,
        0,
    )
    done = hr.post(DONE, ticked(first, second), follow=True)
    actions.mark_due(on=clock.today())
    assert (said(done), names(hr)) == (["已确认 2 人今天在职。"], ["丙"])
    drawable = Instalment.objects.drawable(clock.today()).values_list("award__person", flat=True)
    assert set(drawable) == {first.pk, second.pk}
    assert AuditEvent.objects.filter(verb="employment.confirmed").count() == 2
    assert third.employment_confirmations.since(clock.today()).count() == 0


def test_a_second_click_confirms_nobody_twice(hr, unit):
    person = payee(unit)
    hr.post(DONE, ticked(person))
    again = hr.post(DONE, ticked(person), follow=True)
    assert said(again)[-1] == "1 人今天已经确认过，没有重复办理。"
    assert person.employment_confirmations.since(clock.today()).count() == 1


def test_all_who_wait_can_be_chosen_at_once_but_not_oneself(client: Client, unit: Employer):
    own, other = payee(unit, "本人"), payee(unit, "同事")
    bound = NaturalPerson.objects.create(name="本人", identity_number=own.identity_number)
    client.force_login(hr_of(unit, natural_person=bound))
    people = client.post(CONFIRM, {"everything": "1"}, follow=True).context["people"]
    sent = client.post(DONE, ticked(own, other), follow=True)
    shown = client.get(LIST).content.decode()
    assert ([asked.person for asked in people], "您本人或您代办过的人，请同事办理" in shown) == ([other], True)
    assert said(sent)[-1] == "1 人没有确认：不在您的名单里，或者是您本人。"
    assert own.employment_confirmations.since(clock.today()).count() == 0
    left = {"left_on": clock.today().isoformat(), "kind": "left_city"}
    assert client.post(f"{LIST}{own.pk}/left/", left).status_code == 200
    assert Departure.objects.count() == 0


def test_people_of_other_units_are_neither_shown_nor_confirmed_nor_said_to_have_left(hr, unit):
    stranger = payee(None, "外单位")
    sent = hr.post(DONE, ticked(stranger), follow=True)
    answers = [names(hr), hr.get(f"{LIST}{stranger.pk}/left/").status_code, "外单位" in sent.content.decode()]
    left = hr.post(f"{LIST}{stranger.pk}/left/", {"left_on": clock.today().isoformat(), "kind": "left_city"})
    assert (answers, left.status_code) == ([[], 404, False], 404)
    assert (stranger.employment_confirmations.since(clock.today()).count(), Departure.objects.count()) == (0, 0)


def test_an_officer_of_the_group_answers_for_the_units_below(client: Client, unit: Employer):
    unit.parent = make_employer()
    unit.save()
    person = payee(unit)
    client.force_login(hr_of(unit.parent))
    client.post(DONE, ticked(person))
    assert person.employment_confirmations.get(confirmed_on=clock.today()).employer == unit


def test_who_left_is_held_and_stands_on_the_list_no_more(hr, unit):
    person = payee(unit)
    day = clock.today() - dt.timedelta(days=3)
    done = hr.post(f"{LIST}{person.pk}/left/", {"left_on": day.isoformat(), "kind": "left_city"}, follow=True)
    actions.settle_departures()
    hold = person.payment_holds.get()
    assert (said(done), names(hr)) == (["已登记李明离职，后续补贴暂停发放。"], [])
    assert (hold.kind, hold.departure.left_on, hold.departure.employer) == ("left_employer", day, unit)
    assert AuditEvent.objects.filter(verb="employment.left").count() == 1


@pytest.mark.parametrize("left_on", ["", "x", "2999-01-01"])
def test_a_day_of_leaving_that_cannot_be_gets_an_error_at_its_field(hr, unit, left_on: str):
    person = payee(unit)
    response = hr.post(f"{LIST}{person.pk}/left/", {"left_on": left_on, "kind": "left_city"})
    assert (list(response.context["form"].errors), Departure.objects.count()) == (["left_on"], 0)


def test_a_fresh_roster_answers_for_those_it_lists_and_holds_those_it_says_have_left(hr, unit):
    stays, goes = payee(unit, "留任"), payee(unit, "离任")
    left_on = (clock.today() - dt.timedelta(days=9)).isoformat()
    for _month in range(2):
        roster = commit(unit, row("留任", stays.identity_number), row("离任", goes.identity_number, left_on=left_on))
        verify_by_committed_roster.func(roster_id=str(roster.pk))
        actions.settle_departures()
    assert (names(hr), stays.payment_holds.count()) == ([], 0)
    assert [(hold.kind, hold.status) for hold in goes.payment_holds.all()] == [("left_employer", "live")]
    assert Departure.objects.get().left_on.isoformat() == left_on


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "请先勾选仍然在职的人员。"),
        ({"selected": ["x"]}, "勾选的内容无法识别，请刷新页面后重新勾选。"),
        ({"selected": ["\0"]}, "勾选的内容无法识别，请刷新页面后重新勾选。"),
        ({"selected": [str(uuid.uuid4())] * 501}, "一次最多确认 500 人，请分几次办理。"),
    ],
    ids=["none", "no key", "nul", "too many"],
)
@pytest.mark.parametrize("address", [CONFIRM, DONE])
def test_a_selection_that_cannot_be_used_is_told_and_leads_back(hr, address: str, sent: dict[str, Any], message: str):
    answer = hr.post(address, sent, follow=True)
    assert (answer.redirect_chain, said(answer)) == ([(LIST, 302)], [message])


def test_the_pages_show_no_number_and_no_amount(hr, unit):
    person = payee(unit)
    secrets = [person.identity_number, person.bank_accounts.get().account_number, "9,000", "30,000"]
    pages = [hr.get(LIST), hr.post(CONFIRM, ticked(person), follow=True), hr.get(f"{LIST}{person.pk}/left/")]
    assert [secret in page.content.decode() for secret in secrets for page in pages] == [False] * 12


def test_the_desk_counts_whom_to_confirm(hr, unit):
    payee(unit, "甲"), payee(unit, "乙"), payee(None, "丙")
    assert hr.get("/employer/").context["to_confirm"] == 2


def test_the_second_page_follows_the_first(hr, unit):
    for number in range(52):
        payee(unit, f"第{number}人", due_in=number % 50)
    first = hr.get(LIST).context["page"]
    second = hr.get(f"{LIST}?{first.next_query}").context["people"]
    assert (len(first), first.total, len(second)) == (50, 52, 2)
    assert len(hr.post(CONFIRM, {"everything": "1"}, follow=True).context["people"]) == 52


def test_the_list_takes_the_same_queries_for_one_and_for_many(hr, unit, django_assert_num_queries):
    for more in (1, 6):
        for number in range(more):
            payee(unit, f"甲{number}")
        hr.get(LIST)
        with django_assert_num_queries(QUERIES_OF_THE_LIST):
            hr.get(LIST)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HR_OFFICER])
def test_other_roles_are_refused(client: Client, unit: Employer, role: str):
    person = payee(unit)
    client.force_login(make_user(role))
    opened = [client.get(address).status_code for address in (LIST, f"{LIST}{person.pk}/left/")]
    assert opened + [client.post(address, ticked(person)).status_code for address in (CONFIRM, DONE)] == [403] * 4


def test_a_chosen_person_who_was_confirmed_meanwhile_is_left_out(desk: Desk, unit: Employer):
    officer, person = hr_of(unit), payee(unit)
    before = [asked.person for asked in continued.chosen(officer, [person.pk])]
    person.employment_confirmations.update(confirmed_on=clock.today())
    assert (before, continued.chosen(officer, [person.pk])) == ([person], [])


def test_two_people_of_one_name_are_told_apart_before_either_is_confirmed_or_said_to_have_left(hr, unit):
    people = [payee(unit, "张伟"), payee(unit, "张伟")]
    masked = [masked_identity(person.identity_number) for person in people]
    pages = [hr.get(LIST), hr.post(CONFIRM, ticked(*people), follow=True), hr.get(f"{LIST}{people[1].pk}/left/")]
    shown = [[number in page.content.decode() for number in masked] for page in pages]
    assert shown == [[True, True], [True, True], [False, True]]


def test_the_way_back_from_the_confirm_page_keeps_who_was_ticked(hr, unit):
    first, second = payee(unit, "甲"), payee(unit, "乙")
    back = hr.post(CONFIRM, ticked(first), follow=True).context["list_url"]
    boxes = re.findall(r'name="selected" value="([^"]+)"( checked)?', hr.get(back).content.decode())
    assert dict(boxes) == {str(first.pk): " checked", str(second.pk): ""}


def test_what_was_ticked_is_forgotten_once_it_is_done(hr, unit):
    first, second = payee(unit, "甲"), payee(unit, "乙")
    hr.post(CONFIRM, ticked(second))
    hr.post(CONFIRM, {"everything": "1"})
    address = hr.post(CONFIRM, ticked(first))["Location"]
    opened = [asked.person for asked in hr.get(address).context["people"]]
    hr.post(DONE, ticked(first))
    assert (opened, hr.get(address)["Location"]) == ([first], LIST)
    assert [values for _key, *values in hr.session["ticked_rows"]] == [[str(second.pk)]]
