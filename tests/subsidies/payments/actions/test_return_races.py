"""A bank's return under hands that act at the same moment: on PostgreSQL alone, with real processes."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from django.conf import settings

from subsidies.payments import actions
from subsidies.payments.actions import background, uploading
from subsidies.payments.books import differences
from subsidies.payments.imports import waiting_files
from subsidies.payments.models import BankReturn, BankReturnRow, PaymentBatch
from talent.audit.models import AuditEvent
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


def asked_for_one_by_one(desk: Desk, batches: list[PaymentBatch]) -> list[Job]:
    jobs = []
    for batch in batches:
        content = plain_return([Answer(payments_of(batch)[0])])
        jobs.append(
            actions.request_upload(batch, by=desk.releaser, pk=uuid.uuid4(), file_name="r.xlsx", content=content)
        )
    return jobs


def waiting_files_now() -> int:
    return len(list((Path(settings.PRIVATE_ROOT) / waiting_files.FOLDER).glob("*")))


@pytest.mark.parametrize("is_large", [True, False])
def test_a_file_that_four_upload_at_once_is_one_upload(desk: Desk, monkeypatch: pytest.MonkeyPatch, is_large: bool):
    monkeypatch.setattr(uploading, "READ_AT_ONCE_BYTES", -1 if is_large else 10**6)
    batches = [desk.released(make_due()) for _ in range(ROUNDS)]
    contents = [plain_return([Answer(payments_of(batch)[0])]) for batch in batches]
    officers = [desk.clerk, desk.approver, desk.releaser, desk.clerk]
    before = waiting_files_now()

    def act(process: int, turn: int) -> None:
        words = {"pk": uuid.uuid4(), "file_name": "r.xlsx", "content": contents[turn]}
        actions.request_upload(batches[turn], by=officers[process], **words)

    done = race(act, rounds=ROUNDS)["done"]
    kept = (ROUNDS, 0, ROUNDS) if is_large else (0, ROUNDS, 0)
    told = Job.objects.count(), BankReturn.objects.count(), waiting_files_now() - before
    assert (done, *told) == (4 * ROUNDS, *kept)


def test_a_job_that_four_workers_take_up_at_once_makes_one_return(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uploading, "READ_AT_ONCE_BYTES", -1)
    jobs = asked_for_one_by_one(desk, [desk.released(make_due()) for _ in range(ROUNDS)])
    race(lambda process, turn: actions.run_upload(jobs[turn].pk), rounds=ROUNDS)
    ended = Job.objects.exclude(finished_at=None).filter(error="").count()
    made = set(BankReturn.objects.values_list("pk", flat=True))
    assert (ended, made, BankReturnRow.objects.count()) == (ROUNDS, {job.subject for job in jobs}, ROUNDS)


def test_what_an_upload_finds_answered_is_what_was_entered_before_it(desk: Desk, previews: list[BankReturn]):
    contents = [bank.csv_return([Answer(payments_of(each.batch)[0])]) for each in previews]

    def act(process: int, turn: int) -> None:
        if process == 0:
            actions.commit_return(previews[turn], by=desk.approver)
        elif process == 1:
            desk.uploaded(previews[turn].batch, contents[turn], by=desk.clerk)

    race(act, rounds=ROUNDS)
    entered = dict(AuditEvent.objects.filter(verb="bank_return.committed").values_list("detail__batch", "id"))
    found, expected = [], []
    for event in AuditEvent.objects.filter(verb="bank_return.uploaded", actor=desk.clerk):
        found.append(BankReturnRow.objects.get(bank_return=event.object_id).result)
        expected.append("unchanged" if event.id > entered[event.detail["batch"]] else "paid")
    assert (len(found), found) == (ROUNDS, expected)


def test_a_file_that_is_put_aside_and_uploaded_at_once_is_live_at_most_once(desk: Desk, previews: list[BankReturn]):
    contents = [plain_return([Answer(payments_of(each.batch)[0])]) for each in previews]
    firsts = [desk.uploaded(each.batch, content) for each, content in zip(previews, contents, strict=True)]

    def act(process: int, turn: int) -> None:
        if process == 0:
            actions.discard_return(firsts[turn], by=desk.releaser)
        else:
            desk.uploaded(previews[turn].batch, contents[turn], by=desk.clerk)

    race(act, rounds=ROUNDS)
    firsts_now = BankReturn.objects.filter(pk__in=[each.pk for each in firsts], status="discarded").count()
    again = BankReturn.objects.exclude(pk__in=[each.pk for each in (*firsts, *previews)])
    assert (firsts_now, again.values("batch").distinct().count()) == (ROUNDS, again.count())
