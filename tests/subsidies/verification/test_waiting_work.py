"""HR officers are told that cases wait: in numbers, once a day at most, and nobody of what is not theirs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core import mail
from pytest_django.fixtures import DjangoAssertNumQueries

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.verification import actions
from subsidies.verification.tasks import tell_officers
from talent.accounts.models import NaturalPerson, User
from talent.accounts.roles import Role
from talent.employers.models import Employer
from talent.notifications import texts
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from talent.notifications.targets import Target, target_of
from tests.factories import make_employer, make_user
from tests.subsidies.applications.stages import Office, fresh, latest, ready_person
from tests.subsidies.portal.acting.officer import filed_for
from tests.subsidies.verification.claims import waiting
from tests.talent.employers.rosters import hr_of

MONDAY, FRIDAY = dt.date(2026, 11, 23), dt.date(2026, 11, 27)
QUERIES = 18
"""Three ask who is told, one what waits, one who was told when; the others write messages or ask what day it is."""


def told(user: User, template: str = "claims_arrived") -> list[dict[str, Any]]:
    """The numbers that an officer was told, in order."""
    found = Message.objects.filter(recipient=user, template=template, channel="portal").order_by("created_at")
    return [texts.unpack(message.context) for message in found]


def arrived(user: User) -> list[tuple[int, int]]:
    """(arrived, waiting) of each message."""
    return [(numbers["arrived"], numbers["waiting"]) for numbers in told(user)]


def due(user: User) -> list[tuple[int, int]]:
    """(late, soon) of each message."""
    return [(numbers["late"], numbers["soon"]) for numbers in told(user, "claims_due")]


def run(clock_at_noon: time_machine.Traveller, *, days: int = 0, hours: int = 0) -> None:
    clock_at_noon.shift(dt.timedelta(days=days, hours=hours))
    tell_officers.call()


def promised(case: Application, day: dt.date) -> None:
    Application.objects.filter(pk=case.pk).update(promised_on=day)


def test_an_officer_is_told_how_many_cases_arrived(office: Office, clock_at_noon: time_machine.Traveller):
    waiting(office, 3)
    run(clock_at_noon)
    assert arrived(office.hr) == [(3, 3)]


def test_once_a_day_at_most_whatever_arrives_and_however_often_it_runs(
    office: Office, clock_at_noon: time_machine.Traveller
):
    waiting(office)
    run(clock_at_noon)
    clock_at_noon.shift(dt.timedelta(hours=1))
    waiting(office, 2)
    for _ in range(3):
        run(clock_at_noon, hours=1)
    assert arrived(office.hr) == [(1, 1)]
    run(clock_at_noon, days=1)
    assert arrived(office.hr) == [(1, 1), (2, 3)]


def test_nothing_new_is_no_message(office: Office, clock_at_noon: time_machine.Traveller):
    waiting(office)
    run(clock_at_noon)
    run(clock_at_noon, days=1)
    assert arrived(office.hr) == [(1, 1)]


def test_what_was_answered_or_proved_by_a_roster_meanwhile_is_not_counted(
    office: Office, clock_at_noon: time_machine.Traveller
):
    first, _second = waiting(office, 2)
    actions.verify(first, by=office.hr, submission=latest(first))
    run(clock_at_noon)
    assert arrived(office.hr) == [(1, 1)]


def test_what_was_handed_in_again_has_arrived_again(office: Office, clock_at_noon: time_machine.Traveller):
    (case,) = waiting(office)
    run(clock_at_noon)
    actions.dispute(case, by=office.hr, submission=latest(case), reason="contract_differs", comment="")
    clock_at_noon.shift(dt.timedelta(days=1))
    cases.answer_dispute(fresh(case), by=case.person.user)
    run(clock_at_noon)
    assert arrived(office.hr) == [(1, 1), (1, 1)]


def test_an_answer_that_an_officer_took_back_is_no_arrival(office: Office, clock_at_noon: time_machine.Traveller):
    (case,) = waiting(office)
    run(clock_at_noon)
    clock_at_noon.shift(dt.timedelta(days=1))
    given = actions.verify(fresh(case), by=office.hr, submission=latest(case))
    actions.undo([given], by=office.hr)
    run(clock_at_noon)
    assert (fresh(case).status, arrived(office.hr)) == ("awaiting_employer", [(1, 1)])


def test_a_new_officer_is_told_of_all_that_waits(office: Office, clock_at_noon: time_machine.Traveller):
    waiting(office, 2)
    run(clock_at_noon)
    colleague = hr_of(office.employer)
    run(clock_at_noon, days=1)
    assert (arrived(office.hr), arrived(colleague)) == ([(2, 2)], [(2, 2)])


@pytest.mark.parametrize(
    ("days", "hours"), [(0, -5), (0, 8), (5, 0)], ids=["at seven in the morning", "at eight in the evening", "Saturday"]
)
def test_offices_are_left_alone_outside_their_hours(
    office: Office, clock_at_noon: time_machine.Traveller, days: int, hours: int
):
    waiting(office)
    run(clock_at_noon, days=days, hours=hours)
    assert Message.objects.filter(template__startswith="claims").count() == 0


def test_one_working_day_before_the_last_the_officer_is_reminded(office: Office, clock_at_noon: time_machine.Traveller):
    waiting(office, 2)  # to be answered by Monday 30 November
    seen = []
    for _day in range(3):  # Thursday, Friday, Saturday
        run(clock_at_noon, days=1 if seen else 3)
        seen.append(due(office.hr))
    assert seen == [[], [(0, 2)], [(0, 2)]]


def test_while_cases_are_near_their_day_or_over_it_the_officer_is_told_once_each_working_day(
    office: Office, clock_at_noon: time_machine.Traveller
):
    late, today, soon, later = waiting(office, 4)
    for case, day in ((late, 20), (today, 23), (soon, 24), (later, 25)):
        promised(case, dt.date(2026, 11, day))
    for _ in range(2):
        run(clock_at_noon)
    run(clock_at_noon, days=1)
    assert due(office.hr) == [(1, 2), (2, 2)]


def test_no_name_and_no_number_of_a_case_stands_in_the_messages(office: Office, clock_at_noon: time_machine.Traveller):
    late, soon = waiting(office, 2)
    promised(late, dt.date(2026, 11, 20))
    promised(soon, dt.date(2026, 11, 24))
    run(clock_at_noon)
    mail.outbox.clear()
    run_outbox()
    mine = {each.subject: each.body for each in mail.outbox if each.to == [office.hr.email]}
    assert mine == {
        "新到 2 件申请，请核实任职信息": (
            "现有 2 件申请待您的单位核实，核实后才能转人才办审核。\n\n"
            "请登录核实；与花名册一致的，导入花名册即自动核实。"
        ),
        "1 件申请已超过核实期限": (
            "今天和下一个工作日到期的有 1 件。\n\n"
            "请尽快登录核实，有出入的请提出异议。单位答复之前，申请人的补贴无法办理。"
        ),
    }


def test_the_messages_lead_to_the_queue(office: Office, clock_at_noon: time_machine.Traveller):
    promised(waiting(office)[0], MONDAY)
    run(clock_at_noon)
    messages = Message.objects.filter(recipient=office.hr, channel="portal")
    assert {target_of(message) for message in messages} == {Target("/employer/verify/", "去核实")}


def test_officers_of_other_units_whose_role_or_account_is_gone_are_not_told(
    office: Office, clock_at_noon: time_machine.Traveller
):
    other, former, left = hr_of(make_employer()), hr_of(office.employer), hr_of(office.employer)
    former.role_grants.update(revoked_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    User.objects.filter(pk=left.pk).update(is_active=False)
    waiting(office)
    run(clock_at_noon)
    assert [arrived(user) for user in (office.hr, other, former, left)] == [[(1, 1)], [], [], []]


def test_nobody_is_told_of_their_own_case_or_of_one_that_they_filed(
    office: Office, clock_at_noon: time_machine.Traveller
):
    own, filed, _other = waiting(office, 3)
    applicant = hr_of(
        office.employer,
        natural_person=NaturalPerson.objects.create(name="李明", identity_number=own.person.identity_number),
    )
    agent = hr_of(office.employer)
    filed_for(filed.person, agent)
    run(clock_at_noon)
    assert [arrived(user) for user in (office.hr, applicant, agent)] == [[(3, 3)], [(2, 2)], [(2, 2)]]


@pytest.fixture
def head(office: Office) -> User:
    """An officer of the group above the unit."""
    office.employer.parent = make_employer(name="集团公司")
    office.employer.save()
    return hr_of(office.employer.parent)


def test_the_group_is_told_of_a_unit_only_where_the_unit_has_nobody(
    office: Office, head: User, clock_at_noon: time_machine.Traveller
):
    waiting(office)
    office.submitted(ready_person(make_employer(parent=office.employer.parent)))
    run(clock_at_noon)
    assert (arrived(office.hr), arrived(head)) == ([(1, 1)], [(1, 1)])


def test_a_case_that_no_officer_of_the_unit_may_answer_is_told_to_the_group(
    office: Office, head: User, clock_at_noon: time_machine.Traveller
):
    case, _other = waiting(office, 2)
    filed_for(case.person, office.hr)
    run(clock_at_noon)
    assert (arrived(office.hr), arrived(head)) == ([(1, 1)], [(1, 1)])


def test_the_work_of_a_merged_unit_is_its_successors(office: Office, clock_at_noon: time_machine.Traveller):
    successor = make_employer()
    theirs = hr_of(successor)
    waiting(office)
    promised(Application.objects.get(), MONDAY)
    merge(office.employer, into=successor)
    run(clock_at_noon)
    assert [(arrived(user), due(user)) for user in (office.hr, theirs)] == [([(1, 1)], [(0, 1)])] * 2


def merge(employer: Employer, *, into: Employer) -> None:
    """Its officers serve the successor from then on."""
    actions.merge(employer, by=make_user(Role.ADMINISTRATOR), into=into, changed_on=MONDAY)


def test_it_takes_the_same_queries_for_two_units_and_for_five_with_more_cases(
    office: Office, clock_at_noon: time_machine.Traveller, django_assert_num_queries: DjangoAssertNumQueries
):
    for units in (2, 3):
        clock_at_noon.shift(dt.timedelta(days=1))
        waiting(office, units)
        for _ in range(units):
            unit = make_employer()
            hr_of(unit)
            office.submitted(ready_person(unit))
        with django_assert_num_queries(QUERIES):
            tell_officers.call()
