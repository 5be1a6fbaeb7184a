"""The scripts in a real browser, on pages made for the test: nothing is typed twice, sent twice or lost."""

import pytest
from playwright.sync_api import Page

from tests.talent.ui.site import SITE, Site, document

pytestmark = pytest.mark.browser


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
