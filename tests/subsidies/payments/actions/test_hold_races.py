"""A hold and a payment list at the same moment: on PostgreSQL alone, with real processes."""

from __future__ import annotations

import uuid
from collections import Counter
from time import sleep

import pytest

from subsidies.payments import actions
from subsidies.payments.actions import holds
from subsidies.payments.books import differences
from subsidies.payments.models import Hold, PaymentLine
from subsidies.payments.queries.copies import stamp_of
from subsidies.verification import actions as words
from subsidies.verification.models import Departure, EmploymentConfirmation
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.profiles.models import BankAccount
from tests.factories import make_user
from tests.faults.sizes import race_rounds
from tests.subsidies.payments.debts import leave
from tests.subsidies.payments.racing import PROCESSES, broken_off, race
from tests.subsidies.payments.stages import Desk, change_account, confirm, make_due, make_payee
from tests.talent.employers.rosters import hr_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = race_rounds(25)


@pytest.fixture(autouse=True)
def books_agree_afterwards(transactional_db: None):
    """After each race every sum, seal, file and status agrees."""
    yield
    assert list(differences()) == []


def test_a_hold_and_a_sealing_at_once_never_leave_somebody_on_hold_in_a_batch_sealed_after_it(desk: Desk):
    batches = [desk.drawn(make_due()) for _ in range(ROUNDS)]
    stamps = [stamp_of(batch) for batch in batches]
    people = [batch.lines.get().instalment.award.person for batch in batches]
    other = make_user("reviewer")

    def act(process: int, turn: int) -> None:
        if process % 2:
            actions.seal(batches[turn], by=desk.clerk, stamp=stamps[turn])
        else:
            actions.place_hold(people[turn], by=other, pk=uuid.uuid4(), kind="by_hand", reason="待核实")

    outcomes = race(act, rounds=ROUNDS)
    order = {event.object_id: event.pk for event in AuditEvent.objects.filter(verb="batch.sealed")}
    held = {str(hold.person_id): str(hold.pk) for hold in Hold.objects.live()}
    placed = {event.object_id: event.pk for event in AuditEvent.objects.filter(verb="hold.placed")}
    sealed_after = [
        batch.number
        for batch, person in zip(batches, people, strict=True)
        if order.get(str(batch.pk), 0) > placed[held[str(person.pk)]]
    ]
    assert (sealed_after, len(held), sum(outcomes.values())) == ([], ROUNDS, 4 * ROUNDS)


def test_a_change_of_account_and_a_sealing_at_once_pay_nobody_to_an_account_that_no_reviewer_saw(desk: Desk):
    batches = [desk.drawn(make_due()) for _ in range(ROUNDS)]
    people = [batch.lines.get().instalment.award.person for batch in batches]
    known = {person.bank_accounts.get().pk for person in people}

    def act(process: int, turn: int) -> None:
        match process:
            case 0:
                change_account(people[turn])
            case 1:
                actions.hold_changed_accounts(person_id=people[turn].pk)
            case _:
                batch = actions.refresh_lines(batches[turn], by=desk.clerk)
                actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="已核")

    race(act, rounds=ROUNDS)
    paid_to = set(PaymentLine.objects.exclude(batch__sealed_at=None).values_list("bank_account", flat=True))
    assert paid_to - known == set()


def test_four_workers_that_settle_holds_at_once_place_one_for_each_person(desk: Desk):
    people = [make_due().award.person for _ in range(20)]
    for person in people:
        change_account(person)
        person.employment_confirmations.update(withdrawn_at=clock.now())
        Departure.objects.create(
            person=person, employer=person.employment.employer, stated_on=clock.today(), stated_by=desk.clerk
        )

    def work(_process: int, _turn: int) -> None:
        actions.settle_departures()
        actions.hold_changed_accounts()

    assert race(work, rounds=3) == Counter(done=12)
    assert Counter(Hold.objects.values_list("kind", flat=True)) == Counter(account_changed=20, left_employer=20)


def test_a_hold_that_four_reviewers_lift_at_once_is_lifted_once(desk: Desk):
    people = [make_due().award.person for _ in range(ROUNDS)]
    words = {"kind": "by_hand", "reason": "待核实"}
    holds = [actions.place_hold(person, by=desk.clerk, pk=uuid.uuid4(), **words) for person in people]
    others = [make_user("reviewer") for _ in range(PROCESSES)]
    outcomes = race(
        lambda process, turn: actions.lift_hold(holds[turn], by=others[process], reason="已核实"), rounds=ROUNDS
    )
    assert outcomes == Counter(done=ROUNDS, refused=3 * ROUNDS)
    assert broken_off("hold.") == []


def test_the_lifting_of_a_hold_never_covers_an_account_that_came_after_it(desk: Desk, monkeypatch):
    """The reviewer has compared the accounts and is about to write; the person enters another just then."""
    rounds = 5
    people = [make_due().award.person for _ in range(rounds)]
    for person in people:
        change_account(person)
    actions.hold_changed_accounts()
    held = [Hold.objects.get(person=person) for person in people]
    lifted = holds._lifted
    monkeypatch.setattr(holds, "_lifted", lambda *args, **words: (sleep(0.2), lifted(*args, **words))[1])

    def act(process: int, turn: int) -> None:
        if process:
            actions.lift_hold(held[turn], by=desk.clerk, reason="已核对", seen=held[turn].account_id)
        else:
            sleep(0.1)
            change_account(people[turn], "0333000000000000002")
            actions.hold_changed_accounts(person_id=people[turn].pk)

    race(act, rounds=rounds, processes=2)
    live = Hold.objects.live().filter(account__in=BankAccount.objects.current()).count()
    assert (live, Hold.objects.filter(status="lifted").count()) == (rounds, rounds)


def test_four_workers_let_go_whoever_is_employed_after_all_once(desk: Desk):
    people = [make_due().award.person for _ in range(20)]
    for person in people:
        leave(person, left_on=None)
    actions.settle_departures()
    for person in people:
        confirm(person)
    assert race(lambda *_: actions.settle_departures(), rounds=2) == Counter(done=8)
    assert AuditEvent.objects.filter(verb="hold.lifted").count() == 20


def test_a_confirmation_taken_back_and_a_list_drawn_up_at_once_never_leave_a_payment_without_it(desk: Desk):
    instalments = [make_due(make_payee(confirmed_days_ago=None)) for _ in range(ROUNDS)]
    people = [instalment.award.person for instalment in instalments]
    officers = [hr_of(person.employment.employer) for person in people]
    for person, officer in zip(people, officers, strict=True):
        words.confirm_employment([person.pk], by=officer)
    given = {each.person_id: each for each in EmploymentConfirmation.objects.filter(confirmed_at__isnull=False)}

    def act(process: int, turn: int) -> None:
        if process % 2:
            desk.drawn(instalments[turn])
        else:
            actions.take_confirmations_back([given[people[turn].pk]], by=officers[turn])

    race(act, rounds=ROUNDS)
    drawn = set(PaymentLine.objects.values_list("instalment__award__person", flat=True))
    standing = set(EmploymentConfirmation.objects.in_force().values_list("person", flat=True))
    undone = AuditEvent.objects.filter(verb="employment.confirmation_taken_back").count()
    assert (drawn, undone) == (standing, ROUNDS - len(drawn))
