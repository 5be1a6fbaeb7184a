"""Large returns are kept and read by the worker: once, whole or not at all, as who brought them."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from subsidies.payments import actions
from subsidies.payments.actions import background, uploading
from subsidies.payments.imports import waiting_files
from subsidies.payments.models import BankReturn, BankReturnRow, PaymentBatch
from talent.accounts.models import StaffRole, User
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.jobs.models import Job
from talent.notifications.outbox import run_outbox
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.payments import bank
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.kept import on_disk
from tests.subsidies.payments.stages import Desk, make_due, make_payee

pytestmark = pytest.mark.django_db
STATEMENTS = 19
"""Of an upload that fills one piece of lines and one of rows."""


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch):
    monkeypatch.setattr(uploading, "READ_AT_ONCE_BYTES", -1)


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
    return sorted((Path(settings.PRIVATE_ROOT) / "payments" / "waiting").glob("*"))


def error() -> str:
    return Job.objects.latest("requested_at").error


@pytest.mark.parametrize(("rows_at_once", "is_read"), [(3, True), (2, False)])
def test_a_small_file_of_few_rows_is_read_at_once(
    desk: Desk, batch: PaymentBatch, content: bytes, monkeypatch, settings, rows_at_once: int, is_read: bool
):
    monkeypatch.setattr(uploading, "READ_AT_ONCE_BYTES", len(content))
    monkeypatch.setattr(background, "AT_ONCE_UP_TO", rows_at_once)
    made = ask(batch, content, desk.releaser)
    told = isinstance(made, BankReturn), Job.objects.filter(total=3).count(), len(waiting(settings))
    assert told == ((True, 0, 0) if is_read else (False, 1, 1))


def test_a_large_file_waits_until_the_worker_has_read_it(desk: Desk, batch: PaymentBatch, content: bytes, settings):
    key = uuid.uuid4()
    ask(batch, content, desk.releaser, key)
    assert (BankReturn.objects.count(), len(waiting(settings)), error()) == (0, 1, "")
    run_outbox()
    made, job = BankReturn.objects.get(), Job.objects.get()
    assert (made.pk, made.status, made.uploaded_by, made.rows.count()) == (key, "preview", desk.releaser, 3)
    assert (job.subject, job.error, job.done == job.total, waiting(settings)) == (key, "", True, [])
    verbs = AuditEvent.objects.filter(verb__in=["batch.upload_requested", "bank_return.uploaded"]).order_by("pk")
    assert [(event.verb, event.actor) for event in verbs] == [
        ("batch.upload_requested", desk.releaser),
        ("bank_return.uploaded", desk.releaser),
    ]


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


def test_the_same_form_sent_again_at_any_time_is_one_upload(desk: Desk, batch: PaymentBatch, content: bytes, settings):
    key = uuid.uuid4()
    jobs = {ask(batch, content, desk.releaser, key).pk for _ in range(2)}
    run_outbox()
    again = ask(batch, content, desk.releaser, key)
    assert (len(jobs), again, Job.objects.count(), waiting(settings)) == (1, BankReturn.objects.get(pk=key), 1, [])


def test_a_form_that_was_refused_stays_so_however_often_it_is_sent(desk: Desk, batch: PaymentBatch, settings):
    key = uuid.uuid4()
    job = ask(batch, b"PK\x03\x04 broken", desk.releaser, key)
    run_outbox()
    assert (ask(batch, b"PK\x03\x04 broken", desk.releaser, key), Job.objects.count()) == (job, 1)


def test_two_who_upload_the_same_file_are_led_to_one_upload(desk: Desk, batch: PaymentBatch, content: bytes, settings):
    made = [ask(batch, content, by) for by in (desk.releaser, desk.clerk)]
    assert (made[0], Job.objects.count(), len(waiting(settings))) == (made[1], 1, 1)
    run_outbox()
    again = ask(batch, content, desk.approver)
    assert (again, Job.objects.count(), BankReturn.objects.count()) == (BankReturn.objects.get(), 1, 1)


def test_several_files_of_a_batch_wait_beside_each_other(desk: Desk, batch: PaymentBatch):
    for payment in bank.read_csv(on_disk(batch.files.get(kind="csv"))):
        ask(batch, bank.csv_return(bank.answers([payment])), desk.releaser)
    run_outbox()
    assert [made.rows.count() for made in BankReturn.objects.all()] == [1, 1, 1]


def test_another_file_by_the_key_of_an_earlier_upload_is_refused(
    desk: Desk, batch: PaymentBatch, content: bytes, settings
):
    key = uuid.uuid4()
    ask(batch, content, desk.releaser, key)
    for _when in ("while it waits", "afterwards"):
        with pytest.raises(ActionRefused, match="这个页面已经上传过一个文件"):
            ask(batch, content + b"\r\n", desk.releaser, key)
        run_outbox()
    assert (Job.objects.count(), waiting(settings)) == (1, [])


def test_a_file_that_waits_for_the_worker_is_not_read_beside_it(desk: Desk, batch: PaymentBatch, content: bytes):
    ask(batch, content, desk.releaser)
    with pytest.raises(ActionRefused, match="后台正在读取这个文件"):
        desk.uploaded(batch, content)
    run_outbox()
    assert desk.uploaded(batch, content) == BankReturn.objects.get()


def test_the_worker_finds_the_return_that_somebody_made_of_the_same_file(
    desk: Desk, batch: PaymentBatch, content: bytes
):
    job = ask(batch, content, desk.releaser)
    Job.objects.update(finished_at=clock.real_now())
    known = desk.uploaded(batch, content)
    Job.objects.update(finished_at=None)
    actions.run_upload(job.pk)
    assert (list(BankReturn.objects.all()), error()) == ([known], "")


def test_no_account_number_in_the_name_of_a_file_is_kept_readable(desk: Desk, batch: PaymentBatch, content: bytes):
    name = "0222000000000000001.csv"
    job = actions.request_upload(batch, by=desk.releaser, pk=uuid.uuid4(), file_name=name, content=content)
    assert [each for each in map(str, Job.objects.get(pk=job.pk).wish.values()) if name[:19] in each] == []


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"PK\x03\x04 broken", "回盘.csv"),
        ("备注,账号,金额,处理结果\r\nFF1999-0001-00001,6222,1,成功".encode(), "没有一行与本批次相符"),
        (b"", ""),
    ],
)
def test_what_cannot_be_read_changes_nothing_and_says_why(
    desk: Desk, batch: PaymentBatch, file: bytes, said: str, settings
):
    ask(batch, file, desk.releaser)
    run_outbox()
    assert (BankReturn.objects.count(), waiting(settings)) == (0, [])
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


def test_a_file_is_bound_to_its_name(settings):
    name, other = waiting_files.keep(b"content"), f"{waiting_files.FOLDER}/{uuid.uuid4()}"
    (path,) = waiting(settings)
    path.rename(path.with_name(other.rpartition("/")[2]))
    for lost in (name, other):
        with pytest.raises(ActionRefused, match="已不在或已损坏"):
            waiting_files.read(lost)


def test_old_files_that_nobody_waits_for_are_swept(desk: Desk, batch: PaymentBatch, content: bytes, settings):
    ask(batch, content, desk.releaser)
    (kept,) = waiting(settings)
    waiting_files.keep(b"orphan")
    kept.with_suffix(".part").write_bytes(b"half")
    for path in waiting(settings):
        os.utime(path, (0, 0))
    young = waiting_files.keep(b"young").rpartition("/")[2]
    assert (actions.sweep_uploads(), [path.name for path in waiting(settings)]) == (2, sorted([kept.name, young]))
    run_outbox()
    assert (BankReturn.objects.count(), error()) == (1, "")


def test_whoever_is_paid_by_a_batch_does_not_upload_its_return(desk: Desk, content: bytes, settings):
    officer = make_user("finance_officer")
    batch = desk.released(make_due(make_payee(identity_number=officer.natural_person.identity_number)))
    with pytest.raises(DutiesNotSeparated):
        ask(batch, content, officer)
    assert (Job.objects.count(), waiting(settings)) == (0, [])


def test_statements_grow_with_the_pieces_and_not_with_the_rows(desk: Desk):
    day = f"{clock.today():%Y%m%d}"

    def statements(batch: PaymentBatch) -> int:
        payments = bank.read_csv(on_disk(batch.files.get(kind="csv")))
        with CaptureQueriesContext(connection) as counted:
            desk.uploaded(batch, bank.csv_return([Answer(each, "失败", "账户已销户", day) for each in payments]))
        return len(counted)

    few, many = desk.released(make_due()), desk.released(*[make_due() for _ in range(9)])
    run_outbox()
    assert (statements(few), statements(many)) == (STATEMENTS, STATEMENTS)
