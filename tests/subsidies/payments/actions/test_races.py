"""Several processes at the same money at the same moment, on the database that lets them.

SQLite takes one writer at a time and hides all of this; so these run on PostgreSQL alone, with real processes.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import uuid
from collections import Counter
from pathlib import Path

import pytest
from django.db import IntegrityError, connections

from subsidies.payments import actions
from subsidies.payments.actions.requesting import issue_payment_request
from subsidies.payments.books import differences
from subsidies.payments.models import BankReturn, BatchFile, Instalment, PaymentBatch, PaymentLine, ReleaseManifest
from subsidies.payments.queries.copies import stamp_of
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.papers.models import IssuedPaper
from tests.factories import budget_line, make_user
from tests.faults.sizes import race_rounds
from tests.subsidies.payments import bank
from tests.subsidies.payments.racing import PROCESSES, race
from tests.subsidies.payments.stages import Desk, make_award, make_due, make_payee

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = race_rounds(25)


@pytest.fixture(autouse=True)
def books_agree_afterwards(transactional_db: None):
    """After each race every sum, seal, file and status agrees."""
    yield
    assert list(differences()) == []


@pytest.fixture
def words(desk: Desk):
    return {"title": "批次", "charged_to": budget_line()}


@pytest.fixture
def clerks(desk: Desk):
    return [desk.clerk, *(make_user("reviewer") for _ in range(PROCESSES - 1))]


def test_an_instalment_that_four_clerks_draw_at_once_is_in_one_batch(clerks, words):
    due = [[make_due().pk for _ in range(3)] for _ in range(ROUNDS)]

    def draw(process: int, turn: int) -> None:
        chosen = due[turn][process % 3 :] + due[turn][: process % 3 + 1]
        actions.draw_up(by=clerks[process], pk=uuid.uuid4(), instalment_ids=chosen, **words)

    outcomes = race(draw, rounds=ROUNDS)
    lines = Counter(PaymentLine.objects.values_list("instalment", flat=True))
    assert outcomes == Counter(done=ROUNDS, refused=3 * ROUNDS)
    assert (len(lines), set(lines.values())) == (3 * ROUNDS, {1})


def test_one_form_sent_four_times_at_once_makes_one_batch(clerks, words):
    keys, due = [uuid.uuid4() for _ in range(ROUNDS)], [make_due().pk for _ in range(ROUNDS)]
    outcomes = race(
        lambda _, turn: actions.draw_up(by=clerks[0], pk=keys[turn], instalment_ids=[due[turn]], **words), rounds=ROUNDS
    )
    assert (outcomes, PaymentBatch.objects.count()) == (Counter(done=4 * ROUNDS), ROUNDS)


def test_batches_that_are_signed_at_once_stand_in_one_chain(desk: Desk):
    batches = [desk.released(make_due()).pk for _ in range(8)]
    outcomes = race(lambda process, turn: actions.render_files(batches[(process + turn) % 8]), rounds=8)
    sequences = sorted(ReleaseManifest.objects.values_list("sequence", flat=True))
    assert (outcomes, sequences) == (Counter(done=32), list(range(1, 9)))


def test_numbers_leave_no_gap_although_some_batches_are_refused(clerks, words):
    due = [[make_due(make_payee(account=bool(process % 2))).pk for process in range(4)] for _ in range(8)]

    def draw(process: int, turn: int) -> None:
        actions.draw_up(by=clerks[process], pk=uuid.uuid4(), instalment_ids=[due[turn][process]], **words)

    outcomes = race(draw, rounds=8)
    numbers = sorted(PaymentBatch.objects.values_list("number", flat=True))
    year = clock.today().year
    assert outcomes == Counter(done=16, refused=16)
    assert numbers == [f"FF{year}-{number:04d}" for number in range(1, 17)]


def test_of_officers_who_approve_return_and_cancel_at_once_one_acts(desk: Desk):
    batches = [desk.sealed() for _ in range(ROUNDS)]
    other = make_user("finance_officer")

    def act(process: int, turn: int) -> None:
        batch = batches[turn]
        match process:
            case 0:
                actions.approve(batch, by=desk.approver, digest=batch.digest)
            case 1:
                actions.approve(batch, by=other, digest=batch.digest)
            case 2:
                actions.cancel(batch, by=desk.clerk, reason="重拟")
            case 3:
                actions.return_to_office(batch, by=desk.releaser, reason="不符")

    race(act, rounds=ROUNDS)
    ended = []
    for batch in batches:
        events = AuditEvent.objects.about(batch).order_by("id").values_list("from_status", "to_status")
        steps = list(events)
        ended.append(all(a[1] == b[0] for a, b in itertools.pairwise(steps)))
    assert ended == [True] * ROUNDS


def test_four_officers_who_release_at_once_release_once(desk: Desk):
    batches = [desk.approved() for _ in range(ROUNDS)]
    officers = [make_user("finance_officer") for _ in range(PROCESSES)]
    outcomes = race(
        lambda process, turn: actions.release(
            batches[turn], by=officers[process], voucher_number=f"V{process}", digest=batches[turn].digest
        ),
        rounds=ROUNDS,
    )
    assert outcomes == Counter(done=ROUNDS, refused=3 * ROUNDS)
    assert AuditEvent.objects.filter(verb="batch.released").count() == ROUNDS


def test_the_approver_never_releases_however_close_the_two_come(desk: Desk):
    batches = [desk.sealed() for _ in range(ROUNDS)]

    def act(process: int, turn: int) -> None:
        if process % 2:
            actions.approve(batches[turn], by=desk.approver, digest=batches[turn].digest)
        else:
            actions.release(batches[turn], by=desk.approver, voucher_number="1", digest=batches[turn].digest)

    race(act, rounds=ROUNDS)
    assert PaymentBatch.objects.filter(status="approved").count() == ROUNDS


def test_sealing_and_cancelling_at_once_ends_in_one_of_the_two(desk: Desk):
    batches = [desk.drawn(make_due()) for _ in range(ROUNDS)]
    stamps = [stamp_of(batch) for batch in batches]

    def act(process: int, turn: int) -> None:
        if process % 2:
            actions.seal(batches[turn], by=desk.clerk, stamp=stamps[turn])
        else:
            actions.cancel(batches[turn], by=desk.clerk, reason="重拟")

    race(act, rounds=ROUNDS)
    assert set(PaymentBatch.objects.values_list("status", flat=True)) == {"cancelled"}


def read_by_bank(batch: PaymentBatch, desk: Desk) -> list[bank.Payment]:
    actions.render_files(batch.pk)
    with actions.open_for_download(batch.files.get(kind="csv"), by=desk.releaser) as file:
        return bank.read_csv(file.read())


def test_one_return_uploaded_and_committed_four_times_at_once_is_entered_once(desk: Desk):
    batches = [desk.released() for _ in range(8)]
    files = [bank.csv_return(bank.answers(read_by_bank(batch, desk), bank.failing(1))) for batch in batches]

    def act(_process: int, turn: int) -> None:
        actions.commit_return(desk.uploaded(batches[turn], files[turn]), by=desk.approver)

    outcomes = race(act, rounds=8)
    lines = Counter(PaymentLine.objects.values_list("status", flat=True))
    assert (outcomes, BankReturn.objects.count(), lines) == (Counter(done=32), 8, Counter(paid=16, failed=8))
    assert AuditEvent.objects.filter(verb="instalment.paid").count() == 16


def test_two_returns_that_contradict_each_other_are_never_both_entered(desk: Desk):
    batches = [desk.released(make_due()) for _ in range(8)]
    previews = []
    for batch in batches:
        payments = read_by_bank(batch, desk)
        paid, failed = bank.answers(payments), bank.answers(payments, bank.failing(1))
        previews.append([desk.uploaded(batch, bank.csv_return(each)) for each in (paid, failed)])

    def commit(process: int, turn: int) -> None:
        actions.commit_return(previews[turn][process], by=desk.approver)

    outcomes = race(commit, rounds=8, processes=2)
    assert outcomes == Counter(done=8, refused=8)
    assert AuditEvent.objects.filter(verb__in=["instalment.paid", "instalment.failed"]).count() == 8


def test_four_workers_that_schedule_and_mark_at_once_do_it_once(desk: Desk):
    awards = [make_award() for _ in range(20)]

    def work(_process: int, _turn: int) -> None:
        actions.schedule_instalments()
        actions.mark_due(on=clock.today())

    assert race(work, rounds=3) == Counter(done=12)
    assert Counter(Instalment.objects.values_list("status", flat=True)) == Counter(due=20, scheduled=40)
    assert AuditEvent.objects.filter(verb="instalment.fell_due").count() == len(awards)


def test_no_request_for_payment_outlives_the_return_of_its_batch(desk: Desk):
    batches = [desk.sealed(make_due()) for _ in range(ROUNDS)]

    def act(process: int, turn: int) -> None:
        if process:
            issue_payment_request(batches[turn].pk, desk.clerk)
        else:
            actions.return_to_office(batches[turn], by=desk.approver, reason="指标不足")

    race(act, rounds=ROUNDS)
    assert (IssuedPaper.objects.in_force().count(), PaymentBatch.objects.filter(status="returned").count()) == (
        0,
        ROUNDS,
    )


OVERTAKEN = (IntegrityError, FileNotFoundError)
"""Another worker has listed its file, or swept an unfinished one away beside it: the job is tried again."""


def test_four_workers_that_render_at_once_leave_one_whole_file_of_each_kind(desk: Desk):
    batches = [desk.released() for _ in range(8)]
    race(lambda _process, turn: actions.render_files(batches[turn].pk), rounds=8, refusals=OVERTAKEN)
    for batch in batches:
        actions.render_files(batch.pk)
    assert BatchFile.objects.count() == 24


CRASH_POINTS = {
    "mid-write": "subsidies.payments.exports.bank_csv.cell_columns",
    "before fsync": "os.fsync",
    "before the rename": "os.replace",
    "after the rename": "talent.uploads.durable._force_folder",
    "before the row": "subsidies.payments.actions.files._list",
    "before the event": "talent.audit.events.record",
}


@pytest.mark.parametrize("point", CRASH_POINTS)
def test_a_worker_killed_while_rendering_leaves_nothing_half(desk: Desk, private_files: Path, point: str):
    batch = desk.released()

    def die(*_args: object, **_kwargs: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(CRASH_POINTS[point], die)
            actions.render_files(batch.pk)

    connections.close_all()
    worker = multiprocessing.get_context("fork").Process(target=work)
    worker.start()
    worker.join(60)
    assert (worker.exitcode, list(differences())) == (-signal.SIGKILL, [])
    actions.render_files(batch.pk)
    assert BatchFile.objects.count() == 3
    left = sorted(path.suffix for path in private_files.rglob("*") if path.is_file())
    assert left == [".csv", ".pdf", ".xlsx"]
