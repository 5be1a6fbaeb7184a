"""A bank's return under hands that act at the same moment: on PostgreSQL alone, with real processes."""

from __future__ import annotations

import pytest

from subsidies.payments import actions
from subsidies.payments.actions import background
from subsidies.payments.books import differences
from subsidies.payments.models import BankReturn
from talent.jobs.models import Job
from tests.faults.sizes import race_rounds
from tests.subsidies.payments import bank
from tests.subsidies.payments.apart import payments_of, plain_return
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.racing import broken_off, race
from tests.subsidies.payments.stages import Desk, make_due

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = race_rounds(8)


@pytest.fixture(autouse=True)
def books_agree_afterwards(transactional_db: None):
    """After each race every sum and status agrees."""
    yield
    assert list(differences()) == []


@pytest.fixture
def previews(desk: Desk) -> list[BankReturn]:
    batches = [desk.released(make_due()) for _ in range(ROUNDS)]
    return [desk.uploaded(batch, plain_return([Answer(payments_of(batch)[0])])) for batch in batches]


def put_aside() -> int:
    return BankReturn.objects.filter(status="discarded").count()


def test_a_return_is_entered_or_put_aside_and_never_both(desk: Desk, previews: list[BankReturn]):
    def act(process: int, turn: int) -> None:
        if process % 2:
            actions.commit_return(previews[turn], by=desk.approver)
        else:
            actions.discard_return(previews[turn], by=desk.releaser)

    race(act, rounds=ROUNDS)
    entered = BankReturn.objects.filter(status="committed").count()
    assert (entered + put_aside(), broken_off("bank_return.")) == (ROUNDS, [])


def test_a_return_that_is_accepted_and_put_aside_at_once_is_put_aside(desk: Desk):
    kept = []
    for batch in [desk.released(make_due()) for _ in range(ROUNDS)]:
        content = bank.csv_return([Answer(payment) for payment in payments_of(batch)])
        kept.append(desk.uploaded(batch, content.replace("共1笔".encode("gb18030"), "共2笔".encode("gb18030"))))

    def act(process: int, turn: int) -> None:
        if process % 2:
            actions.accept_return(kept[turn], by=desk.approver, reason="银行说明合计有误")
        else:
            actions.discard_return(kept[turn], by=desk.releaser)

    race(act, rounds=ROUNDS)
    assert (put_aside(), broken_off("bank_return.")) == (ROUNDS, [])


def test_a_return_is_given_to_the_worker_or_put_aside_and_never_both(
    desk: Desk, previews: list[BankReturn], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(background, "AT_ONCE_UP_TO", 0)

    def act(process: int, turn: int) -> None:
        if process % 2:
            actions.request_commit(previews[turn], by=desk.approver)
        else:
            actions.discard_return(previews[turn], by=desk.releaser)

    race(act, rounds=ROUNDS)
    assert Job.objects.underway().count() + put_aside() == ROUNDS
