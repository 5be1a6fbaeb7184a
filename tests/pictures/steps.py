"""What somebody does on the way to a picture, in the words that stand on the pages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pypdfium2
from django.urls import reverse

from tests.quality.visitors import Guest

Step = Callable[[Guest], None]
PRINTED_CODE = re.compile(r"\b(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}\b")


def opens(name: str, **query: str) -> Step:
    """Go to a page by its URL name."""
    path = reverse(name)
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return lambda guest: guest.open(f"{path}?{asked}" if asked else path)


def follows(words: str, *, row: str = "") -> Step:
    """Follow a link; ``row`` says in whose table row it stands."""

    def step(guest: Guest) -> None:
        scope = guest.page.locator("main tr").filter(has_text=row).first if row else guest.page.locator("main")
        scope.get_by_role("link", name=words).first.click()
        guest.page.wait_for_load_state()

    return step


def follows_first(selector: str) -> Step:
    """Follow the first link that a CSS selector finds in the page."""

    def step(guest: Guest) -> None:
        guest.page.locator(f"main {selector}").first.click()
        guest.page.wait_for_load_state()

    return step


def presses(words: str) -> Step:
    """Press a button."""

    def step(guest: Guest) -> None:
        guest.page.locator("main").get_by_role("button", name=words).first.click()
        guest.page.wait_for_load_state()

    return step


def unfolds(words: str) -> Step:
    """Open a folded part."""
    return lambda guest: guest.page.locator("main summary").filter(has_text=words).first.click()


def fills(label: str, value: str) -> Step:
    """Fill in a field."""
    return lambda guest: guest.fill(label, value)


def chooses(label: str, *, group: str | None = None) -> Step:
    """Choose an answer."""
    return lambda guest: guest.choose(label, group=group)


def ticks_rows(*names: str) -> Step:
    """Tick the box of each row."""

    def step(guest: Guest) -> None:
        for name in names:
            guest.page.locator("main tbody tr").filter(has_text=name).first.get_by_role("checkbox").check()

    return step


def verifies_own_paper(label: str) -> Step:
    """Read the code on one's own letter, then, as a stranger, have the portal say whether the letter is genuine."""

    def step(guest: Guest) -> None:
        link = guest.page.locator("main a[href^='/papers/']").filter(has_text=label).first
        answer = guest.context.request.get(str(link.get_attribute("href")))
        printed = pypdfium2.PdfDocument(answer.body())[0].get_textpage().get_text_range()
        code = PRINTED_CODE.search(printed)
        assert code, f"no code is printed on the {label}"
        guest.context.clear_cookies()
        opens("verify:form")(guest)
        fills("验证码", code.group())(guest)
        presses("验证")(guest)

    return step
