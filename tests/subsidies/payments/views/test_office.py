"""The office's pages of batches."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from subsidies.payments import actions
from subsidies.payments.models import PaymentBatch
from subsidies.payments.queries.copies import stamp_of
from talent.profiles import actions as profile
from tests.factories import make_user
from tests.subsidies.payments.stages import Desk, lines_of, make_due, make_payee


@pytest.fixture
def clerk(desk: Desk, sign_in):
    return sign_in(desk.clerk)


def page(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_latest_batch_comes_first(clerk, desk: Desk):
    numbers = [desk.drawn(make_due()).number for _ in range(3)]
    assert [batch.number for batch in clerk.get("/payments/").context["page"]] == numbers[::-1]


@pytest.mark.parametrize(("status", "count"), [("draft", 1), ("sealed", 1), ("settled", 0), ("", 2), ("nonsense", 2)])
def test_batches_are_narrowed_by_status(clerk, desk: Desk, status: str, count: int):
    desk.drawn(make_due()), desk.sealed(make_due())
    assert len(clerk.get("/payments/", {"status": status}).context["page"]) == count


def test_accounts_are_masked_on_every_page(clerk, desk: Desk, sign_in):
    batch = desk.released(make_due(make_payee(bank={"account_number": "6222021234567890128"})))
    pages = [page(clerk, f"/payments/{batch.pk}/"), page(sign_in(desk.approver), f"/finance/{batch.pk}/")]
    assert [("**** **** **** 0128" in text, "6222021234567890128" in text) for text in pages] == [(True, False)] * 2


def test_sealing_seals_what_the_page_showed(clerk, desk: Desk):
    batch = desk.drawn(make_due())
    form = clerk.get(f"/payments/{batch.pk}/seal/").context["form"]
    response = clerk.post(f"/payments/{batch.pk}/seal/", {"stamp": form["stamp"].value()})
    batch.refresh_from_db()
    assert (response.status_code, batch.status) == (302, "sealed")


def test_sealing_with_remarks_asks_for_a_note(clerk, desk: Desk):
    batch = desk.drawn(make_due(make_payee(bank={"holder_name": "别人"})))
    response = clerk.post(f"/payments/{batch.pk}/seal/", {"stamp": stamp_of(batch), "note": ""})
    batch.refresh_from_db()
    assert (response.status_code, batch.status) == (200, "draft")
    assert "户名与姓名不一致" in response.content.decode()


def test_an_account_that_changed_meanwhile_is_pointed_out_and_can_be_brought_up_to_date(clerk, desk: Desk):
    due = make_due()
    batch = desk.drawn(due)
    stamp, person = stamp_of(batch), due.award.person
    profile.change_bank_account(
        person, by=person.user, holder_name=person.name, account_number="0444000000000000001", bank_name="中国银行"
    )
    assert "有 1 笔的银行账户在拟定之后变更了" in page(clerk, f"/payments/{batch.pk}/")
    refused = clerk.post(f"/payments/{batch.pk}/seal/", {"stamp": stamp}).content.decode()
    assert f"有 1 笔暂不能发放：{person.name}（收款账户刚刚变更，待核对）" in refused
    desk.lets_the_account_pass(person)
    again = clerk.post(f"/payments/{batch.pk}/seal/", {"stamp": stamp}).content.decode()
    assert "请先更新明细" in again
    clerk.post(f"/payments/{batch.pk}/refresh-lines/")
    assert [line.account_number for line in lines_of(batch)] == ["0444000000000000001"]


def test_ticked_lines_leave_a_draft(clerk, desk: Desk):
    batch = desk.drawn()
    clerk.post(f"/payments/{batch.pk}/remove-lines/", {"selected": [str(lines_of(batch)[0].pk), "nonsense"]})
    assert len(lines_of(batch)) == 2


def test_cancelling_asks_for_a_reason_and_keeps_what_was_typed(clerk, desk: Desk):
    batch = desk.drawn()
    too_long = "长" * 501
    response = clerk.post(f"/payments/{batch.pk}/cancel/", {"reason": too_long})
    assert too_long in response.content.decode()
    clerk.post(f"/payments/{batch.pk}/cancel/", {"reason": "指标文号有误"})
    batch.refresh_from_db()
    assert batch.status == "cancelled"


def test_a_refused_step_says_why_on_its_page(clerk, desk: Desk):
    batch = desk.approved()
    assert "不能办理“取消批次”" in clerk.post(f"/payments/{batch.pk}/cancel/", {"reason": "想改"}).content.decode()


def test_sealing_asks_again_who_one_is(desk: Desk, sign_in):
    batch = desk.drawn()
    response = sign_in(desk.clerk, recently=False).post(f"/payments/{batch.pk}/seal/", {"stamp": stamp_of(batch)})
    batch.refresh_from_db()
    assert ("/accounts/reauthenticate/" in response.headers["Location"], batch.status) == (True, "draft")


@pytest.mark.parametrize("part", ["", "seal/", "cancel/"])
def test_a_batch_that_does_not_exist_is_not_found(clerk, part: str):
    assert clerk.get(f"/payments/{uuid.uuid4()}/{part}").status_code == 404


@pytest.mark.parametrize("part", ["remove-lines/", "refresh-lines/", "files/summary/"])
def test_what_changes_something_takes_no_get(clerk, desk: Desk, part: str):
    assert clerk.get(f"/payments/{desk.sealed().pk}/{part}").status_code == 405


def test_an_auditor_reads_every_page_and_changes_nothing(desk: Desk, sign_in):
    auditor, batch = sign_in(make_user("auditor")), desk.drawn()
    text = page(auditor, f"/payments/{batch.pk}/")
    parts = ("seal", "cancel", "remove-lines", "refresh-lines", "returns/upload")
    codes = {auditor.post(f"/payments/{batch.pk}/{part}/").status_code for part in parts}
    batch.refresh_from_db()
    assert (f"/payments/{batch.pk}/seal/" in text, codes, batch.status) == (False, {403}, "draft")


def test_reading_pages_changes_nothing(clerk, desk: Desk, sign_in):
    batch = desk.sealed()
    before = list(PaymentBatch.objects.values())
    for client, paths in (
        (clerk, ["/payments/", "/payments/due/", f"/payments/{batch.pk}/", f"/payments/{batch.pk}/cancel/"]),
        (sign_in(desk.approver), ["/finance/", f"/finance/{batch.pk}/", f"/finance/{batch.pk}/approve/"]),
    ):
        for path in paths:
            page(client, path)
    assert (list(PaymentBatch.objects.values()), actions.mark_due(on=batch.sealed_at.date())) == (before, 0)


@pytest.mark.parametrize("path", ["/payments/", "/payments/{pk}/", "/finance/{pk}/"])
def test_a_page_takes_the_same_queries_for_any_number(clerk, desk: Desk, sign_in, path: str):
    client = sign_in(desk.approver) if path.startswith("/finance") else clerk
    counts = []
    client.get("/messages/")
    for lines in (2, 9):
        batch = desk.sealed(*(make_due() for _ in range(lines)))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path.format(pk=batch.pk)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
