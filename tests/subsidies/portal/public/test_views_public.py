"""The start page, the guides, help, privacy and accessibility."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from subsidies.portal.queries.public import errands
from talent.ui import navigation
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGES = {
    "/": "到中国一汽工作，申领人才补贴",
    "/policies/": "政策指南",
    "/policies/living/": "生活补贴",
    "/policies/housing/": "住房保障",
    "/policies/schooling/": "子女入学",
    "/help/": "帮助与联系方式",
    "/privacy/": "隐私说明",
    "/accessibility/": "无障碍说明",
    "/check/": "补贴测算",
}


def text_of(html: str) -> str:
    """The words of a page without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize(("path", "heading"), PAGES.items())
def test_each_page_has_one_heading_that_says_what_it_is(client: Client, path: str, heading: str):
    html = client.get(path).content.decode()
    assert [re.sub(r"\s+", "", h) for h in re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)] == [heading]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_styles_or_scripts_of_its_own(client: Client, path: str):
    html = client.get(path).content.decode()
    assert re.findall(r"<style|style=|<script(?![^>]*src=)| on\w+=", html) == []


@pytest.mark.parametrize("path", [path for path in PAGES if path not in ("/privacy/", "/accessibility/", "/check/")])
def test_a_public_page_asks_the_database_for_nothing_but_the_day(
    client: Client, path: str, django_assert_num_queries: object
):
    """The start page asks besides how applications are taken."""
    with django_assert_num_queries(2 if path == "/" else 1):
        response = client.get(path)
    assert response.status_code == 200


@pytest.mark.parametrize("path", ["/privacy/", "/accessibility/", "/check/"])
def test_a_page_without_days_asks_the_database_for_nothing(
    client: Client, path: str, django_assert_num_queries: object
):
    with django_assert_num_queries(0):
        response = client.get(path)
    assert response.status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_public_pages_are_only_read(client: Client, method: str):
    assert {getattr(client, method)(path).status_code for path in PAGES if path != "/check/"} == {405}


def test_the_start_page_shows_the_totals_of_the_figures_with_their_basis(client: Client):
    words = text_of(client.get("/").content.decode())
    assert [
        part in words for part in ("学士 30,000 元", "硕士 50,000 元", "博士 80,000 元", "据公开报道，以正式文本为准")
    ] == [True] * 4


def test_the_start_page_leads_to_the_calculator_the_sign_in_and_the_notices(client: Client):
    html = client.get("/").content.decode()
    hero = html[html.index('class="hero') : html.index("<main")]
    assert re.findall(r'href="([^"]+)"', hero) == ["/check/", "/accounts/login/", "/policies/living/"]


def test_the_start_page_offers_each_errand_and_the_entrances_of_the_staff(client: Client):
    html = client.get("/").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    links = [link for link in re.findall(r'href="([^"]+)"', main) if not link.startswith("/policies/living")]
    ways = ["/check/", "/home/", "/notices/", "/verify/", "/policies/", "/help/"]
    entrances = ["/accounts/login/staff/?next=/employer/", "/accounts/login/staff/?next=/home/"]
    assert [link for link in links if link in (*ways, *entrances)] == [*ways, "/check/", *entrances]


def test_an_errand_whose_page_is_missing_is_left_out(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(navigation, "address", lambda name: "" if name == "portal:check" else "/somewhere/")
    assert [errand.icon for errand in errands()] == ["edit", "notice", "shield", "document", "help"]


def test_the_start_page_says_of_each_scheme_what_it_gives_and_on_what_that_rests(client: Client):
    offers = client.get("/").context["offers"]
    assert [(guide.scheme, clause.label, clause.basis) for guide, clause in offers] == [
        ("living", "分期发放", "assumed"),
        ("housing", "租金减免", "assumed"),
        ("schooling", "适龄子女", "assumed"),
    ]


def test_whoever_is_signed_in_is_led_to_their_own_pages(client: Client):
    client.force_login(make_user())
    html = client.get("/").content.decode()
    assert ('<a class="btn btn-lg btn-secondary" href="/home/">' in html, "登录申请" in html) == (True, False)


def test_an_unknown_scheme_is_not_found(client: Client):
    assert client.get("/policies/pension/").status_code == 404


def test_the_guide_never_calls_an_assumption_the_official_text(client: Client):
    words = text_of(client.get("/policies/living/").content.decode())
    assert (
        words.count("官方文本"),
        words.count("依据 ：补贴总额 报道口径"),
        words.count("依据 ：劳动合同 暂定口径"),
    ) == (
        0,
        1,
        1,
    )


def test_contacts_are_shown_as_configured(client: Client, settings: object):
    settings.CONTACTS = {
        "office": "人才办公共服务窗口",
        "phone": "0431-00000000",
        "hours": "",
        "address": "",
        "email": "",
    }
    words = text_of(client.get("/help/").content.decode())
    assert ("受理单位 人才办公共服务窗口" in words, "咨询电话 0431-00000000" in words, "服务时间" in words) == (
        True,
        True,
        False,
    )


def test_without_contacts_the_help_page_says_whom_to_ask(client: Client, settings: object):
    settings.CONTACTS = {}
    assert "请先向本单位人事咨询" in client.get("/help/").content.decode()
