"""Text size, language, the style guide, and the pages that say what went wrong."""

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.test import Client
from lxml import html

from talent.accounts.roles import Role
from talent.ui.views import bad_request, server_error
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def heading(response) -> str:
    return html.fromstring(response.content).xpath("string(//h1)").strip()


def test_large_text_is_switched_on_and_off_again(client: Client, settings) -> None:
    settings.DEMO = True
    answer = client.post("/ui/text-size/", {"large": "1", "next": "/ui/?frame=staff"})
    assert (answer.status_code, answer["Location"]) == (302, "/ui/?frame=staff")
    page = html.fromstring(client.get("/ui/").content)
    assert page.get("class").split() == ["text-large"]
    client.post("/ui/text-size/", {"large": "0"})
    assert client.cookies["large_text"].value == ""


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_text_size_never_leads_to_another_site(client: Client, target: str) -> None:
    assert client.post("/ui/text-size/", {"next": target})["Location"] == "/"


@pytest.mark.parametrize("path", ["/ui/text-size/", "/ui/language/"])
def test_reading_an_address_changes_nothing(client: Client, path: str) -> None:
    assert client.get(path).status_code == 405


def test_the_language_switch_changes_the_page(client: Client, settings) -> None:
    settings.DEMO = True
    client.post("/ui/language/", {"language": "en", "next": "/ui/"})
    assert html.fromstring(client.get("/ui/").content).get("lang") == "en"
    client.post("/ui/language/", {"language": "zh-hans", "next": "/ui/"})
    assert html.fromstring(client.get("/ui/").content).get("lang") == "zh-CN"


@pytest.mark.parametrize("frame", ["public", "applicant", "staff"])
def test_the_style_guide_shows_in_every_frame(client: Client, settings, frame: str) -> None:
    settings.DEMO = True
    assert heading(client.get(f"/ui/?frame={frame}")) == "界面规范"


def test_the_style_guide_is_not_there_in_production(client: Client, settings) -> None:
    settings.DEMO = settings.DEBUG = False
    assert client.get("/ui/").status_code == 404


def test_a_missing_page_says_so_in_chinese(client: Client) -> None:
    answer = client.get("/no-such-page/")
    assert (answer.status_code, heading(answer)) == (404, "没有找到这一页")


def test_a_form_without_its_token_says_that_the_page_expired() -> None:
    answer = Client(enforce_csrf_checks=True).post("/ui/text-size/")
    assert (answer.status_code, heading(answer)) == (403, "页面已过期，没有提交成功")


@pytest.mark.parametrize(
    ("exception", "status", "words"),
    [
        (SuspiciousOperation(), 400, "请求无法识别"),
        (RequestDataTooBig(), 413, "提交的内容太大"),
        (TooManyFilesSent(), 413, "提交的内容太大"),
    ],
)
def test_too_much_is_told_from_what_cannot_be_read(rf, exception: Exception, status: int, words: str) -> None:
    answer = bad_request(rf.post("/"), exception)
    assert (answer.status_code, heading(answer)) == (status, words)


def test_a_missing_page_wears_the_frame_of_whoever_asked(client: Client) -> None:
    client.force_login(make_user(Role.REVIEWER))
    page = html.fromstring(client.get("/no-such-page/").content)
    assert page.xpath("//main//div[@class='actions']/a/@href") == ["/home/", "/help/"]
    assert page.xpath("count(//nav[@class='side'])") == 1


def test_the_page_of_a_broken_server_asks_no_database(rf, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        answer = server_error(rf.get("/"))
    assert (answer.status_code, heading(answer)) == (500, "系统出了问题")


def test_the_folded_menu_of_a_desk_names_the_place_and_its_list_stands_beside_it(client: Client) -> None:
    client.force_login(make_user(Role.AUDITOR))
    side = html.fromstring(client.get("/calendar/").content).xpath("//nav[@class='side']")[0]
    assert (side.xpath("string(details/summary/b)"), len(side.xpath("details//a"))) == ("工作日历", 0)
