"""The pages of budget lines: read by many, entered by the finance bureau, closed at the end of the year."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine

from subsidies.budget.models import BudgetEntry, BudgetLine
from talent.calendars import clock
from tests.factories import budget_line, make_user
from tests.subsidies.payments.stages import make_award
from tests.subsidies.payments.views.conftest import sign_in

__all__ = ["sign_in"]
pytestmark = pytest.mark.django_db

LIST = 5
"""Queries of the list: the session, the person, their roles, the lines and their number; a line's page has one more."""


@pytest.fixture
def line() -> BudgetLine:
    return budget_line(yuan=100_000)


@pytest.fixture
def officer(line, sign_in):
    return sign_in(line.opened_by)


def opening(**fields):
    usual = {
        "pk": str(uuid.uuid4()), "fiscal_year": clock.today().year, "programme": "living", "document_number": "20号",
        "subject": "208", "yuan": "5000",
    }  # fmt: skip
    return usual | fields


@pytest.mark.parametrize("role", ["reviewer", "auditor", "policy_officer"])
def test_readers_see_lines_and_no_button(client, line, role: str):
    make_award()
    client.force_login(make_user(role))
    listed, page = client.get("/budget/").content.decode(), client.get(f"/budget/{line.pk}/").content.decode()
    assert (line.document_number in listed, "登记指标" in listed) == (True, False)
    assert ("授予时占用" in page, "30,000 元" in page, "追加或调减" in page, "冲销</a>" in page) == (
        True,
        True,
        False,
        False,
    )


@pytest.mark.parametrize("path", ["open/", "{pk}/appropriate/", "entries/{entry}/reverse/"])
@pytest.mark.parametrize("role", ["reviewer", "auditor", "policy_officer", "hr_officer"])
def test_nobody_else_opens_the_forms(client, line, path: str, role: str):
    client.force_login(make_user(role))
    address = "/budget/" + path.format(pk=line.pk, entry=line.entries.get().pk)
    assert [client.get(address).status_code, client.post(address).status_code] == [403, 403]


def test_a_stale_sign_in_proves_itself_before_it_enters_money(line, sign_in):
    browser = sign_in(line.opened_by, recently=False)
    response = browser.post("/budget/open/", opening())
    assert (response.status_code, BudgetLine.objects.count()) == (302, 1)


def test_a_double_click_enters_one_line(officer, line):
    form = opening()
    for _ in range(2):
        officer.post("/budget/open/", form)
    entered = BudgetLine.objects.get(document_number="20号")
    assert (entered.available_yuan, entered.entries.count()) == (5_000, 1)


@pytest.mark.parametrize(
    ("field", "value"), [("yuan", "0"), ("yuan", "1.5"), ("yuan", "一千"), ("fiscal_year", "1999"), ("subject", "")]
)
def test_a_wrong_field_is_named_and_nothing_is_entered(officer, line, field: str, value: str):
    response = officer.post("/budget/open/", opening(**{field: value}))
    assert (response.status_code, field in response.context["form"].errors, BudgetLine.objects.count()) == (
        200,
        True,
        1,
    )


def test_an_addition_and_its_reversal_stand_in_the_journal(officer, line):
    form = {"pk": str(uuid.uuid4()), "kind": "appropriate", "yuan": "700", "words": "追加 77号"}
    officer.post(f"/budget/{line.pk}/appropriate/", form)
    entry = line.entries.get(yuan=700)
    officer.post(f"/budget/entries/{entry.pk}/reverse/", {"words": "多录一位"})
    page = officer.get(f"/budget/{line.pk}/").content.decode()
    line.refresh_from_db()
    assert (line.appropriated_yuan, "追加 77号" in page, "多录一位" in page) == (100_000, True, True)
    assert BudgetEntry.objects.filter(reverses=entry).count() == 1


def test_a_reduction_below_what_was_granted_is_refused_in_words(officer, line):
    make_award()
    form = {"pk": str(uuid.uuid4()), "kind": "reduce", "yuan": "70001", "words": "调减"}
    page = officer.post(f"/budget/{line.pk}/appropriate/", form).content.decode()
    assert "只有 70,000 元，不足 70,001 元" in page


def test_the_year_is_closed_from_its_page(line, sign_in):
    with time_machine.travel(dt.datetime(clock.today().year + 1, 1, 20, 10, tzinfo=dt.UTC), tick=False):
        officer = sign_in(line.opened_by)
        page = officer.get(f"/finance/budget/{line.pk}/close/").content.decode()
        officer.post(f"/finance/budget/{line.pk}/close/", {"checked": "on"})
    line.refresh_from_db()
    assert ("尚未授予，由财政收回" in page, line.status, line.lapsed_yuan) == (True, "closed", 100_000)


def test_closing_before_the_year_is_over_is_refused_in_words(line, officer):
    page = officer.post(f"/finance/budget/{line.pk}/close/", {"checked": "on"}).content.decode()
    assert "预算年度还没有结束，不能结账" in page


def test_lists_cost_the_same_for_one_line_or_many(officer, line, django_assert_num_queries):
    officer.get("/budget/")
    with django_assert_num_queries(LIST):
        officer.get("/budget/")
    for number in range(5):
        officer.post("/budget/open/", opening(document_number=f"{number}号", pk=str(uuid.uuid4())))
    officer.get("/budget/")
    with django_assert_num_queries(LIST):
        officer.get("/budget/")
    with django_assert_num_queries(LIST + 1):
        officer.get(f"/budget/{line.pk}/")
