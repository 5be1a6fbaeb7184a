"""All templates: nothing inline, every page of the account library is ours, the mails say what they should."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from lxml import html

OURS = Path(settings.BASE_DIR, "templates")
ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "413.html", "429.html", "500.html"]


def test_no_template_carries_inline_styles_scripts_or_handlers() -> None:
    forbidden = re.compile(
        r"""\sstyle=|\son[a-z]+=["']|<style|javascript:|<script(?![^>]*(\ssrc=|type="application/json"))""", re.I
    )
    files = [*OURS.rglob("*.html"), *Path(settings.BASE_DIR, "talent").rglob("templates/**/*.html")]
    assert [str(file.relative_to(OURS)) for file in files if forbidden.search(file.read_text())] == []


def test_a_form_with_a_file_leaves_it_to_the_page_to_say_what_is_missing() -> None:
    forms = [(file, tag) for file in OURS.rglob("*.html") for tag in re.findall(r"<form[^>]*>", file.read_text())]
    with_files = [(file, tag) for file, tag in forms if "multipart" in tag]
    assert [str(file.relative_to(OURS)) for file, tag in with_files if "novalidate" not in tag] == []


def test_every_page_and_mail_of_the_account_library_is_our_own() -> None:
    (folder,) = find_spec("allauth").submodule_search_locations
    theirs = Path(folder, "templates")
    wanted = {
        str(file.relative_to(theirs))
        for part in ("account", "mfa", "usersessions", "allauth/layouts")
        for file in (theirs / part).rglob("*.*")
    }
    assert {name for name in wanted if not (OURS / name).exists()} == set()


def test_templates_of_the_account_library_ask_only_for_chinese_words() -> None:
    asked = re.compile(
        r"""{%\s*translate\s+["'](.*?)["']|{%\s*blocktranslate[^%]*%}(.*?){%\s*(?:plural|endblocktranslate)""", re.S
    )
    folders = [OURS / part for part in ("account", "mfa", "usersessions", "allauth")]
    words = [a or b for folder in folders for file in folder.rglob("*.*") for a, b in asked.findall(file.read_text())]
    assert [each for each in words if not re.search(r"[\u4e00-\u9fff]", each)] == []


def test_a_sign_in_code_comes_in_a_plain_mail() -> None:
    with translation.override("zh-hans"):
        subject = render_to_string("account/email/login_code_subject.txt", {}).strip()
        message = render_to_string("account/email/login_code_message.txt", {"code": "204917"}).strip()
    assert subject == "登录验证码"
    assert message.split("\n") == [
        "您好：",
        "",
        "您的登录验证码是：",
        "",
        "204917",
        "",
        "如果不是您本人操作，请忽略本邮件。",
        "",
        "--",
        "长春国际汽车城人才补贴平台",
        "本邮件由系统发送，请勿回复。工作人员不会向您索要验证码。",
    ]


def test_the_page_of_a_broken_server_needs_no_context() -> None:
    with translation.override("zh-hans"):
        assert "系统出了问题" in re.findall(r"<h1>(.*?)</h1>", render_to_string("500.html"))


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_pages_after_a_failure_keep_what_was_typed(name: str, rf: RequestFactory) -> None:
    page = html.fromstring(render_to_string(name, {"megabytes": 10}, request=rf.get("/")))
    assert page.xpath("count(//body[@data-failed])") == 1


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_pages_after_a_failure_say_what_happened_and_lead_on(name: str, rf: RequestFactory) -> None:
    page = html.fromstring(render_to_string(name, {"megabytes": 10}, request=rf.get("/")))
    assert (page.xpath("count(//h1)"), page.xpath("count(//main//p) > 1"), page.xpath("count(//main//a) > 0")) == (
        1,
        True,
        True,
    )
