"""What is typed into a form is kept in the browser until it arrived, and comes back to where it belongs alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.talent.ui.site import FORM, SITE, Site, document

pytestmark = pytest.mark.browser
ERRORS = '<div class="error-summary" tabindex="-1"></div>'
SIGNING_OUT = '<form method="post" action="/out" data-forget-drafts><button id="out">退出登录</button></form>'


def type_and_leave(page: Page) -> None:
    page.goto(f"{SITE}/form")
    page.fill("#name", "王小明")
    page.fill("#number", "220102199003071234")
    page.wait_for_function("Object.keys(localStorage).length === 1", timeout=2_000)


def test_typed_text_comes_back_but_document_numbers_are_never_kept(page: Page) -> None:
    type_and_leave(page)
    page.goto(f"{SITE}/form")
    assert (page.input_value("#name"), page.input_value("#number")) == ("王小明", "")


@pytest.mark.parametrize(
    ("answer", "name_afterwards"),
    [
        (document("<h1>已保存</h1>"), ""),
        (document("<h1>登录</h1>", person=""), "王小明"),
        (document("<h1>系统出了问题</h1>", state="data-failed"), "王小明"),
        (document('<div class="error-summary" tabindex="-1"></div>'), "王小明"),
    ],
    ids=["arrived", "session-ended", "server-broke", "refused"],
)
def test_typed_text_is_forgotten_only_when_it_arrived(
    page: Page, site: Site, answer: str, name_afterwards: str
) -> None:
    site.answer = answer
    type_and_leave(page)
    page.click("#send")
    page.wait_for_url(f"{SITE}/save")
    page.wait_for_load_state("networkidle")
    page.goto(f"{SITE}/form")
    assert page.input_value("#name") == name_afterwards


def test_what_stands_in_one_form_is_there_again_after_another_was_sent_without_a_question(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.goto(f"{SITE}/two")
    page.fill("#name", "王小明")
    page.wait_for_function("Object.keys(localStorage).length === 1", timeout=2_000)
    page.click("#other")
    page.wait_for_url(f"{SITE}/other")
    page.goto(f"{SITE}/two")
    assert (asked, page.input_value("#name")) == ([], "王小明")


def test_text_that_was_refused_first_and_then_arrived_does_not_come_back(page: Page, site: Site) -> None:
    site.answer = document(ERRORS + FORM)
    type_and_leave(page)
    page.click("#send")
    page.wait_for_url(f"{SITE}/save")
    site.answer = document("<h1>已保存</h1>")
    page.fill("#name", "王晓明")
    page.click("#send")
    page.wait_for_selector("h1")
    page.goto(f"{SITE}/form")
    assert page.input_value("#name") == ""


def test_text_that_an_action_refused_comes_back(page: Page, site: Site) -> None:
    site.answer = document('<div class="messages"><div class="notice notice--danger">已被他人领取</div></div>')
    type_and_leave(page)
    page.click("#send")
    page.wait_for_url(f"{SITE}/save")
    page.goto(f"{SITE}/form")
    assert page.input_value("#name") == "王小明"


def form_of(version: int) -> str:
    return FORM.replace("<input", f'<input type="hidden" name="submission" value="{version}"><input', 1)


def test_text_written_for_what_was_read_before_is_offered_and_not_put_back(page: Page, site: Site) -> None:
    site.pages["/form"] = form_of(1)
    type_and_leave(page)
    site.pages["/form"] = form_of(2)
    page.goto(f"{SITE}/form")
    put_back = page.input_value("#name")
    page.click("text=恢复填写的内容")
    assert (put_back, page.input_value("#name")) == ("", "王小明")


def rows(*names: str) -> str:
    boxes = (f'<input type="checkbox" name="selected" value="{name}" checked>' for name in names)
    return f"""<form method="post" action="/save" data-autosave="rows">{"".join(boxes)}</form>"""


def test_a_tick_stays_with_its_row_when_rows_come_and_go(page: Page, site: Site) -> None:
    site.pages["/form"] = rows("a", "b", "c")
    page.goto(f"{SITE}/form")
    page.uncheck("[value=b]")
    page.wait_for_function("Object.keys(localStorage).length === 1", timeout=2_000)
    site.pages["/form"] = rows("new", "a", "b")
    page.goto(f"{SITE}/form")
    ticked = page.eval_on_selector_all(":checked", "all => all.map(each => each.value)")
    assert ticked == ["new", "a"]


def test_whoever_signs_in_next_finds_nothing_of_what_was_typed_before(page: Page, site: Site) -> None:
    type_and_leave(page)
    site.answer = document("<h1>登录成功</h1>", person="another")
    page.click("#send")
    page.wait_for_selector("h1")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_what_was_typed_the_day_before_yesterday_is_forgotten(page: Page) -> None:
    type_and_leave(page)
    page.evaluate(
        """() => { const [key] = Object.keys(localStorage), draft = JSON.parse(localStorage[key]);
        draft.at -= 25 * 3600 * 1000; window.onpagehide = () => localStorage[key] = JSON.stringify(draft); }"""
    )
    page.goto(f"{SITE}/form")
    assert (page.input_value("#name"), page.evaluate("Object.keys(localStorage)")) == ("", [])


def test_whoever_signs_out_is_asked_about_what_they_typed_and_leaves_nothing_behind(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    site.pages["/form"] = FORM + SIGNING_OUT
    type_and_leave(page)
    page.click("#out")
    page.wait_for_url(f"{SITE}/out")
    assert (asked, page.evaluate("Object.keys(localStorage)")) == (["beforeunload"], [])
