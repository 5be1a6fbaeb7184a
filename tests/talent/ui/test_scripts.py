"""The scripts in a real browser, on pages made for the test: nothing is typed twice, sent twice or lost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route, sync_playwright

pytestmark = pytest.mark.browser

SITE = "http://portal.test"
SCRIPTS = ("portal", "forms", "tables", "keys")
FORM = """<form method="post" action="/save" data-autosave="sample" novalidate>
  <input id="name" name="name"><input id="number" name="number" class="code">
  <textarea id="note" name="note" maxlength="10" data-counter></textarea>
  <button type="submit" id="send" name="action" value="send">发送</button></form>"""
TWO_FORMS = f"""{FORM}<form method="post" action="/other"><button type="submit" id="other">转交</button></form>"""
DOWNLOAD = '<form method="post" action="/save" data-download><button type="submit" id="send">下载</button></form>'
COMBOBOX = '<label for="school">院校</label><div class="suggest"><input id="school" data-suggest="/suggest"></div>'
SUGGESTIONS = (
    '<li role="option" data-value="吉林大学">吉林大学</li><li role="option" data-value="吉林农业大学">农大</li>'
)
ROWS = "".join(
    f'<p data-key-row><input type="checkbox" name="selected" id="box{n}"><a id="row{n}" href="#{n}">{n}</a></p>'
    for n in range(5)
)
TABLE = f'<form data-select><b data-selection-count></b><input type="checkbox" data-select-all id="all">{ROWS}</form>'
WIDTHS = "".join(
    f'<div class="table-wrap--sticky table-wrap"><table width="{width}"></table></div>' for width in (90, 4000)
)
DECIDING = """<form method="post" action="/save">
  <button type="submit" id="send" data-key="1" data-key-confirm>提交</button></form>
  <details data-key-list><summary>快捷键</summary><dl><dt>1</dt><dd>send</dd></dl></details>
  <dialog data-key-help><h2>快捷键</h2></dialog>"""
UPLOAD = """<form method="post" data-upload-progress><input type="file" name="file" id="file" data-upload="1000">
  <div class="actions"><button type="submit" id="send">发送</button></div></form>"""


def document(content: str, person: str = "someone", state: str = "") -> str:
    scripts = "".join(f'<script type="module" src="/{name}.js"></script>' for name in SCRIPTS)
    head = f'<!doctype html><html lang="zh-CN"><head><title>t</title>{scripts}</head>'
    return f'{head}<body data-person="{person}" {state}><main>{content}</main></body></html>'


@dataclass
class Site:
    """Answers the browser; ``answer`` is what follows a form that was sent."""

    answer: str = field(default_factory=lambda: document("<h1>已保存</h1>"))
    sent: list[str | None] = field(default_factory=list)

    def __call__(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE).partition("?")[0]
        pages = {"/form": FORM, "/combobox": COMBOBOX, "/table": TABLE, "/widths": WIDTHS, "/upload": UPLOAD}
        pages |= {"/download": DOWNLOAD, "/deciding": DECIDING, "/two": TWO_FORMS}
        if path.endswith(".js"):
            script = Path(settings.BASE_DIR, "talent/ui/static/ui", path[1:]).read_text()
            route.fulfill(body=script, content_type="text/javascript")
        elif route.request.method == "POST" and self.answer == "file":
            self.sent.append(None)
            route.fulfill(body="1", headers={"content-disposition": "attachment; filename=a.csv"})
        elif route.request.method == "POST":
            self.sent.append(route.request.headers.get("x-requested-with"))
            route.fulfill(body=self.answer, content_type="text/html")
        elif path == "/suggest":
            route.fulfill(body=SUGGESTIONS, content_type="text/html")
        else:
            route.fulfill(body=document(pages.get(path, "")), content_type="text/html")


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    context = chromium.new_context()
    opened = context.new_page()
    opened.route("**/*", site)
    opened.on("dialog", lambda dialog: dialog.accept())
    yield opened
    context.close()


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


def test_a_double_click_sends_once(page: Page, site: Site) -> None:
    page.goto(f"{SITE}/form")
    page.evaluate("for (const _ of [1, 2]) document.querySelector('#send').click()")
    page.wait_for_url(f"{SITE}/save")
    assert len(site.sent) == 1


def test_a_file_can_be_downloaded_again_from_the_same_page(page: Page, site: Site) -> None:
    site.answer = "file"
    page.goto(f"{SITE}/download")
    for _twice in range(2):
        with page.expect_download():
            page.click("#send")
        page.wait_for_selector("#send:not([data-busy])")
    assert len(site.sent) == 2


def test_the_counter_counts_characters_beyond_the_basic_plane_as_one(page: Page) -> None:
    page.goto(f"{SITE}/form")
    page.fill("#note", "𠮷" * 11)
    assert page.inner_text(".counter") == "超出 1 个字"


def test_a_suggestion_is_taken_with_the_keyboard(page: Page) -> None:
    page.goto(f"{SITE}/combobox")
    page.type("#school", "jilin")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowUp")
    chosen = page.get_attribute("#school", "aria-activedescendant")
    page.keyboard.press("Enter")
    assert (chosen, page.input_value("#school")) == ("suggestions-school-1", "吉林农业大学")
    assert page.get_attribute("#school", "aria-expanded") == "false"


def test_the_selection_is_counted_over_ranges_and_all(page: Page) -> None:
    page.goto(f"{SITE}/table")
    page.click("#box0")
    page.click("#box3", modifiers=["Shift"])
    counts = [page.inner_text("[data-selection-count]")]
    for _ in range(2):
        page.click("#all")
        counts.append(page.inner_text("[data-selection-count]"))
    assert counts == ["4", "5", "0"]


@pytest.mark.parametrize(("keys", "sent"), [("1", 0), ("1 Enter", 1), ("1 1", 1)])
def test_what_counts_is_pressed_by_the_second_key(page: Page, site: Site, keys: str, sent: int) -> None:
    page.goto(f"{SITE}/deciding")
    for key in keys.split():
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert len(site.sent) == sent


def test_a_key_that_is_held_down_decides_nothing(page: Page, site: Site) -> None:
    page.goto(f"{SITE}/deciding")
    for _ in range(5):
        page.keyboard.down("1")
    page.wait_for_timeout(300)
    assert site.sent == []


def test_the_list_of_keys_is_shown_over_the_page(page: Page) -> None:
    page.goto(f"{SITE}/deciding")
    page.keyboard.press("?")
    assert page.inner_text("dialog[open] dl").split() == ["1", "send"]


def test_rows_are_walked_and_opened_from_the_keyboard(page: Page) -> None:
    page.goto(f"{SITE}/table")
    for key in "jjjko":
        page.keyboard.press(key)
    page.wait_for_url("**/table#*", timeout=10_000)  # the browser tells of it a moment later
    assert page.url == f"{SITE}/table#1"


def test_a_refused_upload_keeps_the_page_and_shows_the_errors(page: Page, site: Site) -> None:
    site.answer = document('<div class="error-summary" tabindex="-1">文件打不开</div>')
    page.goto(f"{SITE}/upload")
    page.set_input_files("#file", {"name": "a.png", "mimeType": "image/png", "buffer": b"x" * 2_048})
    assert page.inner_text(".upload__note") == "文件 2 KB，超过 1 KB 的上限，请压缩后再选"
    page.click("#send")
    page.wait_for_selector(".error-summary")
    assert (page.inner_text("main"), page.url, site.sent) == ("文件打不开", f"{SITE}/upload", ["upload-progress"])


def test_a_table_that_fits_its_card_is_marked_and_one_that_does_not_is_left_to_scroll(page: Page) -> None:
    page.goto(f"{SITE}/widths")
    page.wait_for_selector("[data-fits]", state="attached")
    assert page.eval_on_selector_all(".table-wrap", "all => all.map(each => 'fits' in each.dataset)") == [True, False]
