"""The viewer of evidence in a real browser: one file at a time, enlarged, turned, moved, by buttons, keys and wheel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from shutil import which

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from PIL import Image
from playwright.sync_api import Page, Route, sync_playwright

pytestmark = pytest.mark.browser

SITE = "http://portal.test"
FILES = (("a", "身份证件", "png"), ("b", "劳动合同", "pdf"), ("c", "学历证书", "png"))


def figure(key: str, label: str, kind: str) -> str:
    picture = f'<a class="evidence__show" href="/{key}.png"><img src="/{key}.png" loading="lazy" alt=""></a>'
    link = f'<a href="/{key}.{kind}" data-viewer-open="{key}">{label}</a>'
    shown = picture if kind == "png" else ""
    content = f"<figcaption>{link}</figcaption>{shown}"
    return f'<figure class="evidence" id="{key}" data-viewer-file="{label}">{content}</figure>'


def document() -> str:
    scripts = "".join(f'<script type="module" src="/{name}.js"></script>' for name in ("keys", "viewer"))
    bar = render_to_string("review/viewer.html")
    files = "".join(figure(*file) for file in FILES)
    proof = '<p><a id="proof" href="#c" data-viewer-open="c">学历证书</a></p>'
    style = "<link rel=stylesheet href=/components.css><link rel=stylesheet href=/staff.css>"
    body = f'{proof}<section class="viewer" data-viewer>{bar}{files}</section>'
    head = f"<head><meta charset=utf-8><title>t</title>{style}{scripts}</head>"
    return f'<!doctype html><html class="staff">{head}<body>{body}</body></html>'


def answer(route: Route) -> None:
    name = route.request.url.removeprefix(SITE).partition("?")[0].lstrip("/")
    if name.endswith((".js", ".css")):
        content = Path(settings.BASE_DIR, "talent/ui/static/ui", name).read_text()
        route.fulfill(body=content, content_type="text/javascript" if name.endswith(".js") else "text/css")
    elif name.endswith(".png"):
        picture = BytesIO()
        Image.new("RGB", (400, 200), "#336699").save(picture, "PNG")
        route.fulfill(body=picture.getvalue(), content_type="image/png")
    else:
        route.fulfill(body=document(), content_type="text/html")


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 800, "height": 700})
        opened.route("**/*", answer)
        opened.goto(f"{SITE}/")
        opened.wait_for_function("document.querySelector('.viewer__picture')?.style.transform")
        yield opened
        browser.close()


def title(page: Page) -> tuple[str, str]:
    return page.inner_text("[data-viewer-title]"), page.inner_text("[data-viewer-count]")


def turned(page: Page) -> str:
    transform = page.evaluate("document.querySelector('.viewer__picture').style.transform")
    (degrees,) = re.findall(r"rotate\((\d+)deg\)", transform)
    return degrees


def scale(page: Page) -> str:
    return page.inner_text("[data-viewer-scale]")


def test_one_file_is_shown_and_the_next_follows_round_and_round(page: Page):
    seen = [title(page)]
    for key in ("]", "]", "]", "["):
        page.keyboard.press(key)
        seen.append(title(page))
    assert seen == [
        ("身份证件", "1 / 3"),
        ("劳动合同", "2 / 3"),
        ("学历证书", "3 / 3"),
        ("身份证件", "1 / 3"),
        ("学历证书", "3 / 3"),
    ]


def test_a_pdf_is_framed_and_has_no_buttons_for_pictures(page: Page):
    page.keyboard.press("]")
    assert (
        page.get_attribute(".viewer__stage iframe", "src"),
        page.get_attribute(".viewer__stage iframe", "title"),
        page.is_visible("[data-viewer-picture]"),
    ) == (f"{SITE}/b.pdf", "劳动合同", False)


def test_a_picture_is_enlarged_turned_and_put_back_by_keys(page: Page):
    for key in ("+", "+", "r"):
        page.keyboard.press(key)
    changed = scale(page), turned(page)
    page.keyboard.press("0")
    assert (changed, (scale(page), turned(page))) == (("156%", "90"), ("100%", "0"))


def test_the_buttons_do_what_the_keys_do(page: Page):
    for name in ("larger", "larger", "smaller", "turn"):
        page.click(f"[data-viewer-do={name}]")
    assert (scale(page), turned(page)) == ("125%", "90")


def test_the_wheel_scrolls_the_page_until_the_stage_is_chosen(page: Page):
    page.hover(".viewer__stage")
    page.mouse.wheel(0, -100)
    before = scale(page)
    page.focus(".viewer__stage")
    page.mouse.wheel(0, -100)
    page.wait_for_function("document.querySelector('[data-viewer-scale]').textContent !== '100%'")
    assert (before, scale(page)) == ("100%", "125%")


def test_a_turned_picture_still_fits_the_stage(page: Page):
    page.keyboard.press("r")
    picture = page.locator(".viewer__picture").bounding_box()
    stage = page.locator(".viewer__stage").bounding_box()
    assert (picture["height"] <= stage["height"] + 1, picture["width"] <= stage["width"] + 1) == (True, True)


def test_a_link_beside_a_field_shows_the_file_that_proves_it(page: Page):
    page.click("#proof")
    focused = page.evaluate("document.activeElement.className")
    assert (title(page), focused.split()[0], page.url) == (("学历证书", "3 / 3"), "viewer__stage", f"{SITE}/")


def test_a_file_that_is_not_shown_is_not_fetched(page: Page):
    fetched = page.evaluate(
        "performance.getEntriesByType('resource').map(each => each.name).filter(n => /png|pdf/.test(n))"
    )
    assert sorted(set(fetched)) == [f"{SITE}/a.png"]
