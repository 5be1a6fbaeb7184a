"""The calculator, from question to answer."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from subsidies.applications.models import Application
from talent.audit.models import AuditEvent
from tests.subsidies.portal.public.answers import ANSWERS
from tests.subsidies.portal.public.test_views_public import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday() -> object:
    with time_machine.travel(dt.datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False) as traveller:
        yield traveller


def answer(client: Client, **changes: str) -> str:
    return client.post("/check/", ANSWERS | changes).content.decode()


def test_a_suitable_master_reads_amount_and_instalments_with_days(client: Client):
    html = answer(client)
    rows = re.findall(r'scope="row">(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>', html)
    assert (re.findall(r'class="money">(.*?)<', html), rows) == (
        ["50,000 元"],
        [
            ("第 1 期", "预计 2026年12月21日 起", "20,000 元"),
            ("第 2 期", "预计 2027年12月21日 起", "15,000 元"),
            ("第 3 期", "预计 2028年12月21日 起", "15,000 元"),
        ],
    )


def test_an_unmet_condition_shows_fact_rule_advice_and_basis(client: Client):
    words = text_of(answer(client, insured_months="2"))
    found = re.search(r"社会保险 不符合 您的情况： (.+?) 要求： (.+?) (连续缴费.+?) 依据 ：社会保险 (\S+) (\S+)", words)
    assert found is not None
    assert found.groups() == (
        "已连续缴纳 2 个月",
        "在长春连续缴纳不少于 3 个月",
        "连续缴费满规定月数后即可申请，请留意申请期限。",
        "暂定口径",
        "在长春连续缴纳社会保险满3个月（暂定，以实施细则为准）",
    )


def test_an_unmet_condition_shows_no_amount(client: Client):
    assert 'class="money"' not in answer(client, insured_months="2")


def test_all_three_benefits_are_answered(client: Client):
    outcomes = re.findall(r'class="tag tag--(\w+)">(.*?)<', answer(client))
    assert outcomes == [
        ("success", "符合条件"),
        ("warning", "还缺信息，暂不能确定"),
        ("warning", "还缺信息，暂不能确定"),
    ]


def test_family_answers_settle_housing_and_schooling(client: Client):
    words = text_of(
        answer(
            client,
            married="yes",
            owns_home="no",
            spouse_owns_home="no",
            children="yes",
            child_1="2020-08-31",
            child_2="2020-09-01",
        )
    )
    assert [
        part in words
        for part in (
            "户型 两居室",
            "租金减免 50%",
            "2020年8月31日出生的子女 2027 年秋季学年：小学",
            "2020年9月1日出生的子女 2027 年秋季学年：小学",
            "统筹学位选择次序 第 2 顺位",
        )
    ] == [True] * 5


def test_nothing_is_stored(client: Client):
    answer(client)
    stored = [model.objects.count() for model in (Session, Application, AuditEvent)]
    assert (stored, "sessionid" in client.cookies) == ([0, 0, 0], False)


def test_the_answer_may_not_be_kept_by_caches(client: Client):
    response = client.post("/check/", ANSWERS)
    assert (response.status_code, "no-store" in response.headers["Cache-Control"]) == (200, True)


def test_the_way_on_carries_nothing(client: Client):
    html = answer(client)
    onward = html[html.index('id="next"') : html.index("</section>", html.index('id="next"'))]
    assert re.findall(r'href="([^"]+)"', onward) == ["/accounts/signup/", "/accounts/login/"]


def test_the_answer_asks_the_database_for_nothing_but_the_day(client: Client, django_assert_num_queries: object):
    with django_assert_num_queries(2):
        response = client.post("/check/", ANSWERS)
    assert response.status_code == 200


def test_mistakes_are_listed_at_the_top_and_what_was_typed_is_still_there(client: Client):
    html = answer(client, hired_on="2026-02-30", insured_months="三个月", level="")
    summary = html[html.index("error-summary") : html.index("</ul>", html.index("error-summary"))]
    assert (
        re.findall(r'href="#(\w+)"', summary),
        'value="三个月"' in html,
        'value="2026-02-30"' in html,
        html.count("<title>") and "错误：" in html[: html.index("</title>")],
    ) == (["id_level_0", "id_hired_on", "id_insured_months"], True, True, True)


def test_after_an_answer_the_questions_stand_below_with_what_was_said(client: Client):
    html = answer(client)
    assert re.findall(r'name="(\w+)" value="2026-0\d-\d\d"', html) == ["awarded_on", "hired_on"]


def test_not_being_sure_of_the_employer_is_not_called_unanswered(client: Client):
    words = text_of(answer(client, listed="unsure"))
    found = re.search(r"用人单位 待确认 您的情况： (.+?) 要求：", words)
    assert (found and found.group(1), "请向本单位人事了解" in words) == ("不确定", True)


def test_having_no_children_is_not_asked_about_again(client: Client):
    words = text_of(answer(client, children="no"))
    assert ("您的情况： 没有未成年子女" in words, "请核对子女的出生日期" in words) == (True, False)
