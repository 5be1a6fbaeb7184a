"""Recoveries under hands that act at the same moment: on PostgreSQL alone, with real processes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from time import sleep

import pytest

from subsidies.applications.models import Award
from subsidies.payments import actions
from subsidies.payments.actions import revoking, schedule
from subsidies.payments.books import differences
from subsidies.payments.models import Instalment, Recovery, RecoveryReceipt
from subsidies.payments.queries.copies import stamp_of
from subsidies.payments.references import recovery_number
from talent.audit.models import AuditEvent
from talent.calendars import clock
from tests.factories import make_user
from tests.faults.sizes import race_rounds
from tests.subsidies.payments.debts import Office, leave, make_paid, make_paid_twice
from tests.subsidies.payments.racing import PROCESSES, broken_off, race
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


def test_recoveries_opened_at_once_have_numbers_without_a_gap(office: Office):
    awards = make_leavers(5 * PROCESSES)
    outcomes = race(lambda process, turn: office.drafted(awards[PROCESSES * turn + process]), rounds=5)
    numbers = sorted(Recovery.objects.values_list("number", flat=True))
    year = clock.today().year
    assert (outcomes["done"], numbers) == (20, [recovery_number(year, each) for each in range(1, 21)])


def test_a_receipt_is_reversed_once_however_many_reverse_it(office: Office):
    receipts = [office.receives(office.notified(award), 1_000) for award in make_leavers(ROUNDS)]

    def act(_process: int, turn: int) -> None:
        actions.reverse_receipt(receipts[turn], by=office.cashier, pk=uuid.uuid4(), reason="有误")

    assert race(act, rounds=ROUNDS) == Counter(done=ROUNDS, refused=3 * ROUNDS)


def test_a_proposal_is_confirmed_once_however_many_confirm_it(office: Office):
    words = {"by": office.drafter, "reason": "有误"}
    recoveries = [office.notified(award) for award in make_leavers(ROUNDS)]
    proposals = [actions.propose_cancel(recovery, pk=uuid.uuid4(), **words) for recovery in recoveries]
    people = [make_user("reviewer") for _each in range(PROCESSES)]

    def act(process: int, turn: int) -> None:
        actions.confirm_proposal(proposals[turn], by=people[process])

    assert race(act, rounds=ROUNDS) == Counter(done=ROUNDS, refused=3 * ROUNDS)


def test_a_payment_made_twice_is_claimed_once_however_many_claim_it(office: Office):
    lines = [make_paid_twice() for _each in range(5)]

    def act(_process: int, turn: int) -> None:
        actions.open_recovery_for_line(lines[turn], by=office.drafter, pk=uuid.uuid4(), note="两笔都到账")

    assert race(act, rounds=5) == Counter(done=5, refused=15)


def test_an_award_that_waits_for_its_instalments_is_revoked_or_scheduled_and_never_both(office: Office, monkeypatch):
    """The reviewer's confirmation has found nothing to stop; the instalments are made just then."""
    revocations = [office.proposes_revocation(make_award()) for _each in range(5)]
    stop = revoking.stop_instalments
    monkeypatch.setattr(revoking, "stop_instalments", lambda *args, **words: (sleep(0.2), stop(*args, **words))[1])

    def act(process: int, turn: int) -> None:
        if process:
            sleep(0.1)
            schedule._schedule(revocations[turn].award_id)
        else:
            actions.confirm_revocation(revocations[turn], by=office.confirmer)

    outcomes = race(act, rounds=5, processes=2)
    to_be_paid = Instalment.objects.exclude(award__revoked_at=None).exclude(status="cancelled")
    assert (outcomes["done"], to_be_paid.count()) == (10, 0)


def test_a_revocation_is_confirmed_or_dropped_and_never_both(office: Office):
    revocations = [office.proposes_revocation(make_due().award) for _each in range(ROUNDS)]

    def act(process: int, turn: int) -> None:
        if process % 2:
            actions.confirm_revocation(revocations[turn], by=office.confirmer)
        else:
            actions.drop_revocation(revocations[turn], by=office.drafter, reason="材料属实")

    assert race(act, rounds=ROUNDS) == Counter(done=ROUNDS, refused=3 * ROUNDS)
    assert broken_off("revocation.") == []
