"""The one address of a large return that is read: the progress, then the preview or why there is none."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from subsidies.payments.actions import uploading
from subsidies.payments.models import BankReturn, PaymentBatch
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
    monkeypatch.setattr(uploading, "READ_AT_ONCE_UP_TO", 1)


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


def test_the_address_shows_the_progress_and_then_leads_to_the_preview(sign_in: SignIn, desk: Desk, batch, content):
    client, key = sign_in(desk.releaser), uuid.uuid4()
    address = send(client, batch, content, key).headers["Location"]
    assert address == f"/finance/{batch.pk}/returns/upload/?file={key}"
    assert "已收到“回盘.csv”，正在等待后台读取。" in client.get(address).content.decode()
    Job.objects.update(started_at=Job.objects.get().requested_at, stage="matching")
    shown = client.get(address).content.decode()
    assert ("读取回盘中（第 2 步，共 3 步）：与封存的明细核对" in shown, "确认之前不会入账" in shown) == (True, True)
    run_outbox()
    assert client.get(address).headers["Location"] == f"/finance/returns/{key}/"
    assert BankReturn.objects.get().pk == key


def test_the_page_that_asks_for_the_progress_goes_on_under_the_next_address(sign_in, desk: Desk, batch, content):
    client = sign_in(desk.releaser)
    address = send(client, batch, content, uuid.uuid4()).headers["Location"]
    asked = [client.get(address, headers={"HX-Request": "true"}).headers.get("HX-Redirect")]
    run_outbox()
    asked.append(client.get(address, headers={"HX-Request": "true"}).headers.get("HX-Redirect"))
    assert asked == [None, address]


def test_a_refusal_stands_above_a_form_that_can_be_sent_anew(sign_in, desk: Desk, batch, content):
    client = sign_in(desk.releaser)
    address = send(client, batch, STRANGE, uuid.uuid4()).headers["Location"]
    run_outbox()
    shown = client.get(address).content.decode()
    assert ("没有导入“回盘.csv”" in shown, "没有一行与本批次相符" in shown) == (True, True)
    assert f'action="/finance/{batch.pk}/returns/upload/"' in shown
    send(client, batch, content, uuid.uuid4())
    run_outbox()
    assert BankReturn.objects.count() == 1


def test_the_batch_leads_to_what_is_read_and_says_what_was_refused(sign_in, desk: Desk, batch, content):
    client, page = sign_in(desk.releaser), f"/finance/{batch.pk}/"
    send(client, batch, STRANGE, uuid.uuid4())
    assert "正在读取回盘文件" in client.get(page).content.decode()
    run_outbox()
    assert "这份回盘没有导入" in client.get(page).content.decode()
    send(client, batch, content, uuid.uuid4())
    run_outbox()
    shown = client.get(page).content.decode()
    assert ("这份回盘没有导入" in shown, "正在读取回盘文件" in shown) == (False, False)


def test_a_second_file_meanwhile_is_refused_on_the_page(sign_in, desk: Desk, batch, content):
    send(sign_in(desk.releaser), batch, content, uuid.uuid4())
    shown = send(sign_in(desk.clerk), batch, content, uuid.uuid4(), space="payments").content.decode()
    assert ("后台正在办理" in shown, Job.objects.count()) == (True, 1)


@pytest.mark.parametrize("asked", ["", "?file=", "?file=nonsense", "?file=6ad4f2a1-0f7c-4f40-9be5-6f8f2f0a8d11"])
def test_whatever_the_address_names_that_is_not_there_shows_the_form(sign_in, desk: Desk, batch, asked: str):
    answer = sign_in(desk.releaser).get(f"/finance/{batch.pk}/returns/upload/{asked}")
    assert (answer.status_code, "没有导入" in answer.content.decode()) == (200, False)


def test_only_who_may_upload_sees_the_progress(sign_in, desk: Desk, batch, content):
    address = send(sign_in(desk.releaser), batch, content, uuid.uuid4()).headers["Location"]
    assert sign_in(make_user("auditor")).get(address).status_code == 403


def test_a_file_above_the_limit_is_refused_with_the_limit(sign_in, desk: Desk, batch):
    shown = send(sign_in(desk.releaser), batch, b"0" * (DEFAULT_LIMITS.max_bytes + 1), uuid.uuid4()).content.decode()
    assert ("文件超过 30 MB，请与银行核对后重新上传。" in shown, Job.objects.count()) == (True, 0)
