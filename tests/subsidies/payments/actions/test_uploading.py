"""Large returns are kept and read by the worker: once, whole or not at all, as who brought them."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from subsidies.payments import actions
from subsidies.payments.actions import uploading
from subsidies.payments.imports import waiting_files
from subsidies.payments.models import BankReturn, BankReturnRow, PaymentBatch
from talent.accounts.models import StaffRole, User
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.encryption.sealing import DecryptionError
from talent.jobs.models import Job
from talent.notifications.outbox import run_outbox
from talent.workflow.refusals import ActionRefused
from tests.subsidies.payments import bank
from tests.subsidies.payments.kept import on_disk
from tests.subsidies.payments.stages import Desk, make_due

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch):
    monkeypatch.setattr(uploading, "READ_AT_ONCE_UP_TO", 1)


@pytest.fixture
def batch(desk: Desk) -> PaymentBatch:
    batch = desk.released()
    run_outbox()
    return batch


@pytest.fixture
def content(batch: PaymentBatch) -> bytes:
    return bank.csv_return(bank.answers(bank.read_csv(on_disk(batch.files.get(kind="csv")))))


def ask(batch: PaymentBatch, content: bytes, by: User, pk: uuid.UUID | None = None) -> BankReturn | Job:
    return actions.request_upload(batch, by=by, pk=pk or uuid.uuid4(), file_name="回盘.csv", content=content)


def waiting(settings) -> list[Path]:
    return sorted((Path(settings.PRIVATE_ROOT) / "waiting").glob("*"))


def error() -> str:
    return Job.objects.latest("requested_at").error


def test_a_small_file_is_read_at_once(desk: Desk, batch: PaymentBatch, content: bytes, monkeypatch):
    monkeypatch.setattr(uploading, "READ_AT_ONCE_UP_TO", len(content))
    made = ask(batch, content, desk.releaser)
    assert (isinstance(made, BankReturn), Job.objects.count()) == (True, 0)


def test_a_large_file_waits_until_the_worker_has_read_it(desk: Desk, batch: PaymentBatch, content: bytes, settings):
    key = uuid.uuid4()
    ask(batch, content, desk.releaser, key)
    assert (BankReturn.objects.count(), len(waiting(settings)), error()) == (0, 1, "")
    run_outbox()
    made, job = BankReturn.objects.get(), Job.objects.get()
    assert (made.pk, made.status, made.uploaded_by, made.rows.count()) == (key, "preview", desk.releaser, 3)
    assert (job.error, job.done, job.total, waiting(settings)) == ("", 3, 3, [])
    uploaded = AuditEvent.objects.get(verb="bank_return.uploaded")
    assert (uploaded.actor, actions.uploaded_by(job)) == (desk.releaser, made)


def test_it_is_the_same_return_as_one_read_at_once(desk: Desk, batch: PaymentBatch, content: bytes):
    def told() -> list[tuple[object, ...]]:
        fields = ("row_number", "line_id", "result", "kind", "outcome", "amount_yuan", "bank_reason", "problem")
        rows = BankReturnRow.objects.order_by("row_number")
        return [(*(getattr(row, each) for each in fields), row.paid_on, row.raw) for row in rows]

    kept = desk.uploaded(batch, content)
    at_once = told()
    actions.discard_return(kept, by=desk.releaser)
    BankReturnRow.objects.all()._raw_delete("default")
    ask(batch, content, desk.releaser)
    run_outbox()
    assert (len(at_once), told()) == (3, at_once)


def test_what_waits_is_not_readable(desk: Desk, batch: PaymentBatch, content: bytes, settings):
    ask(batch, content, desk.releaser)
    (path,) = waiting(settings)
    assert (b"\xb3\xc9\xb9\xa6" in content or "成功".encode() in content, path.stat().st_mode & 0o777) == (True, 0o600)
    written = path.read_bytes()
    assert any(piece in written for piece in content.split(b",") if len(piece) > 6) is False


def test_the_same_form_sent_twice_is_one_upload(desk: Desk, batch: PaymentBatch, content: bytes, settings):
    key = uuid.uuid4()
    jobs = {ask(batch, content, desk.releaser, key).pk for _ in range(2)}
    run_outbox()
    again = ask(batch, content, desk.releaser, key)
    run_outbox()
    assert (len(jobs), BankReturn.objects.count(), actions.uploaded_by(again).pk, waiting(settings)) == (1, 1, key, [])


def test_while_one_file_is_read_another_is_refused_at_once(desk: Desk, batch: PaymentBatch, content: bytes, settings):
    key = uuid.uuid4()
    ask(batch, content, desk.releaser, key)
    for other, pk in ((content, uuid.uuid4()), (content + b"\r\n", key)):
        with pytest.raises(ActionRefused, match="后台正在办理"):
            ask(batch, other, desk.approver, pk)
    with pytest.raises(ActionRefused, match="后台正在办理"):
        desk.uploaded(batch, content)
    assert (Job.objects.count(), len(waiting(settings))) == (1, 1)


def test_the_same_file_again_leads_to_the_return_that_it_made(desk: Desk, batch: PaymentBatch, content: bytes):
    known = desk.uploaded(batch, content)
    job = ask(batch, content, desk.approver)
    run_outbox()
    assert (BankReturn.objects.count(), actions.uploaded_by(job), error()) == (1, known, "")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"PK\x03\x04 broken", "回盘.csv"),
        ("备注,账号,金额,处理结果\r\nFF1999-0001-00001,6222,1,成功".encode(), "没有一行与本批次相符"),
        (b"", ""),
    ],
)
def test_what_cannot_be_read_changes_nothing_and_says_why(
    desk: Desk, batch: PaymentBatch, file: bytes, said: str, settings, monkeypatch
):
    monkeypatch.setattr(uploading, "READ_AT_ONCE_UP_TO", -1)
    job = ask(batch, file, desk.releaser)
    run_outbox()
    assert (BankReturn.objects.count(), actions.uploaded_by(job), waiting(settings)) == (0, None, [])
    assert (said in error(), bool(error())) == (True, True)


def test_a_batch_that_is_not_at_the_bank_takes_no_file(desk: Desk, content: bytes, settings):
    sealed = desk.sealed()
    with pytest.raises(ActionRefused, match="尚未放行"):
        ask(sealed, content, desk.releaser)
    assert (Job.objects.count(), waiting(settings)) == (0, [])


def test_the_worker_asks_again_whether_the_person_may(desk: Desk, batch: PaymentBatch, content: bytes, settings):
    ask(batch, content, desk.releaser)
    StaffRole.objects.filter(user=desk.releaser).update(revoked_at=clock.now())
    run_outbox()
    assert (error(), BankReturn.objects.count(), waiting(settings)) == ("您的角色不能办理银行回盘。", 0, [])


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-1] + b"?")])
def test_a_file_that_is_gone_or_altered_is_not_believed(
    desk: Desk, batch: PaymentBatch, content: bytes, settings, harm
):
    ask(batch, content, desk.releaser)
    harm(waiting(settings)[0])
    run_outbox()
    assert (error(), BankReturn.objects.count()) == ("上传的文件已不在或已损坏。请重新上传。", 0)


def test_a_file_is_bound_to_its_upload(settings):
    first, second = uuid.uuid4(), uuid.uuid4()
    waiting_files.keep(first, "a" * 64, b"content")
    (path,) = waiting(settings)
    path.rename(path.with_name(path.name.replace(str(first), str(second))))
    with pytest.raises(DecryptionError):
        waiting_files.read(second, "a" * 64)


def test_old_files_that_nobody_waits_for_are_swept(desk: Desk, batch: PaymentBatch, content: bytes, settings):
    ask(batch, content, desk.releaser)
    (kept,) = waiting(settings)
    orphan, young = uuid.uuid4(), uuid.uuid4()
    waiting_files.keep(orphan, "b" * 64, b"orphan")
    half = kept.with_name(f"{uuid.uuid4()}-{'c' * 64}.waiting.{uuid.uuid4().hex}.part")
    half.write_bytes(b"half")
    for path in waiting(settings):
        os.utime(path, (0, 0))
    waiting_files.keep(young, "d" * 64, b"young")
    assert (actions.sweep_uploads(), [path.name[:36] for path in waiting(settings)]) == (
        2,
        sorted([kept.name[:36], str(young)]),
    )
    run_outbox()
    assert (BankReturn.objects.count(), error()) == (1, "")


def test_statements_grow_with_the_pieces_and_not_with_the_rows(desk: Desk):
    def statements(batch: PaymentBatch) -> int:
        payments = bank.read_csv(on_disk(batch.files.get(kind="csv")))
        with CaptureQueriesContext(connection) as counted:
            desk.uploaded(batch, bank.csv_return(bank.answers(payments)))
        return len(counted)

    few, many = desk.released(make_due()), desk.released(*[make_due() for _ in range(9)])
    run_outbox()
    assert statements(many) == statements(few)
