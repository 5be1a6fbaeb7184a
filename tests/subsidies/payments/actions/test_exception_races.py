"""Several people at the same exception at the same moment, on the database that lets them."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest

from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.kinds import ExceptionKind, Resolution
from subsidies.payments.models import Instalment, PaymentBatch, PaymentLine, ReturnException, TreasuryRefund
from talent.audit.models import AuditEvent
from talent.calendars import clock
from tests.factories import budget_line, make_user
from tests.faults.sizes import race_rounds
from tests.subsidies.payments.apart import enter, mend, of_kind, payments_of, plain_return, propose, replaced
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.racing import PROCESSES, race
from tests.subsidies.payments.stages import Desk, change_account, lines_of, make_due, make_payee

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = race_rounds(8)


@pytest.fixture(autouse=True)
def books_agree_afterwards(transactional_db: None):
    """After each race every sum, seal and status agrees."""
    yield
    assert list(differences()) == []


@pytest.fixture
def officers(desk: Desk):
    return [desk.approver, *(make_user("finance_officer") for _ in range(PROCESSES - 1))]


def agree(found: ReturnException, by) -> None:
    actions.confirm_resolution(found, by=by, seen=actions.proposal_stamp(found))


def failed(desk: Desk, count: int) -> list[PaymentBatch]:
    """Batches of one line that failed."""
    batches = [desk.released(make_due(make_payee(name=f"收款人{number}"))) for number in range(count)]
    for batch in batches:
        enter(desk, batch, Answer(payments_of(batch)[0], "失败", "户名不符"))
    return batches


def late(desk: Desk, batch: PaymentBatch, resolution: str) -> ReturnException:
    """The bank says after all that it was paid; that is proposed."""
    enter(desk, batch, Answer(payments_of(batch)[0]))
    return propose(desk, ReturnException.objects.get(batch=batch), resolution)


def test_of_officers_who_agree_at_once_one_acts(desk: Desk, officers):
    found = [
        propose(desk, of_kind(desk, desk.released(), ExceptionKind.UNCLEAR_OUTCOME), "count_paid")
        for _ in range(ROUNDS)
    ]
    outcomes = race(lambda process, turn: agree(found[turn], officers[process]), rounds=ROUNDS)
    assert outcomes == Counter(done=ROUNDS, refused=3 * ROUNDS)
    assert AuditEvent.objects.filter(verb="return_exception.resolved").count() == ROUNDS
    assert AuditEvent.objects.filter(verb="instalment.paid").count() == ROUNDS


def test_agreeing_and_refusing_at_once_ends_in_one_of_the_two(desk: Desk, officers):
    found = [
        propose(desk, of_kind(desk, desk.released(), ExceptionKind.UNCLEAR_OUTCOME), "count_paid")
        for _ in range(ROUNDS)
    ]

    def act(process: int, turn: int) -> None:
        if process % 2:
            agree(found[turn], officers[process])
        else:
            actions.refuse_resolution(found[turn], by=officers[process], reason="不符")

    outcomes = race(act, rounds=ROUNDS)
    statuses = Counter(ReturnException.objects.values_list("status", flat=True))
    assert (outcomes["done"], outcomes["refused"]) == (ROUNDS, 3 * ROUNDS)
    assert statuses["resolved"] == PaymentLine.objects.filter(status="paid").count()


def test_a_late_success_and_the_draw_up_of_its_replacement_never_both_pay(desk: Desk, officers):
    """The exception alone would keep the instalment out: so it is of a kind that does not."""
    batches = failed(desk, ROUNDS)
    found = []
    for batch in batches:
        mend(desk, lines_of(batch)[0].instalment)
        one = late(desk, batch, Resolution.LATE_SUCCESS)
        ReturnException.objects.filter(pk=one.pk).update(kind=ExceptionKind.UNCLEAR_OUTCOME)
        one.refresh_from_db()
        found.append(one)
    keys, line = [lines_of(batch)[0].instalment_id for batch in batches], budget_line()

    def act(process: int, turn: int) -> None:
        if process % 2:
            agree(found[turn], officers[process])
        else:
            actions.draw_up(by=desk.clerk, pk=uuid.uuid4(), title="批次", charged_to=line, instalment_ids=[keys[turn]])

    outcomes = race(act, rounds=ROUNDS)
    live = Counter(PaymentLine.objects.live().values_list("instalment", flat=True))
    assert (outcomes["done"], outcomes["refused"]) == (ROUNDS, 3 * ROUNDS)
    assert (set(live.values()), len(live)) == ({1}, ROUNDS)


def test_a_late_success_and_the_cancelling_of_the_replacement_agree_in_the_end(desk: Desk, officers):
    batches = failed(desk, ROUNDS)
    others = [replaced(desk, lines_of(batch)[0], "sealed") for batch in batches]
    found = [late(desk, batch, Resolution.LATE_SUCCESS) for batch in batches]

    def act(process: int, turn: int) -> None:
        if process:
            agree(found[turn], officers[process])
        else:
            actions.cancel(others[turn], by=desk.clerk, reason="原先那笔已付")

    outcomes = race(act, rounds=ROUNDS, processes=2)
    paid = PaymentLine.objects.filter(status="paid").count()
    assert (outcomes["done"], set(outcomes)) == (ROUNDS + paid, {"done", "refused"} if paid < ROUNDS else {"done"})


def test_a_late_success_and_the_release_of_the_replacement_are_never_both_done(desk: Desk, officers):
    batches = failed(desk, ROUNDS)
    others = [replaced(desk, lines_of(batch)[0], "approved") for batch in batches]
    found = [late(desk, batch, Resolution.LATE_SUCCESS) for batch in batches]

    def act(process: int, turn: int) -> None:
        if process:
            agree(found[turn], officers[process])
        else:
            digest = others[turn].digest
            actions.release(others[turn], by=desk.releaser, voucher_number="V", digest=digest)

    assert race(act, rounds=ROUNDS, processes=2) == Counter(refused=2 * ROUNDS)


def test_a_replacement_is_entered_as_failed_or_its_first_payment_called_twice_and_never_both(desk: Desk, officers):
    batches = failed(desk, ROUNDS)
    others = [replaced(desk, lines_of(batch)[0], "released") for batch in batches]
    found = [late(desk, batch, Resolution.PAID_TWICE) for batch in batches]
    told = [plain_return([Answer(payments_of(other)[0], "失败", "账户已销户")]) for other in others]
    previews = [desk.uploaded(other, content) for other, content in zip(others, told, strict=True)]

    def act(process: int, turn: int) -> None:
        if process:
            agree(found[turn], officers[process])
        else:
            actions.commit_return(previews[turn], by=officers[0])

    assert race(act, rounds=ROUNDS, processes=2) == Counter(done=ROUNDS, refused=ROUNDS)


def test_a_refund_and_a_correction_at_once_both_hold(desk: Desk, officers):
    batches = failed(desk, ROUNDS)
    lines = [lines_of(batch)[0] for batch in batches]
    for line in lines:
        change_account(line.instalment.award.person, f"0333{line.pk.int % 10**15:015d}")

    def act(process: int, turn: int) -> None:
        if process % 2:
            actions.refund_to_treasury(
                batches[turn],
                by=officers[process],
                pk=uuid.uuid4(),
                line_ids=[lines[turn].pk],
                voucher_number=f"TK-{process}",
                refunded_on=clock.today(),
            )
        else:
            actions.free_corrected(person_id=lines[turn].instalment.award.person_id)

    outcomes = race(act, rounds=ROUNDS)
    stands = set(PaymentLine.objects.values_list("status", "instalment__status"))
    assert (outcomes, stands) == (Counter(done=3 * ROUNDS, refused=ROUNDS), {("refunded", "due")})
    assert TreasuryRefund.objects.count() == ROUNDS


def test_a_refund_and_a_late_success_of_one_line_are_never_both_done(desk: Desk, officers):
    batches = failed(desk, ROUNDS)
    found = [late(desk, batch, Resolution.LATE_SUCCESS) for batch in batches]
    lines = [lines_of(batch)[0] for batch in batches]

    def act(process: int, turn: int) -> None:
        if process:
            agree(found[turn], officers[process])
        else:
            actions.refund_to_treasury(
                batches[turn],
                by=officers[0],
                pk=uuid.uuid4(),
                line_ids=[lines[turn].pk],
                voucher_number="TK",
                refunded_on=clock.today(),
            )

    assert race(act, rounds=ROUNDS, processes=2) == Counter(done=ROUNDS, refused=ROUNDS)
    assert Instalment.objects.filter(status="paid").count() == PaymentLine.objects.filter(status="paid").count()


def test_an_unusual_return_committed_by_all_at_once_is_entered_once_and_not_by_its_uploader(desk: Desk, officers):
    batches = [desk.released() for _ in range(ROUNDS)]
    previews = [desk.uploaded(batch, plain_return([Answer(payments_of(batch)[0], "处理中")])) for batch in batches]
    people = [desk.releaser, *officers[1:]]
    outcomes = race(lambda process, turn: actions.commit_return(previews[turn], by=people[process]), rounds=ROUNDS)
    # Whoever comes after it was entered changes nothing, and is told so: only who comes before is refused.
    assert (outcomes["done"] + outcomes["refused"], outcomes["done"] >= 3 * ROUNDS) == (4 * ROUNDS, True)
    assert ReturnException.objects.count() == ROUNDS
    assert set(PaymentBatch.objects.values_list("returns__committed_by", flat=True)) <= {
        officer.pk for officer in officers
    }
