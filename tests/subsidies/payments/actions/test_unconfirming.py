"""Taking back a moment later that people are still employed, and on whom somebody has built since."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client

from subsidies.payments import actions
from subsidies.payments.models import Hold, Instalment, Recovery
from subsidies.payments.queries.continued import recent_clicks, to_confirm
from subsidies.verification import actions as words
from subsidies.verification.models import EmploymentConfirmation, Transfer
from talent.accounts.models import NaturalPerson, User
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.employers.models import Employer
from talent.identifiers.masking import masked_identity
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_user
from tests.subsidies.payments.stages import Desk, make_due, make_payee
from tests.talent.employers.rosters import hr_of

LIST = "/employer/continued/"
ACTED = "此后已有人办理，请联系人才办"


@pytest.fixture
def unit(db: None) -> Employer:
    return make_employer()


@pytest.fixture
def officer(unit: Employer) -> User:
    return hr_of(unit, name="赵人事")


def due(unit: Employer, name: str = "李明") -> Instalment:
    """The due instalment of somebody of the unit whose confirmation is too old to be paid by."""
    person = make_payee(name=name, confirmed_days_ago=400)
    person.employment.employer = unit
    person.employment.save()
    person.employment_confirmations.update(employer=unit)
    return make_due(person)


def confirmed(officer: User, *people: Person) -> list[EmploymentConfirmation]:
    """What one click of the officer confirmed."""
    words.confirm_employment([person.pk for person in people], by=officer)
    return list(EmploymentConfirmation.objects.filter(confirmed_at__isnull=False))


def of(instalment: Instalment) -> Person:
    return instalment.award.person


def waiting(officer: User) -> set[str]:
    return {row.award.person.name for row in to_confirm(officer)}


def test_what_one_click_confirmed_is_taken_back_and_everybody_waits_again(officer: User, unit: Employer):
    first, second = due(unit, "甲"), due(unit, "乙")
    given = confirmed(officer, of(first), of(second))
    before = waiting(officer)
    done = actions.take_confirmations_back(given, by=officer)
    assert (before, waiting(officer)) == (set(), {"甲", "乙"})
    assert (done.done, done.already, done.kept, recent_clicks(officer)) == (2, 0, [], [])
    assert Instalment.objects.drawable(clock.today()).count() == 0
    assert AuditEvent.objects.filter(verb="employment.confirmation_taken_back").count() == 2


def test_a_second_click_takes_nothing_back_twice(officer: User, unit: Employer):
    given = confirmed(officer, of(due(unit)))
    actions.take_confirmations_back(given, by=officer)
    again = actions.take_confirmations_back(given, by=officer)
    assert (again.done, again.already, again.kept) == (0, 1, [])
    assert AuditEvent.objects.filter(verb="employment.confirmation_taken_back").count() == 1


def test_who_was_taken_back_is_confirmed_again_by_the_next_click(officer: User, unit: Employer):
    person = of(due(unit))
    actions.take_confirmations_back(confirmed(officer, person), by=officer)
    assert words.confirm_employment([person.pk], by=officer).now == 1


def test_what_a_colleague_confirmed_as_well_outlasts_the_first_click_that_is_taken_back(officer: User, unit: Employer):
    person = of(due(unit))
    given = confirmed(officer, person)
    colleague = hr_of(unit, name="孙人事")
    told = words.confirm_employment([person.pk], by=colleague)
    actions.take_confirmations_back(given, by=officer)
    left = EmploymentConfirmation.objects.in_force().since(clock.today())
    assert (told.now, told.already, [row.confirmed_by for row in left]) == (1, 0, [colleague])


def test_a_drawn_instalment_keeps_its_confirmation_and_the_person_is_named(officer: User, unit: Employer, desk: Desk):
    drawn, other = due(unit, "甲"), due(unit, "乙")
    given = confirmed(officer, of(drawn), of(other))
    desk.drawn(drawn)
    done = actions.take_confirmations_back(given, by=officer)
    named = f"甲 {masked_identity(of(drawn).identity_number)}"
    assert (done.done, done.kept) == (1, [(named, ACTED)])
    assert waiting(officer) == {"乙"}


def test_a_line_that_was_removed_from_its_batch_keeps_nothing(officer: User, unit: Employer, desk: Desk):
    first, second = due(unit, "甲"), due(unit, "乙")
    given = confirmed(officer, of(first), of(second))
    batch = desk.drawn(first, second)
    actions.cancel(batch, by=desk.clerk, reason="重来")
    assert actions.take_confirmations_back(given, by=officer).done == 2


def begun_recovery(instalment: Instalment, desk: Desk) -> None:
    Recovery.objects.create(
        number="ZH2026-0001",
        person=of(instalment),
        award=instalment.award,
        reason="award_revoked",
        policy_version="x",
        drafted_by=desk.clerk,
        drafted_person=desk.clerk.natural_person,
        drafted_at=clock.now(),
    )


def decided(instalment: Instalment, desk: Desk) -> None:
    decision = instalment.award.decision
    type(decision).objects.filter(pk=decision.pk).update(decided_at=clock.now())


def decided_elsewhere(instalment: Instalment, desk: Desk) -> None:
    """The case was filed under the unit where the person worked before."""
    decided(instalment, desk)
    application = instalment.award.decision.application
    type(application).objects.filter(pk=application.pk).update(employer=make_employer())


def lifted_hold(instalment: Instalment, desk: Desk) -> None:
    placed = actions.place_hold(of(instalment), by=desk.clerk, pk=uuid.uuid4(), kind="by_hand", reason="待核实")
    actions.lift_hold(Hold.objects.get(pk=placed.pk), by=make_user("reviewer"), reason="已核实")


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (begun_recovery, ACTED),
        (decided, "此后人才办已对申请 {number} 作出决定"),
        (decided_elsewhere, ACTED),
        (lifted_hold, ACTED),
    ],
)
def test_whatever_somebody_did_since_keeps_the_confirmation(
    officer: User, unit: Employer, desk: Desk, act: Any, why: str
):
    instalment = due(unit)
    given = confirmed(officer, of(instalment))
    act(instalment, desk)
    done = actions.take_confirmations_back(given, by=officer)
    number = instalment.award.decision.application.number
    assert (done.done, [reason for _who, reason in done.kept]) == (0, [why.format(number=number)])
    assert EmploymentConfirmation.objects.in_force().since(clock.today()).count() == 1


def test_who_was_moved_since_stays_confirmed(officer: User, unit: Employer):
    person = of(due(unit))
    given = confirmed(officer, person)
    Transfer.objects.create(
        person=person,
        from_employer=unit,
        to_employer=make_employer(),
        moved_on=clock.today(),
        stated_by=officer,
        stated_at=clock.now(),
    )
    done = actions.take_confirmations_back(given, by=officer)
    assert (done.done, [reason for _who, reason in done.kept]) == (0, ["此后已登记调动"])


def test_a_line_that_waits_for_the_bank_keeps_the_confirmation_though_it_was_drawn_before(
    officer: User, unit: Employer, desk: Desk
):
    """On a confirmation that was still fresh; the click came while the batch was with finance."""
    instalment = due(unit)
    of(instalment).employment_confirmations.update(confirmed_on=clock.today() - dt.timedelta(days=1))
    desk.drawn(instalment)
    with time_machine.travel(clock.now() + dt.timedelta(hours=1), tick=False):
        done = actions.take_confirmations_back(confirmed(officer, of(instalment)), by=officer)
    assert (done.done, [reason for _who, reason in done.kept]) == (0, [ACTED])


def test_nobody_takes_back_what_other_units_said(unit: Employer, officer: User):
    given = confirmed(officer, of(due(unit)))
    done = actions.take_confirmations_back(given, by=hr_of(make_employer()))
    assert (done.done, EmploymentConfirmation.objects.in_force().since(clock.today()).count()) == (0, 1)


def test_ones_own_confirmation_is_left_to_a_colleague(unit: Employer, officer: User):
    person = of(due(unit))
    bound = NaturalPerson.objects.create(name="本人", identity_number=person.identity_number)
    given = confirmed(officer, person)
    done = actions.take_confirmations_back(given, by=hr_of(unit, natural_person=bound))
    assert (done.done, [reason for _who, reason in done.kept]) == (0, ["您本人或您代办过的人，请同事办理"])


def test_after_ten_minutes_it_is_too_late(unit: Employer, officer: User):
    given = confirmed(officer, of(due(unit)))
    with time_machine.travel(clock.now() + dt.timedelta(minutes=10, seconds=1), tick=False):
        with pytest.raises(ActionRefused) as refusal:
            actions.take_confirmations_back(given, by=officer)
        offered = recent_clicks(officer)
    assert (str(refusal.value), offered) == ("已超过 10 分钟，不能撤销。已经离职的，请登记离职。", [])


def test_the_list_offers_it_names_all_and_takes_back_whom_the_officer_ticks(
    client: Client, unit: Employer, officer: User
):
    people = [of(due(unit, name)) for name in ("甲", "乙", "丙")]
    given = confirmed(officer, *people)
    client.force_login(officer)
    (click,) = client.get(LIST).context["recent"]
    address = f"{LIST}{click.confirmation.pk}/undo/"
    offered = address in client.get(LIST).content.decode()
    asked = client.get(address)
    done = client.post(address, {"selected": [str(people[0].pk), str(people[1].pk)]}, follow=True)
    assert (offered, [each.person.name for each in asked.context["given"]]) == (True, ["丙", "乙", "甲"])
    assert [str(message) for message in done.context["messages"]] == [
        "已撤销 2 人的在职确认，下面的名单里重新列出待确认的人员。"
    ]
    assert (waiting(officer), len(given)) == ({"甲", "乙"}, 3)


@pytest.mark.parametrize("sent", [{}, {"everything": "1"}])
def test_nobody_ticked_is_told_and_takes_nothing_back(client: Client, unit: Employer, officer: User, sent: Any):
    (given,) = confirmed(officer, of(due(unit)))
    client.force_login(officer)
    answer = client.post(f"{LIST}{given.pk}/undo/", sent)
    assert [str(message) for message in answer.context["messages"]] == ["请先勾选要撤销确认的人员。"]
    assert EmploymentConfirmation.objects.in_force().since(clock.today()).count() == 1


def test_whom_a_colleague_took_back_meanwhile_was_taken_back_and_is_not_too_late(
    client: Client, unit: Employer, officer: User
):
    first, second = (of(due(unit, name)) for name in ("甲", "乙"))
    given = {each.person_id: each for each in confirmed(officer, first, second)}
    actions.take_confirmations_back([given[first.pk]], by=hr_of(unit))
    client.force_login(officer)
    done = client.post(f"{LIST}{given[first.pk].pk}/undo/", {"selected": [str(first.pk)]}, follow=True)
    assert [str(message) for message in done.context["messages"]] == [
        "这些确认此前已经撤销或者不再有效，没有重复办理。"
    ]


def test_the_page_that_takes_back_is_not_offered_after_ten_minutes(client: Client, unit: Employer, officer: User):
    (given,) = confirmed(officer, of(due(unit)))
    client.force_login(officer)
    with time_machine.travel(clock.now() + dt.timedelta(minutes=10, seconds=1), tick=False):
        answer = client.get(f"{LIST}{given.pk}/undo/", follow=True)
    assert (answer.redirect_chain, [str(message) for message in answer.context["messages"]]) == (
        [(LIST, 302)],
        ["已超过 10 分钟，不能撤销。已经离职的，请登记离职。"],
    )


def test_the_clicks_of_two_officers_are_counted_apart_by_the_same_queries(
    unit: Employer, officer: User, django_assert_num_queries: Any
):
    people, colleague = [of(due(unit, name)) for name in ("甲", "乙", "丙")], hr_of(unit, name="孙人事")
    confirmed(officer, *people)
    words.confirm_employment([people[0].pk], by=colleague)
    with django_assert_num_queries(4):  # with the clock and the tree of units
        clicks = recent_clicks(officer)
    assert [(click.confirmation.confirmed_by, click.people) for click in clicks] == [(colleague, 1), (officer, 3)]


def test_another_units_click_is_not_found(client: Client, unit: Employer, officer: User):
    (given,) = confirmed(officer, of(due(unit)))
    client.force_login(hr_of(make_employer()))
    answer = client.get(f"{LIST}{given.pk}/undo/", follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["没有找到这次确认，可能已经撤销。"]


@pytest.mark.parametrize("count", [1, 12])
def test_taking_back_takes_the_same_queries_for_one_and_for_many(
    unit: Employer, officer: User, django_assert_num_queries: Any, count: int
):
    given = confirmed(officer, *(of(due(unit, f"第{number}人")) for number in range(count)))
    with django_assert_num_queries(QUERIES_TO_TAKE_BACK):
        actions.take_confirmations_back(given, by=officer)


QUERIES_TO_TAKE_BACK = 20
