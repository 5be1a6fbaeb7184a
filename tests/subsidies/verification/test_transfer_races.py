"""A move, a departure and a payment batch at the same moment, on the database that lets them: real processes."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest

from subsidies.payments import actions as payments
from subsidies.payments.models import Hold, PaymentBatch
from subsidies.payments.queries.copies import stamp_of
from subsidies.verification import actions
from subsidies.verification.models import Departure, Transfer
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit import chain
from talent.calendars import clock
from talent.employers.models import Employer
from talent.profiles.models import Employment, Person
from talent.workflow.refusals import ActionRefused
from tests.factories import budget_line, make_employer, make_user
from tests.faults.sizes import race_rounds
from tests.subsidies.payments.racing import race
from tests.subsidies.payments.stages import make_due, make_payee
from tests.talent.employers.rosters import hr_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = race_rounds(10)


def payees(unit: Employer, count: int) -> list[Person]:
    people = [make_payee() for _ in range(count)]
    Employment.objects.filter(person__in=people).update(employer=unit)
    for person in people:
        person.employment_confirmations.update(employer=unit)
    return people


def move(person: Person, to: Employer, by: User) -> None:
    actions.transfer(person, by=by, pk=uuid.uuid4(), to_employer=to, moved_on=clock.today())


def chain_holds() -> bool:
    chain.link_pending()
    return chain.verify().difference == ""


def test_a_person_is_either_moved_or_said_to_have_left_never_both():
    unit, to = make_employer(), make_employer()
    people, officers = payees(unit, ROUNDS), [hr_of(unit) for _ in range(4)]

    def act(process: int, turn: int) -> None:
        if process % 2:
            move(people[turn], to, officers[process])
        else:
            actions.report_left(people[turn], by=officers[process], left_on=clock.today(), kind="left_city")

    race(act, rounds=ROUNDS)
    moved = set(Transfer.objects.in_force().values_list("person", flat=True))
    left = set(Departure.objects.in_force().values_list("person", flat=True))
    assert (moved & left, len(moved | left), Transfer.objects.count()) == (set(), ROUNDS, len(moved))
    assert chain_holds()


def test_two_officers_move_a_person_once():
    unit, to = make_employer(), [make_employer() for _ in range(4)]
    people, officers = payees(unit, ROUNDS), [hr_of(unit) for _ in range(4)]
    outcomes = race(lambda process, turn: move(people[turn], to[process], officers[process]), rounds=ROUNDS)
    assert (outcomes, Transfer.objects.count()) == (Counter(done=ROUNDS, refused=3 * ROUNDS), ROUNDS)
    for made in Transfer.objects.select_related("person__employment"):
        assert made.person.employment.employer_id == made.to_employer_id


def test_nobody_who_moved_out_of_the_city_is_sealed_in_a_batch_drawn_meanwhile():
    unit, away = make_employer(), make_employer(in_city=False)
    people = payees(unit, ROUNDS)
    due = [make_due(person) for person in people]
    line, officers = budget_line(), [hr_of(unit) for _ in range(2)]
    drawers = [make_user(Role.REVIEWER) for _ in range(2)]
    fields = {"title": "生活补贴", "charged_to": line}

    def act(process: int, turn: int) -> None:
        if process < 2:
            move(people[turn], away, officers[process])
        else:
            by = drawers[process - 2]
            payments.draw_up(by=by, pk=uuid.uuid4(), instalment_ids=[due[turn].pk], **fields)

    race(act, rounds=ROUNDS)
    payments.settle_departures()
    held = Hold.objects.live().filter(person__in=people).count()
    drawn = list(PaymentBatch.objects.all())
    for batch in drawn:
        with pytest.raises(ActionRefused):
            payments.seal(batch, by=batch.drawn_up_by, note="已核对", stamp=stamp_of(batch))
    assert (Transfer.objects.count(), held, len(drawn) <= ROUNDS) == (ROUNDS, ROUNDS, True)
    assert chain_holds()


def test_a_move_within_the_city_keeps_nobody_out_of_a_batch():
    unit, to = make_employer(), make_employer()
    people = payees(unit, ROUNDS)
    due = [make_due(person) for person in people]
    line, officer, drawer = budget_line(), hr_of(unit), make_user(Role.REVIEWER)

    def act(process: int, turn: int) -> None:
        if process:
            move(people[turn], to, officer)
        else:
            pk = uuid.uuid4()
            payments.draw_up(by=drawer, pk=pk, title="补贴", charged_to=line, instalment_ids=[due[turn].pk])

    outcomes = race(act, rounds=ROUNDS, processes=2)
    payments.settle_departures()
    assert (outcomes, PaymentBatch.objects.count(), Hold.objects.count()) == (Counter(done=2 * ROUNDS), ROUNDS, 0)
