"""The finance bureau's pages."""

from __future__ import annotations

import datetime as dt

import pytest

from talent.calendars import clock
from talent.calendars.working_days import add_working_days
from tests.factories import make_user
from tests.subsidies.payments import bank
from tests.subsidies.payments.stages import Desk, make_due

QUERIES_OF_THE_DESK = 16


@pytest.fixture
def officer(desk: Desk, sign_in):
    return sign_in(desk.approver)


def test_a_draft_is_no_business_of_finance(officer, desk: Desk):
    batch = desk.drawn()
    assert [officer.get(f"/finance/{batch.pk}/{part}").status_code for part in ("", "approve/", "return/")] == [404] * 3
    assert list(officer.get("/finance/batches/").context["page"]) == []


def test_the_desk_counts_what_waits_and_what_only_others_may_do(officer, desk: Desk):
    desk.sealed(make_due()), desk.sealed(make_due()), desk.approved(make_due()), desk.released(make_due())
    piles = officer.get("/finance/").context["piles"]
    assert [(pile.status, pile.count, pile.yuan, pile.not_mine) for pile in piles] == [
        ("sealed", 2, 24_000, 0),
        ("approved", 1, 12_000, 1),
        ("released", 1, 12_000, 0),
    ]


def test_the_desk_lists_the_oldest_first_with_the_next_step(officer, desk: Desk):
    sealed, approved = desk.sealed(make_due()), desk.approved(make_due())
    errands = officer.get("/finance/").context["errands"]
    assert [(errand.batch, errand.step, bool(errand.why_not)) for errand in errands] == [
        (sealed, "审核", False),
        (approved, "放行", True),
    ]


@pytest.mark.parametrize("on", [dt.date(2026, 11, 26), dt.date(2026, 11, 27)], ids=["Thursday", "Friday"])
@pytest.mark.parametrize(("working_days", "late"), [(5, 0), (6, 1)])
def test_a_bank_that_does_not_answer_in_time_is_pointed_out_first(
    officer, desk: Desk, on: dt.date, working_days: int, late: int
):
    with clock.moved_to(on):
        desk.sealed(make_due())
        released = desk.released(make_due())
    with clock.moved_to(add_working_days(on, working_days)):
        context = officer.get("/finance/").context
        listed = list(officer.get("/finance/batches/?status=unanswered").context["page"])
    assert (context["late"], context["errands"][0].batch == released, listed) == (late, bool(late), [released][:late])


def test_a_return_that_nobody_entered_is_pointed_out(officer, desk: Desk):
    batch = desk.released(make_due())
    payment = bank.Payment("1", "李明", "6222021234567890123", "中国银行", "12000.00", batch.lines.get().reference)
    uploaded = desk.uploaded(batch, bank.csv_return([bank.Answer(payment)]))
    assert officer.get("/finance/").context["returns"] == [uploaded]


def test_the_desk_asks_as_little_for_many_batches_as_for_one(officer, desk: Desk, django_assert_num_queries):
    for _ in range(3):
        desk.sealed(make_due())
    officer.get("/finance/")
    with django_assert_num_queries(QUERIES_OF_THE_DESK):
        officer.get("/finance/")


def test_two_officers_take_a_batch_to_the_bank(officer, desk: Desk, sign_in):
    batch = desk.sealed()
    officer.post(f"/finance/{batch.pk}/approve/", {"digest": batch.digest, "checked": "on"})
    sign_in(desk.releaser).post(
        f"/finance/{batch.pk}/release/", {"digest": batch.digest, "voucher_number": "ZF-2026-0031"}
    )
    batch.refresh_from_db()
    assert (batch.status, batch.approved_by, batch.released_by) == ("released", desk.approver, desk.releaser)


def test_the_approver_is_told_why_another_must_release(officer, desk: Desk):
    batch = desk.approved()
    text = officer.get(f"/finance/{batch.pk}/").content.decode()
    response = officer.post(f"/finance/{batch.pk}/release/", {"digest": batch.digest, "voucher_number": "1"})
    batch.refresh_from_db()
    assert ("须由另一名经办人员放行" in text, batch.status, response.status_code) == (True, "approved", 200)


def test_approval_needs_the_tick(officer, desk: Desk):
    batch = desk.sealed()
    response = officer.post(f"/finance/{batch.pk}/approve/", {"digest": batch.digest})
    batch.refresh_from_db()
    assert (response.status_code, batch.status) == (200, "sealed")


def test_a_forged_digest_approves_nothing(officer, desk: Desk):
    batch = desk.sealed()
    response = officer.post(f"/finance/{batch.pk}/approve/", {"digest": "0" * 64, "checked": "on"})
    assert "页面上的校验码与本批次不符" in response.content.decode()


def test_returning_shows_the_reason_to_the_office(officer, desk: Desk, sign_in):
    batch = desk.sealed()
    officer.post(f"/finance/{batch.pk}/return/", {"reason": "指标文号与下达文件不符"})
    assert "指标文号与下达文件不符" in sign_in(desk.clerk).get(f"/payments/{batch.pk}/").content.decode()


@pytest.mark.parametrize("part", ["approve", "release", "return"])
def test_what_moves_money_asks_again_who_one_is(desk: Desk, sign_in, part: str):
    batch = desk.sealed()
    response = sign_in(desk.approver, recently=False).get(f"/finance/{batch.pk}/{part}/")
    assert (response.status_code, "reauthenticate" in response.headers["Location"]) == (302, True)


@pytest.mark.parametrize("only", ["", "remarks", "unanswered", "paid", "nonsense"])
def test_lines_are_narrowed(officer, desk: Desk, only: str):
    batch = desk.released(make_due(), make_due())
    expected = {"": 2, "remarks": 0, "unanswered": 2, "paid": 0, "nonsense": 2}[only]
    assert len(officer.get(f"/finance/{batch.pk}/?only={only}").context["page"]) == expected


def test_the_page_shows_the_balance(officer, desk: Desk):
    text = officer.get(f"/finance/{desk.released().pk}/").content.decode()
    assert "已付 0 笔 0 元 + 失败 0 笔 0 元 + 待回盘 3 笔 36,000 元" in text


@pytest.mark.parametrize("late", [False, True])
def test_the_page_of_a_step_that_is_taken_already_says_so_and_offers_no_form(officer, desk: Desk, late: bool):
    batch = desk.released()
    address = f"/finance/{batch.pk}/release/"
    response = officer.post(address, {"digest": batch.digest, "voucher_number": "9"}) if late else officer.get(address)
    text = response.content.decode()
    assert (text.count("不能办理“放行”"), "确认放行" in text) == (1, False)


@pytest.mark.parametrize(("role", "answer"), [("reviewer", 302), ("auditor", 302), ("hr_officer", 403)])
def test_a_link_to_the_bureaus_page_of_a_batch_leads_the_office_to_its_own(desk: Desk, sign_in, role: str, answer: int):
    batch = desk.released()
    response = sign_in(make_user(role)).get(f"/finance/{batch.pk}/")
    found = {302: f"/payments/{batch.pk}/", 403: None}[answer]
    assert (response.status_code, response.headers.get("Location")) == (answer, found)
