"""Units are asked to confirm who is still employed: when people come due, and once more before the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
import time_machine
from pytest_django.fixtures import DjangoAssertNumQueries

from subsidies.payments.models import ConfirmationAsked, Instalment
from subsidies.payments.queries import continued
from subsidies.payments.tasks import ask_to_confirm
from subsidies.verification import actions as verification
from talent.accounts.models import NaturalPerson, User
from talent.accounts.roles import Role
from talent.employers.models import Employer
from talent.notifications import texts
from talent.notifications.models import Message
from talent.notifications.targets import Target, target_of
from talent.profiles.models import Person
from tests.factories import make_employer, make_user
from tests.subsidies.payments.views.test_continued import payee
from tests.subsidies.portal.acting.officer import filed_for
from tests.talent.employers.rosters import hr_of

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
QUERIES = 23
"""One asks who waits, one what was asked before, three who is told; the others write or ask what day it is."""


@pytest.fixture(autouse=True)
def clock_at_noon() -> Iterator[time_machine.Traveller]:
    """A Monday."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def unit(db: None) -> Employer:
    return make_employer()


@pytest.fixture
def hr(unit: Employer) -> User:
    return hr_of(unit)


def told(user: User) -> list[tuple[str, int, dt.date]]:
    """(template, people, the earliest day) of each message, in order."""
    found = Message.objects.filter(recipient=user, template__startswith="continued", channel="portal")
    contexts = [(each.template, texts.unpack(each.context)) for each in found.order_by("created_at", "template")]
    return [(template, context["people"], context["due_on"]) for template, context in contexts]


def run(clock_at_noon: time_machine.Traveller, *, days: int = 0) -> None:
    clock_at_noon.shift(dt.timedelta(days=days))
    ask_to_confirm.call()


def confirm(person: Person, by: User) -> None:
    verification.confirm_employment([person.pk], by=by)


def in_days(count: int) -> dt.date:
    return NOON.date() + dt.timedelta(days=count)


def test_when_people_come_due_their_unit_is_told_how_many_and_by_when(
    unit: Employer, hr: User, clock_at_noon: time_machine.Traveller
):
    payee(unit, due_in=40)
    payee(unit, due_in=30)
    payee(unit, due_in=61)
    payee(unit, confirmed_days_ago=10)
    run(clock_at_noon)
    assert told(hr) == [("continued_due", 2, in_days(30))]


def test_nobody_is_told_twice_of_the_same_people_before_the_last_days(
    unit: Employer, hr: User, clock_at_noon: time_machine.Traveller
):
    payee(unit)
    for days in (0, 0, 1, 7):
        run(clock_at_noon, days=days)
    assert told(hr) == [("continued_due", 1, in_days(30))]


def test_those_who_come_due_later_are_told_apart_on_another_day(
    unit: Employer, hr: User, clock_at_noon: time_machine.Traveller
):
    payee(unit)
    run(clock_at_noon)
    payee(unit, due_in=20)
    run(clock_at_noon)
    run(clock_at_noon, days=1)
    assert told(hr) == [("continued_due", 1, in_days(30)), ("continued_due", 1, in_days(20))]


def test_five_working_days_before_the_day_the_unit_is_told_once_more_of_who_is_left(
    unit: Employer, hr: User, clock_at_noon: time_machine.Traveller
):
    left, confirmed = payee(unit), payee(unit)  # due on Wednesday 23 December
    run(clock_at_noon)
    confirm(confirmed, hr)
    run(clock_at_noon, days=22)  # Tuesday 15 December: six working days are left
    before = told(hr)[1:]
    for _day in range(3):
        run(clock_at_noon, days=1)
    assert (before, told(hr)[1:]) == ([], [("continued_last", 1, in_days(30))])
    assert [row.award.person for row in continued.to_confirm(hr)] == [left]


def test_who_comes_due_within_the_last_days_is_told_of_once(
    unit: Employer, hr: User, clock_at_noon: time_machine.Traveller
):
    payee(unit, due_in=4)
    for days in (0, 1, 1):
        run(clock_at_noon, days=days)
    assert told(hr) == [("continued_due", 1, in_days(4))]


