"""The page on which a batch is drawn up."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from subsidies.payments.models import Instalment, PaymentBatch
from talent.calendars import clock
from tests.factories import budget_line, make_user
from tests.subsidies.payments.stages import Desk, make_due, make_payee

URL = "/payments/draw-up/"


@pytest.fixture
def clerk(desk: Desk, sign_in):
    return sign_in(desk.clerk)


def form(*chosen: Instalment, **fields):
    words = {
        "pk": str(uuid.uuid4()),
        "title": "十一月",
        "charged_to": str(budget_line().pk),
    }
    return words | {"selected": [str(each.pk) for each in chosen]} | fields


def names(response) -> list[str]:
    return [row.award.person.name for row in response.context["page"]]


def test_the_ticked_instalments_become_a_batch(clerk):
    first, _second = make_due(), make_due()
    response = clerk.post(URL, form(first))
    batch = PaymentBatch.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, f"/payments/{batch.pk}/")
    assert list(batch.lines.values_list("instalment", flat=True)) == [first.pk]


def test_a_double_click_makes_one_batch(clerk):
    sent = form(make_due())
    addresses = {clerk.post(URL, sent).headers["Location"] for _ in range(2)}
    assert (len(addresses), PaymentBatch.objects.count()) == (1, 1)


def test_everything_takes_all_that_match_on_every_page_and_leaves_out_who_cannot_be_paid(clerk):
    for _ in range(52):
        make_due()
    make_due(make_payee(confirmed_days_ago=None))
    make_due(degree="doctor")
    clerk.post(f"{URL}?degree=bachelor", form(everything="1"))
    batch = PaymentBatch.objects.get()
    assert (batch.line_count, batch.total_yuan) == (52, 52 * 12_000)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["博士甲", "无确认", "本科乙"]),
        ("?degree=doctor", ["博士甲"]),
        ("?sequence=2", []),
        ("?readiness=ready", ["博士甲", "本科乙"]),
        ("?readiness=blocked", ["无确认"]),
        ("?due_until=2000-01-01", []),
        ("?due_until=nonsense", ["博士甲", "无确认", "本科乙"]),
        ("?employer=11111111-1111-4111-8111-111111111111", ["博士甲", "无确认", "本科乙"]),
    ],
)
def test_the_list_is_narrowed_by_its_filter(clerk, query: str, expected: list[str]):
    make_due(make_payee(name="博士甲"), degree="doctor")
    make_due(make_payee(name="无确认", confirmed_days_ago=None))
    make_due(make_payee(name="本科乙"))
    assert sorted(names(clerk.get(URL + query))) == sorted(expected)


def test_the_list_is_narrowed_by_employer(clerk):
    wanted, _other = make_due(make_payee(name="甲")), make_due(make_payee(name="乙"))
    employer = wanted.award.decision.application.employer_id
    assert names(clerk.get(f"{URL}?employer={employer}")) == ["甲"]


def test_whoever_cannot_be_paid_has_no_box_and_a_reason(clerk):
    blocked = make_due(make_payee(confirmed_days_ago=None))
    page = clerk.get(URL).content.decode()
    assert (f'value="{blocked.pk}"' in page, "在职确认缺失或已过期" in page) == (False, True)


def test_missing_words_are_asked_for_and_the_ticks_stay(clerk):
    due = make_due()
    response = clerk.post(URL, form(due, charged_to="", title="打了一半的名称"))
    page = response.content.decode()
    assert (response.status_code, PaymentBatch.objects.count()) == (200, 0)
    assert "打了一半的名称" in page
    assert f'value="{due.pk}" checked' in page


def test_nothing_ticked_is_refused_in_words(clerk):
    make_due()
    assert "请先选择要发放的明细。" in clerk.post(URL, form()).content.decode()


def test_what_somebody_else_took_meanwhile_is_refused_in_words(clerk, desk: Desk):
    due = make_due()
    make_due()
    desk.drawn(due)
    assert "已列入其他批次" in clerk.post(URL, form(due)).content.decode()


@pytest.mark.parametrize("selected", ["nonsense", "", "'; drop table", "0f0e0d0c-0b0a-4908-8706-050403020100"])
def test_keys_of_nothing_make_no_batch(clerk, selected: str):
    make_due()
    response = clerk.post(URL, form(selected=[selected]))
    assert (response.status_code, PaymentBatch.objects.count()) == (200, 0)


def test_the_budget_of_the_last_batch_is_filled_in(clerk, desk: Desk):
    desk.drawn(make_due())
    make_due()
    assert "长财预〔2026〕18号" in clerk.get(URL).content.decode()


@pytest.mark.parametrize("path", ["/payments/due/", URL])
def test_a_list_takes_the_same_queries_for_any_number(clerk, path: str):
    clerk.get(path)
    counts = []
    for more in (2, 9):
        for _ in range(more):
            make_due()
        with CaptureQueriesContext(connection) as queries:
            clerk.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_auditor_reads_what_is_due_and_draws_nothing_up(desk: Desk, sign_in):
    due, auditor = make_due(), sign_in(make_user("auditor"))
    codes = [auditor.get("/payments/due/"), auditor.get(URL), auditor.post(URL, form(due))]
    assert ([each.status_code for each in codes], PaymentBatch.objects.count()) == ([200, 403, 403], 0)


def test_each_batch_of_a_month_is_offered_a_title_of_its_own(clerk, desk: Desk):
    month = f"{clock.today().year}年{clock.today().month}月生活补贴"
    offered = []
    for _ in range(3):
        title = clerk.get(URL).context["form"]["title"].value()
        offered.append(title)
        desk.drawn(make_due(), title=title)
    assert offered == [month, f"{month}（第2批）", f"{month}（第3批）"]


def test_a_filter_that_nothing_matches_says_so_and_leads_back_to_all(desk: Desk, sign_in):
    make_due()
    pages = [sign_in(desk.clerk).get(f"/payments/{page}/?sequence=6").content.decode() for page in ("due", "draw-up")]
    assert [("没有符合条件的明细" in text, "公示期满" in text) for text in pages] == [(True, False)] * 2
