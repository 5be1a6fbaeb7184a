"""Recoveries under hands that act at the same moment: on PostgreSQL alone, with real processes."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from subsidies.applications.models import Award
from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.models import Instalment, Recovery, RecoveryReceipt
from subsidies.payments.queries.copies import stamp_of
from talent.audit.models import AuditEvent
from talent.calendars import clock
from tests.factories import make_user
from tests.faults.sizes import race_rounds
from tests.subsidies.payments.debts import Office, leave, make_paid
from tests.subsidies.payments.racing import race
from tests.subsidies.payments.stages import Desk, confirm, make_award, make_due

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = race_rounds(15)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def books_agree_afterwards(transactional_db: None):
    """After each race every sum and status agrees."""
    yield
    assert list(differences()) == []


@pytest.fixture
def office(transactional_db: None) -> Office:
    return Office()


def make_leavers(count: int) -> list[Award]:
    awards = [make_paid(paid_on=clock.today() - 100 * DAY) for _each in range(count)]
    for award in awards:
        leave(award.person, left_on=clock.today() - 50 * DAY)
    return awards


def test_receipts_at_once_never_come_to_more_than_is_owed(office: Office):
    recoveries = [office.notified(award) for award in make_leavers(ROUNDS)]
    outcomes = race(lambda _process, turn: office.receives(recoveries[turn], 4_000), rounds=ROUNDS)
    received = set(Recovery.objects.values_list("received_yuan", flat=True))
    assert (received, outcomes["done"], outcomes["refused"]) == ({8_000}, 2 * ROUNDS, 2 * ROUNDS)


def test_a_voucher_entered_by_four_at_once_counts_once(office: Office):
    recoveries = [office.notified(award) for award in make_leavers(ROUNDS)]

    def act(_process: int, turn: int) -> None:
        office.receives(recoveries[turn], 1_000, voucher_number=f"吉{turn:04d}")

    outcomes = race(act, rounds=ROUNDS)
    assert (RecoveryReceipt.objects.count(), outcomes["done"], outcomes["refused"]) == (ROUNDS, ROUNDS, 3 * ROUNDS)


def test_a_recovery_is_opened_once_however_many_open_it(office: Office):
    awards = make_leavers(ROUNDS)
    outcomes = race(lambda _process, turn: office.drafted(awards[turn]), rounds=ROUNDS)
    assert (Recovery.objects.count(), outcomes["done"], outcomes["refused"]) == (ROUNDS, ROUNDS, 3 * ROUNDS)


def test_a_recovery_that_four_people_confirm_at_once_is_confirmed_once(office: Office):
    recoveries = [office.drafted(award) for award in make_leavers(ROUNDS)]
    people = [make_user("reviewer") for _each in range(4)]

    def act(process: int, turn: int) -> None:
        actions.confirm_recovery(recoveries[turn], by=people[process])

    outcomes = race(act, rounds=ROUNDS)
    confirmed = AuditEvent.objects.filter(verb="recovery.confirmed").count()
    assert (confirmed, outcomes["done"], outcomes["refused"]) == (ROUNDS, ROUNDS, 3 * ROUNDS)


def test_confirming_and_cancelling_at_once_end_in_one_of_the_two(office: Office):
    recoveries = [office.drafted(award) for award in make_leavers(ROUNDS)]

    def act(process: int, turn: int) -> None:
        if process % 2:
            actions.confirm_recovery(recoveries[turn], by=office.confirmer)
        else:
            actions.cancel_recovery(recoveries[turn], by=office.drafter, reason="弄错了")

    race(act, rounds=ROUNDS)
    assert set(Recovery.objects.values_list("status", flat=True)) <= {"cancelled", "confirmed"}


def test_an_award_is_revoked_or_its_batch_sealed_and_never_both(office: Office):
    desk = Desk()
    drafts = [desk.drawn(make_due()) for _each in range(ROUNDS)]
    stamps = [stamp_of(batch) for batch in drafts]
    awards = [batch.lines.get().instalment.award for batch in drafts]
    revocations = [office.proposes_revocation(award) for award in awards]

    def act(process: int, turn: int) -> None:
        match process:
            case 0:
                actions.seal(drafts[turn], by=desk.clerk, stamp=stamps[turn])
            case 1:
                actions.cancel(drafts[turn], by=desk.clerk, reason="重拟")
            case _:
                actions.confirm_revocation(revocations[turn], by=office.confirmer)

    race(act, rounds=ROUNDS)
    assert Instalment.objects.filter(status="batched").exclude(award__revoked_at=None).count() == 0


def test_an_award_is_revoked_or_its_instalment_drawn_and_never_both(office: Office):
    desk = Desk()
    instalments = [make_due() for _each in range(ROUNDS)]
    revocations = [office.proposes_revocation(each.award) for each in instalments]

    def act(process: int, turn: int) -> None:
        if process % 2:
            desk.drawn(instalments[turn])
        else:
            actions.confirm_revocation(revocations[turn], by=office.confirmer)

    outcomes = race(act, rounds=ROUNDS)
    drawn = Instalment.objects.filter(status="batched").count()
    revoked = Award.objects.exclude(revoked_at=None).count()
    assert (drawn + revoked, outcomes["done"], outcomes["refused"]) == (ROUNDS, ROUNDS, 3 * ROUNDS)


def test_an_instalment_is_set_off_or_drawn_and_never_both(office: Office):
    desk = Desk()
    recoveries = [office.notified(award) for award in make_leavers(ROUNDS)]
    targets = []
    for recovery in recoveries:
        confirm(recovery.person)
        award = make_award(recovery.person, degree="master", amount_yuan=20_000)
        actions.schedule_instalments(), actions.mark_due(on=clock.today())
        targets.append(award.instalments.get(sequence=1))
    proposals = [
        actions.propose_set_off(recovery, by=office.drafter, pk=uuid.uuid4(), instalment=target, reason="抵扣")
        for recovery, target in zip(recoveries, targets, strict=True)
    ]

    def act(process: int, turn: int) -> None:
        if process % 2:
            desk.drawn(targets[turn])
        else:
            actions.confirm_proposal(proposals[turn], by=office.confirmer)

    outcomes = race(act, rounds=ROUNDS)
    after = list(Instalment.objects.filter(pk__in=[each.pk for each in targets]).values_list("status", flat=True))
    assert (len(after), outcomes["done"], outcomes["refused"]) == (ROUNDS, ROUNDS, 3 * ROUNDS)
    assert set(after) <= {"set_off", "batched"}


def test_four_schedulers_remind_each_person_once(office: Office):
    for award in make_leavers(10):
        office.notified(award)
    Recovery.objects.update(pay_until=clock.today() - DAY)
    outcomes = race(lambda _process, _turn: actions.remind_overdue(), rounds=2)
    reminded = AuditEvent.objects.filter(verb="recovery.reminded").count()
    assert (reminded, outcomes["done"]) == (10, 8)
