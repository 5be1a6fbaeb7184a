"""Downloads and returns, page by page."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from subsidies.payments import actions
from subsidies.payments.exports.kept_files import path_of
from subsidies.payments.models import BankReturn, FileDownload, PaymentBatch
from tests.factories import make_user
from tests.subsidies.payments import bank
from tests.subsidies.payments.stages import Desk, make_due, make_payee, statuses


@pytest.fixture
def batch(desk: Desk) -> PaymentBatch:
    batch = desk.released()
    actions.render_files(batch.pk)
    return batch


@pytest.fixture
def officer(desk: Desk, sign_in):
    return sign_in(desk.releaser)


def downloaded(client, batch: PaymentBatch, kind: str, space: str = "finance") -> bytes:
    response = client.post(f"/{space}/{batch.pk}/files/{kind}/")
    return b"".join(response.streaming_content)


def sent(content: bytes, name: str = "回盘.csv", **fields):
    return {"pk": str(uuid.uuid4()), "file": SimpleUploadedFile(name, content)} | fields


@pytest.mark.parametrize("kind", ["csv", "xlsx", "summary"])
def test_what_is_downloaded_is_what_was_rendered_each_time(officer, batch: PaymentBatch, kind: str):
    digests = {hashlib.sha256(downloaded(officer, batch, kind)).hexdigest() for _ in range(2)}
    assert (digests, FileDownload.objects.count()) == ({batch.files.get(kind=kind).sha256}, 2)


def test_a_download_is_an_attachment_with_a_name(officer, batch: PaymentBatch):
    response = officer.post(f"/finance/{batch.pk}/files/csv/")
    response.close()
    disposition = response.headers["Content-Disposition"]
    assert (disposition.startswith("attachment"), f"{batch.number}_" in disposition) == (True, True)


def test_a_download_is_never_a_get(officer, batch: PaymentBatch):
    assert (officer.get(f"/finance/{batch.pk}/files/csv/").status_code, FileDownload.objects.count()) == (405, 0)


@pytest.mark.parametrize(("role", "kinds"), [("reviewer", {"summary"}), ("auditor", {"csv", "xlsx", "summary"})])
def test_the_office_gets_the_summary_alone_and_auditors_everything(sign_in, batch, role: str, kinds: set[str]):
    client = sign_in(make_user(role))
    codes = {kind: client.post(f"/payments/{batch.pk}/files/{kind}/") for kind in ("csv", "xlsx", "summary")}
    given = {kind for kind, response in codes.items() if response.status_code == 200}
    for response in codes.values():
        response.close()
    assert given == kinds


@pytest.mark.parametrize("kind", ["nonsense", "csv"])
def test_a_file_that_is_not_there_is_not_found(officer, desk: Desk, kind: str):
    assert officer.post(f"/finance/{desk.sealed().pk}/files/{kind}/").status_code == 404


def test_a_damaged_file_is_not_served_and_the_page_says_so(officer, batch: PaymentBatch):
    path_of(batch.files.get(kind="csv").storage_name).write_bytes(b"other")
    response = officer.post(f"/finance/{batch.pk}/files/csv/", follow=True)
    assert "文件与生成时的校验码不一致" in response.content.decode()


@pytest.mark.parametrize("space", ["payments", "finance"])
def test_either_side_uploads_previews_and_commits(desk: Desk, sign_in, batch: PaymentBatch, space: str):
    client = sign_in(desk.clerk if space == "payments" else desk.releaser)
    payments = bank.read_csv(downloaded(sign_in(desk.releaser), batch, "csv"))
    content = bank.csv_return(bank.answers(payments, bank.failing(2)))
    preview = client.post(f"/{space}/{batch.pk}/returns/upload/", sent(content), follow=True)
    assert "须由另一名人员" in preview.content.decode()
    kept = BankReturn.objects.get()
    client.post(f"/{space}/returns/{kept.pk}/commit/")
    alone = statuses(batch.lines)
    sign_in(desk.approver).post(f"/finance/returns/{kept.pk}/commit/")
    assert (alone, statuses(batch.lines)) == (["unanswered"] * 3, ["failed", "paid", "paid"])


def test_entering_a_return_asks_again_who_one_is(desk: Desk, sign_in, batch: PaymentBatch):
    payments = bank.read_csv(downloaded(sign_in(desk.releaser), batch, "csv"))
    kept = desk.uploaded(batch, bank.csv_return(bank.answers(payments)))
    response = sign_in(desk.releaser, recently=False).post(f"/finance/returns/{kept.pk}/commit/")
    kept.refresh_from_db()
    assert ("reauthenticate" in response.headers["Location"], kept.status) == (True, "preview")


def test_the_same_file_again_leads_to_the_return_it_made(officer, batch: PaymentBatch):
    content = bank.csv_return(bank.answers(bank.read_csv(downloaded(officer, batch, "csv"))))
    upload = f"/finance/{batch.pk}/returns/upload/"
    addresses = [officer.post(upload, sent(content)).headers["Location"] for _ in range(2)]
    text = officer.get(addresses[1]).content.decode()
    assert (len(set(addresses)), "这个文件已经上传过" in text) == (1, True)


def test_exceptions_are_shown_with_row_and_reason(officer, batch: PaymentBatch):
    first, *others = bank.read_csv(downloaded(officer, batch, "csv"))
    answers = [bank.Answer(first, amount="1.00"), *bank.answers(others)]
    shown = officer.post(f"/finance/{batch.pk}/returns/upload/", sent(bank.csv_return(answers)), follow=True)
    text = shown.content.decode()
    assert ("有 1 行异常，不会入账" in text, "金额与封存不一致：封存为 12,000 元。" in text) == (True, True)
    kept = BankReturn.objects.get()
    rows = officer.get(f"/finance/returns/{kept.pk}/?only=exception").context["page"]
    assert [(row.row_number, row.result) for row in rows] == [(3, "exception")]


def test_the_preview_hides_accounts(officer, desk: Desk):
    batch = desk.released(make_due(make_payee(bank={"account_number": "6222021234567890128"})))
    actions.render_files(batch.pk)
    content = bank.csv_return(bank.answers(bank.read_csv(downloaded(officer, batch, "csv"))))
    text = officer.post(f"/finance/{batch.pk}/returns/upload/", sent(content), follow=True).content.decode()
    assert ("**** **** **** 0128" in text, "6222021234567890128" in text) == (True, False)


@pytest.mark.parametrize(
    ("written", "shown"), [("12000.00", "12,000 元"), ("12,000", "12,000 元"), ("12000.50", "12000.50")]
)
def test_the_preview_shows_amounts_as_every_page_does(officer, batch: PaymentBatch, written: str, shown: str):
    payments = bank.read_csv(downloaded(officer, batch, "csv"))
    answers = [replace(each, amount=written) for each in bank.answers(payments)[:1]]
    sent_back = officer.post(f"/finance/{batch.pk}/returns/upload/", sent(bank.csv_return(answers)), follow=True)
    assert f'data-label="金额">{shown}</td>' in sent_back.content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7 nonsense", "这不是电子表格"),
        ("序号,户名,账号\r\n1,李明,0222021234567890128\r\n".encode(), "表头缺少必填的列"),
        ("账号,金额,处理结果,备注\r\n0222021234567890128,1,成功,FF2020-0001-00001\r\n".encode(), "不是批次"),
    ],
)
def test_a_bad_file_is_refused_at_the_field(officer, batch: PaymentBatch, content: bytes, words: str):
    response = officer.post(f"/finance/{batch.pk}/returns/upload/", sent(content))
    assert (response.status_code, words in str(response.context["form"].errors["file"])) == (200, True)


def test_no_file_at_all_is_refused_at_the_field(officer, batch: PaymentBatch):
    response = officer.post(f"/finance/{batch.pk}/returns/upload/", {"pk": str(uuid.uuid4())})
    assert list(response.context["form"].errors) == ["file"]


def test_a_discarded_return_changes_nothing(officer, batch: PaymentBatch):
    content = bank.csv_return(bank.answers(bank.read_csv(downloaded(officer, batch, "csv"))))
    officer.post(f"/finance/{batch.pk}/returns/upload/", sent(content))
    kept = BankReturn.objects.get()
    officer.post(f"/finance/returns/{kept.pk}/discard/")
    officer.post(f"/finance/returns/{kept.pk}/commit/")
    kept.refresh_from_db()
    assert (kept.status, statuses(batch.lines)) == ("discarded", ["unanswered"] * 3)


def test_returns_that_do_not_exist_are_not_found(officer):
    key = uuid.uuid4()
    codes = {
        officer.get(f"/finance/returns/{key}/").status_code,
        officer.post(f"/finance/returns/{key}/commit/").status_code,
        officer.post(f"/finance/returns/{key}/discard/").status_code,
    }
    assert codes == {404}


def test_an_auditor_reads_a_return_and_can_neither_commit_nor_discard(sign_in, officer, batch: PaymentBatch):
    content = bank.csv_return(bank.answers(bank.read_csv(downloaded(officer, batch, "csv"))))
    officer.post(f"/finance/{batch.pk}/returns/upload/", sent(content))
    kept, auditor = BankReturn.objects.get(), sign_in(make_user("auditor"))
    text = auditor.get(f"/payments/returns/{kept.pk}/").content.decode()
    codes = [auditor.post(f"/payments/returns/{kept.pk}/{part}/").status_code for part in ("commit", "discard")]
    assert ("确认入账" in text, codes) == (False, [403, 403])
