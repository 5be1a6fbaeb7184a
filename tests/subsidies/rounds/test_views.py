"""The office plans rounds on its pages; others of the city read them, strangers do not find them."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from subsidies.rounds.models import Intake, Round
from talent.calendars import clock
from tests.factories import make_user
from tests.subsidies.portal.me.applicant import Applicant
from tests.subsidies.rounds.conftest import day

pytestmark = pytest.mark.django_db
PLAN, INTAKE = "/rounds/plan/", "/rounds/intake/"
OUTSIDE = "现在不在受理时间内，暂时不能提交。下一批次的时间确定后会在首页公布；填写的内容会一直保存。"
LIST = 9
"""Queries of the list: the session, the person, their roles, today, the rounds, their number, how many applied in each,
the way of taking, and a round to come."""


@pytest.fixture
def desk(client: Client, reviewer) -> Client:
    client.force_login(reviewer)
    return client


def entered(**fields: object) -> dict[str, object]:
    usual = {
        "pk": str(uuid.uuid4()), "name": "2026年第二批", "opens_on": day(1).isoformat(),
        "closes_on": day(9).isoformat(), "cut_off_month": "2026-10",
    }  # fmt: skip
    return usual | fields


def errors(response) -> list[str]:
    return [error for found in response.context["form"].errors.values() for error in found]


@pytest.mark.parametrize("role", ["policy_officer", "auditor"])
def test_readers_see_the_rounds_and_no_button(client: Client, plan, role: str):
    round_ = plan()
    client.force_login(make_user(role))
    page = client.get("/rounds/").content.decode()
    assert (round_.name in page, "新建批次" in page, "修改时间" in page, "调整受理方式" in page) == (True, *[False] * 3)


@pytest.mark.parametrize("path", [PLAN, INTAKE, "/rounds/{pk}/", "/rounds/{pk}/cancel/"])
@pytest.mark.parametrize("role", ["auditor", "policy_officer", "finance_officer", "hr_officer", "applicant"])
def test_nobody_else_opens_the_forms(client: Client, plan, path: str, role: str):
    address = path.format(pk=plan().pk)
    client.force_login(make_user(role))
    assert [client.get(address).status_code, client.post(address).status_code] == [403, 403]


@pytest.mark.parametrize("role", ["finance_officer", "hr_officer", "applicant"])
def test_others_do_not_read_the_list(client: Client, plan, role: str):
    client.force_login(make_user(role))
    assert client.get("/rounds/").status_code == 403


@pytest.mark.parametrize("name", ["change", "cancel"])
def test_a_round_that_is_not_there_is_not_found(desk: Client, name: str):
    assert desk.get(reverse(f"rounds:{name}", args=[uuid.uuid4()])).status_code == 404


def test_the_empty_list_says_what_to_do(desk: Client):
    page = desk.get("/rounds/").content.decode()
    assert ("还没有申报批次" in page, "常年受理时不需要批次" in page) == (True, True)


@pytest.mark.parametrize("number", [3, 20])
def test_the_list_asks_the_same_for_any_number_of_rounds(
    desk: Client, plan, by_rounds, django_assert_num_queries, number: int
):
    for order in range(number):
        plan(2 * order, 2 * order + 1, name=f"第{order}批", cut_off_month=dt.date(2026, 9, 1))
    desk.get("/rounds/")
    with django_assert_num_queries(LIST):
        desk.get("/rounds/")


def test_a_double_click_plans_one_round(desk: Client):
    form = entered()
    pages = [desk.post(PLAN, form, follow=True).content.decode() for _ in range(2)]
    assert (["已新建批次“2026年第二批”。" in page for page in pages], Round.objects.count()) == ([True, True], 1)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("name", "", "请填写这一项。"),
        ("name", "220102199003078888", None),
        ("opens_on", "2026-02-30", None),
        ("closes_on", "", None),
        ("closes_on", "2026-11-01", "截止日期不能早于开始日期。"),
        ("cut_off_month", "2026-13", None),
        ("cut_off_month", "1990-01", None),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(desk: Client, field: str, value: str, told: str | None):
    response = desk.post(PLAN, entered(**{field: value}))
    said = errors(response)
    assert (response.status_code, len(said), Round.objects.count()) == (200, 1, 0)
    if told:
        assert said == [told]
    assert response.context["form"]["name"].value() == (value if field == "name" else "2026年第二批")


def test_the_form_of_a_round_shows_its_days_and_saves_others(desk: Client, plan):
    round_ = plan(2, 5)
    address = f"/rounds/{round_.pk}/"
    shown = desk.get(address).context["form"].initial
    assert shown == {"opens_on": day(2), "closes_on": day(5), "cut_off_month": "2026-10"}
    desk.post(address, shown | {"closes_on": day(7).isoformat()})
    round_.refresh_from_db()
    assert (round_.opens_on, round_.closes_on) == (day(2), day(7))


def test_a_round_of_years_ago_still_opens(desk: Client, reviewer, plan, clock_at_noon):
    round_ = plan(0, 5)
    clock_at_noon.shift(dt.timedelta(days=2000))
    desk.force_login(reviewer)
    response = desk.post(f"/rounds/{round_.pk}/", {
        "opens_on": round_.opens_on.isoformat(), "closes_on": clock.today().isoformat(), "cut_off_month": "2026-10",
    })  # fmt: skip
    assert errors(response) == ["这个批次已经截止或取消，不能再修改。需要补充受理的，请新建批次。"]


def test_cancelling_asks_first_and_then_says_so(desk: Client, plan):
    round_ = plan(2, 5)
    asked = desk.get(f"/rounds/{round_.pk}/cancel/").content.decode()
    done = desk.post(f"/rounds/{round_.pk}/cancel/", follow=True).content.decode()
    assert ("确认取消批次" in asked, "已取消批次“第一批”。" in done) == (True, True)


def test_an_open_round_is_not_cancelled_by_a_page_from_before(desk: Client, plan):
    page = desk.post(f"/rounds/{plan(0, 5).pk}/cancel/", follow=True).content.decode()
    assert "批次已经开始受理，不能取消；可以把截止日期提前到今天。" in page


def test_the_way_is_set_on_its_page_and_the_list_warns_that_nobody_can_apply(desk: Client):
    page = desk.post(INTAKE, {"way": "rounds", "from_on": day(0).isoformat()}, follow=True).content.decode()
    assert ("已保存受理方式。" in page, "现在没有人能提交申请" in page) == (True, True)


def test_what_is_announced_stands_on_the_list(desk: Client):
    desk.post(INTAKE, {"way": "rounds", "from_on": day(3).isoformat()})
    page = desk.get("/rounds/").content.decode()
    assert ("从 2026年11月26日 起按批次受理。" in page, "现在没有人能提交申请" in page) == (True, False)


def test_the_way_back_is_found_on_the_same_page(desk: Client, by_rounds):
    desk.post(INTAKE, {"way": "rolling", "from_on": day(0).isoformat()})
    assert Intake.objects.get().by_rounds_on(day(0)) is False


def test_visitors_read_until_when_applications_are_taken(client: Client, plan, by_rounds):
    plan(0, 5)
    assert "正在受理“第一批”，2026年11月28日 前（含当日）都可以提交" in client.get("/").content.decode()


def test_an_applicant_reads_why_the_draft_cannot_be_handed_in_and_a_forced_click_changes_nothing(
    client: Client, office, by_rounds
):
    applicant = Applicant.signed_in(client, office.draft().person.user)
    page = applicant.reads("/me/apply/check/")
    forced = applicant.sends("/me/apply/check/", {"seen": page.value("seen"), "declared": "on"})
    application = applicant.user.person.applications.get()
    assert ("现在还不能提交" in page.text, forced.messages, application.status) == (True, [OUTSIDE], "draft")