def test_after_a_confirmation_that_has_lapsed_the_unit_is_asked_anew(
    unit: Employer, hr: User, clock_at_noon: time_machine.Traveller
):
    person = payee(unit)
    run(clock_at_noon)
    confirm(person, hr)
    Instalment.objects.filter(award__person=person, sequence=2).update(due_on=in_days(120))
    run(clock_at_noon, days=91)
    assert [message[0] for message in told(hr)] == ["continued_due", "continued_due"]


def test_who_is_said_to_have_left_is_not_asked_about(unit: Employer, hr: User, clock_at_noon: time_machine.Traveller):
    gone = payee(unit)
    verification.report_left(gone, by=hr, left_on=in_days(-1), kind="left_city")
    run(clock_at_noon)
    assert told(hr) == []


def test_the_receiving_unit_is_asked_about_who_was_moved_to_it(
    unit: Employer, hr: User, clock_at_noon: time_machine.Traveller
):
    person, other = payee(unit), make_employer()
    theirs = hr_of(other)
    run(clock_at_noon)
    person.employment.employer = other
    person.employment.save()
    run(clock_at_noon, days=1)
    assert (len(told(hr)), told(theirs)) == (1, [("continued_due", 1, in_days(30))])


def test_a_merged_units_people_are_its_successors(unit: Employer, hr: User, clock_at_noon: time_machine.Traveller):
    successor = make_employer()
    theirs = hr_of(successor)
    payee(unit)
    verification.merge(unit, by=make_user(Role.ADMINISTRATOR), into=successor, changed_on=in_days(0))
    run(clock_at_noon)
    assert [told(user) for user in (hr, theirs)] == [[("continued_due", 1, in_days(30))]] * 2


def test_nobody_is_asked_about_themself_or_about_whom_they_filed_for(
    unit: Employer, hr: User, clock_at_noon: time_machine.Traveller
):
    own, filed, other = payee(unit), payee(unit), hr_of(make_employer())
    natural = NaturalPerson.objects.create(name="李明", identity_number=own.identity_number)
    colleague = hr_of(unit, natural_person=natural)
    filed_for(filed, hr)
    run(clock_at_noon)
    assert [told(user) for user in (hr, colleague, other)] == [[("continued_due", 1, in_days(30))]] * 2 + [[]]


def test_a_unit_without_officers_is_asked_as_soon_as_it_has_one(unit: Employer, clock_at_noon: time_machine.Traveller):
    payee(unit)
    run(clock_at_noon)
    asked = ConfirmationAsked.objects.count()
    officer = hr_of(unit)
    run(clock_at_noon, days=1)
    assert (asked, told(officer)) == (0, [("continued_due", 1, in_days(30))])


def test_offices_are_left_alone_on_a_day_off(unit: Employer, hr: User, clock_at_noon: time_machine.Traveller):
    payee(unit)
    run(clock_at_noon, days=5)  # Saturday
    assert told(hr) == []


def test_the_messages_name_nobody_and_lead_to_the_list(unit: Employer, hr: User, clock_at_noon: time_machine.Traveller):
    payee(unit)
    run(clock_at_noon)
    run(clock_at_noon, days=28)
    messages = list(Message.objects.filter(recipient=hr, channel="portal").order_by("created_at"))
    read = [texts.render(each.template, texts.unpack(each.context), each.language).title for each in messages]
    assert read == ["有 1 人需要您的单位确认仍然在职", "还有 1 人没有确认在职，补贴最早 2026年12月23日 到期"]
    assert {target_of(message) for message in messages} == {Target("/employer/continued/", "去确认在职")}


def test_it_takes_the_same_queries_for_two_people_and_for_six_of_several_units(
    db: None, clock_at_noon: time_machine.Traveller, django_assert_num_queries: DjangoAssertNumQueries
):
    for count in (2, 4):
        clock_at_noon.shift(dt.timedelta(days=1))
        for _ in range(count):
            another = make_employer()
            hr_of(another)
            payee(another)
        with django_assert_num_queries(QUERIES):
            ask_to_confirm.call()
