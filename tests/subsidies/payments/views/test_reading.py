"""The one address of a large return that is read: the progress, then the preview or why there is none."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from subsidies.payments.actions import uploading
from subsidies.payments.models import BankReturn, PaymentBatch
from talent.calendars import clock
from talent.jobs.models import Job
from talent.notifications.outbox import run_outbox
from talent.spreadsheets.reading import DEFAULT_LIMITS
from tests.factories import make_user
from tests.subsidies.payments import bank
from tests.subsidies.payments.kept import on_disk
from tests.subsidies.payments.stages import Desk
from tests.subsidies.payments.views.conftest import SignIn

pytestmark = pytest.mark.django_db
STRANGE = "备注,账号,金额,处理结果\r\nFF1999-0001-00001,6222,1,成功".encode()


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


def send(client: Any, batch: PaymentBatch, content: bytes, key: uuid.UUID, space: str = "finance") -> Any:
    form = {"pk": str(key), "file": SimpleUploadedFile("回盘.csv", content)}
    return client.post(f"/{space}/{batch.pk}/returns/upload/", form)


def test_the_address_of_the_return_shows_how_far_it_is_read_and_then_the_preview(
    sign_in: SignIn, desk: Desk, batch, content
):
    client, key = sign_in(desk.releaser), uuid.uuid4()
    address = send(client, batch, content, key).headers["Location"]
    assert address == f"/finance/returns/{key}/"
    assert "已收到“回盘.csv”，正在等待后台读取。" in client.get(address).content.decode()
    Job.objects.update(started_at=Job.objects.get().requested_at, stage="matching", done=2, total=3)
    shown = client.get(address).content.decode()
    assert ("读取回盘中（第 2 步，共 3 步）：" in shown, "2 / 3" in shown, "确认之前不会入账" in shown) == (True,) * 3
    run_outbox()
    assert ("逐行结果" in client.get(address).content.decode(), BankReturn.objects.get().pk) == (True, key)


def test_a_form_sent_again_leads_to_the_same_address(sign_in, desk: Desk, batch, content):
    client, key = sign_in(desk.releaser), uuid.uuid4()
    addresses = [send(client, batch, content, key).headers["Location"] for _ in range(2)]
    run_outbox()
    addresses.append(send(client, batch, content, key).headers["Location"])
    assert (set(addresses), Job.objects.count()) == ({f"/finance/returns/{key}/"}, 1)


def test_the_other_side_is_led_to_the_file_that_is_being_read(sign_in, desk: Desk, batch, content):
    key = uuid.uuid4()
    send(sign_in(desk.releaser), batch, content, key)
    client = sign_in(desk.clerk)
    address = send(client, batch, content, uuid.uuid4(), space="payments").headers["Location"]
    shown = client.get(address).content.decode()
    assert (address, "这个文件已经上传过" in shown) == (f"/payments/returns/{key}/", True)


def test_a_refusal_stands_at_the_address_and_leads_to_a_new_form(sign_in, desk: Desk, batch, content):
    client = sign_in(desk.releaser)
    address = send(client, batch, STRANGE, uuid.uuid4()).headers["Location"]
    run_outbox()
    shown = client.get(address).content.decode()
    assert ("这份回盘没有导入" in shown, "没有一行与本批次相符" in shown) == (True, True)
    assert f'href="/finance/{batch.pk}/returns/upload/"' in shown
    auditor = sign_in(make_user("auditor")).get(address.replace("finance", "payments")).content.decode()
    assert ("没有一行与本批次相符" in auditor, "重新上传" in auditor) == (True, False)


def test_an_upload_of_what_had_been_uploaded_leads_to_that_return(sign_in, desk: Desk, batch, content):
    client, key = sign_in(desk.releaser), uuid.uuid4()
    address = send(client, batch, content, key).headers["Location"]
    Job.objects.update(finished_at=clock.real_now())
    known = desk.uploaded(batch, content)
    assert client.get(address).headers["Location"] == f"/finance/returns/{known.pk}/"


def test_the_batch_leads_to_what_is_read_and_to_what_was_refused(sign_in, desk: Desk, batch, content):
    client, page = sign_in(desk.releaser), f"/finance/{batch.pk}/"
    send(client, batch, STRANGE, uuid.uuid4())
    assert "正在读取回盘文件" in client.get(page).content.decode()
    run_outbox()
    assert "这份回盘没有导入" in client.get(page).content.decode()
    send(client, batch, content, uuid.uuid4())
    run_outbox()
    shown = client.get(page).content.decode()
    assert ("这份回盘没有导入" in shown, "正在读取回盘文件" in shown) == (False, False)


def test_whoever_does_not_see_the_batch_does_not_see_its_upload(sign_in, desk: Desk, batch, content):
    address = send(sign_in(desk.releaser), batch, content, uuid.uuid4()).headers["Location"]
    assert sign_in(make_user("hr_officer")).get(address).status_code == 403


def test_a_file_above_the_limit_is_refused_with_the_limit(sign_in, desk: Desk, batch):
    shown = send(sign_in(desk.releaser), batch, b"0" * (DEFAULT_LIMITS.max_bytes + 1), uuid.uuid4()).content.decode()
    assert ("文件超过 30 MB，没有上传。" in shown, Job.objects.count()) == (True, 0)
