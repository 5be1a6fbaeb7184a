"""Exceptions, refunds and unusual returns, page by page."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from subsidies.payments.kinds import ExceptionKind, Resolution
from subsidies.payments.models import BankReturn, PaymentBatch, ReturnException, TreasuryRefund
from talent.calendars import clock
from tests.factories import make_user
from tests.subsidies.payments import bank
from tests.subsidies.payments.apart import enter, of_kind, payments_of, propose, resolve
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.stages import Desk, lines_of, make_due, make_payee

QUERIES_OF_THE_LIST = 6
SPACES = ("payments", "finance")


@pytest.fixture
def batch(desk: Desk) -> PaymentBatch:
    return desk.released()


@pytest.fixture
def found(desk: Desk, batch: PaymentBatch) -> ReturnException:
    return of_kind(desk, batch, ExceptionKind.WRONG_ACCOUNT)


def person_of(desk: Desk, space: str):
    return make_user("reviewer") if space == "payments" else desk.approver


def sent(**fields: str) -> dict[str, str]:
    words = {"resolution": "count_paid", "reason": "已电话核实", "paid_on": clock.today().isoformat()}
    return {**words, "bank_reason": "", **fields}


@pytest.mark.parametrize("space", SPACES)
def test_one_person_proposes_and_another_agrees_in_the_pages(desk: Desk, batch, found, sign_in, space: str):
    address = f"/{space}/exceptions/{found.pk}/"
    sign_in(desk.releaser).post(f"/finance/exceptions/{found.pk}/propose/", sent())
    client = sign_in(person_of(desk, space))
    form = client.get(f"{address}confirm/").context["form"]
    done = client.post(f"{address}confirm/", {"seen": form["seen"].value(), "checked": "on"}, follow=True)
    found.refresh_from_db()
    assert (found.status, lines_of(batch)[0].status) == ("resolved", "paid")
    assert "已按处理意见办理" in done.content.decode()


def test_who_proposed_is_told_that_another_has_to_agree(desk: Desk, found, sign_in):
    propose(desk, found, Resolution.NO_EFFECT)
    client = sign_in(desk.releaser)
    pages = [
        client.get(f"/finance/exceptions/{found.pk}/{step}").content.decode() for step in ("", "confirm/", "refuse/")
    ]
    assert ["须由另一名人员复核" in page for page in pages] == [True] * 3
    client.post(f"/finance/exceptions/{found.pk}/confirm/", {"seen": "x", "checked": "on"})
    found.refresh_from_db()
    assert found.status == "proposed"


def test_a_refusal_says_why_on_the_page(desk: Desk, found, sign_in):
    propose(desk, found, Resolution.COUNT_PAID)
    page = sign_in(desk.approver).post(
        f"/finance/exceptions/{found.pk}/refuse/", {"reason": "银行说尚未付款"}, follow=True
    )
    found.refresh_from_db()
    assert (found.status, "银行说尚未付款" in page.content.decode()) == ("open", True)


def test_agreeing_asks_again_who_one_is(desk: Desk, found, sign_in):
    propose(desk, found, Resolution.NO_EFFECT)
    stale = sign_in(desk.approver, recently=False).get(f"/finance/exceptions/{found.pk}/confirm/")
    assert (stale.status_code, "reauthenticate" in stale.headers["Location"]) == (302, True)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"resolution": ""}, "请选择处理方式。"),
        ({"paid_on": ""}, "请填写银行付款的日期。"),
        ({"resolution": "count_failed"}, "请填写银行说明的原因"),
        ({"reason": "身份证220102199001011234"}, "不要"),
        ({"resolution": "reverse"}, "选择"),
    ],
)
def test_a_form_that_lacks_something_says_what(desk: Desk, found, sign_in, fields, words: str):
    page = sign_in(desk.releaser).post(f"/finance/exceptions/{found.pk}/propose/", sent(**fields))
    found.refresh_from_db()
    assert (page.status_code, words in page.content.decode(), found.status) == (200, True, "open")


def test_the_page_shows_the_bank_beside_the_seal_and_no_account(desk: Desk, batch, found, sign_in):
    text = sign_in(desk.approver).get(f"/finance/exceptions/{found.pk}/").content.decode()
    line = lines_of(batch)[0]
    assert [word in text for word in (line.reference, line.payee_name, "9999", line.account_number[-4:])] == [True] * 4
    assert (line.account_number in text, "0222999999999999999" in text) == (False, False)


def test_an_account_that_differs_in_the_middle_alone_is_pointed_out(desk: Desk, batch, sign_in):
    first = payments_of(batch)[0]
    first.account = first.account[:8] + "7" + first.account[9:]
    enter(desk, batch, Answer(first))
    found = ReturnException.objects.get()
    assert "中间位数不同" in sign_in(desk.approver).get(f"/finance/exceptions/{found.pk}/").content.decode()


def shown(client: Client, query: str = "", space: str = "finance") -> list[str]:
    page = client.get(f"/{space}/exceptions/{query}")
    return [each.kind for each in page.context["page"]]


def test_the_list_is_narrowed_by_kind_batch_status_and_age(desk: Desk, batch, sign_in):
    wrong, unclear = (
        of_kind(desk, batch, kind) for kind in (ExceptionKind.WRONG_AMOUNT, ExceptionKind.UNCLEAR_OUTCOME)
    )
    other = of_kind(desk, desk.released(), ExceptionKind.WRONG_ACCOUNT)
    resolve(desk, unclear, Resolution.NO_EFFECT)
    ReturnException.objects.filter(pk=wrong.pk).update(opened_at=wrong.opened_at - dt.timedelta(days=8))
    client = sign_in(desk.approver)
    assert shown(client) == ["wrong_amount", "wrong_account"]
    assert shown(client, "?kind=wrong_account") == ["wrong_account"]
    assert shown(client, f"?batch={other.batch.number.lower()}") == ["wrong_account"]
    assert shown(client, "?status=resolved") == ["unclear_outcome"]
    assert shown(client, "?age=7") == ["wrong_amount"]
    assert shown(client, "?kind=nonsense&age=x") == ["wrong_amount", "wrong_account"]


@pytest.mark.parametrize("space", SPACES)
def test_the_list_asks_the_same_for_one_and_for_many(desk: Desk, batch, sign_in, space, django_assert_num_queries):
    client = sign_in(person_of(desk, space))
    for kind in (ExceptionKind.WRONG_ACCOUNT, ExceptionKind.UNKNOWN_LINE, ExceptionKind.UNCLEAR_OUTCOME):
        of_kind(desk, batch, kind)
        client.get(f"/{space}/exceptions/")
        with django_assert_num_queries(QUERIES_OF_THE_LIST):
            client.get(f"/{space}/exceptions/")


@pytest.mark.parametrize("address", ["/finance/", "/finance/batches/", "/payments/", "/home/office/", "{batch}"])
def test_the_homes_say_how_many_wait(desk: Desk, batch, found, sign_in, address: str):
    client = sign_in(desk.approver if address.startswith(("/finance", "{")) else make_user("reviewer"))
    text = client.get(address.format(batch=f"/finance/{batch.pk}/")).content.decode()
    assert re.search(r"有 1 行(回盘)?异常|回盘异常</a></p><p class=\"stat__value\">1 ", text) is not None


def test_auditors_read_and_do_nothing(desk: Desk, found, sign_in):
    client = sign_in(make_user("auditor"))
    page = client.get(f"/payments/exceptions/{found.pk}/").content.decode()
    refused = [client.post(f"/payments/exceptions/{found.pk}/{step}/").status_code for step in ("propose", "confirm")]
    assert ("提出处理意见" in page, shown(client, space="payments"), refused) == (False, ["wrong_account"], [403, 403])


def test_a_get_changes_nothing(desk: Desk, found, sign_in):
    propose(desk, found, Resolution.COUNT_PAID)
    client = sign_in(desk.approver)
    for step in ("", "propose/", "confirm/", "refuse/"):
        client.get(f"/finance/exceptions/{found.pk}/{step}?seen=x&checked=on&reason=x")
    found.refresh_from_db()
    assert found.status == "proposed"


def test_what_is_not_there_is_not_found(desk: Desk, sign_in):
    client = sign_in(desk.approver)
    assert client.get(f"/finance/exceptions/{uuid.uuid4()}/").status_code == 404


def uploaded(client: Client, batch: PaymentBatch, content: bytes) -> BankReturn:
    file = SimpleUploadedFile("r.csv", content)
    client.post(f"/finance/{batch.pk}/returns/upload/", {"pk": str(uuid.uuid4()), "file": file})
    return BankReturn.objects.get()


def contradicting(batch: PaymentBatch) -> bytes:
    content = bank.csv_return([Answer(payment) for payment in payments_of(batch)])
    return content.replace("共3笔".encode("gb18030"), "共4笔".encode("gb18030"))


def test_the_uploader_is_told_beforehand_what_is_unusual(desk: Desk, batch, sign_in):
    client = sign_in(desk.releaser)
    kept = uploaded(client, batch, bank.csv_return([Answer(payments_of(batch)[0], "处理中")]))
    own = client.get(f"/finance/returns/{kept.pk}/").content.decode()
    other = sign_in(desk.approver).get(f"/finance/returns/{kept.pk}/").content.decode()
    assert ("这份回盘是您上传的，其中有异常的行" in own, f"/returns/{kept.pk}/commit/" in own) == (True, False)
    assert f"/returns/{kept.pk}/commit/" in other


def test_a_return_that_contradicts_itself_is_accepted_by_another_in_the_pages(desk: Desk, batch, sign_in):
    client, other = sign_in(desk.releaser), sign_in(desk.approver)
    kept = uploaded(client, batch, contradicting(batch))
    address = f"/finance/returns/{kept.pk}/"
    own = client.get(address).content.decode()
    client.post(f"{address}accept/", {"reason": "明细完整"})
    other.post(f"{address}commit/")
    kept.refresh_from_db()
    waits = kept.status
    other.post(f"{address}accept/", {"reason": "银行说明合计有误"})
    page = other.post(f"{address}commit/", follow=True).content.decode()
    kept.refresh_from_db()
    assert ("写明合计 4 笔，实际明细为 3 笔" in own, waits, kept.status) == (True, "quarantined", "committed")
    assert "银行说明合计有误" in page


def test_refunds_are_recorded_in_the_page(desk: Desk, sign_in):
    batch = desk.released(make_due(make_payee()))
    enter(desk, batch, Answer(payments_of(batch)[0], "失败", "账户已销户"))
    client, line = sign_in(desk.approver), lines_of(batch)[0]
    address = f"/finance/{batch.pk}/refund/"
    form = client.get(address).context["form"]
    words = {"pk": form["pk"].value(), "voucher_number": "TK-9", "refunded_on": clock.today().isoformat()}
    nothing = client.post(address, words).content.decode()
    page = client.post(address, words | {"selected": str(line.pk)}, follow=True).content.decode()
    assert ("请先选择退回国库的明细" in nothing, TreasuryRefund.objects.count()) == (True, 1)
    assert ("TK-9" in page, line.account_number in page, lines_of(batch)[0].status) == (True, False, "refunded")


def test_the_batch_compares_its_three_sides(desk: Desk, batch, found, sign_in):
    text = sign_in(desk.approver).get(f"/finance/{batch.pk}/").content.decode()
    assert ("放行、回盘、账上核对" in text, "有差异" in text) == (True, True)
