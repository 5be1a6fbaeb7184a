"""Taking one picture: the way there, a look whether it is the right page, the part of it that matters."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, FloatRect, Locator

from tests.pictures.saving import save
from tests.pictures.shots import DESK, MARGIN, PHONE, TALLEST, Shot
from tests.quality.visitors import Guest, Visitor, sign_in

SCALE = {"phone": 2, "desk": 1}


class WrongPage(Exception):
    """The page does not show what the picture is to show."""


@dataclass
class Camera:
    """A browser that signs everybody in once, and photographs pages into a folder."""

    browser: Browser
    address: str
    folder: Path
    _signed_in: dict[Visitor, list[Any]] = field(default_factory=dict)

    def take(self, shot: Shot) -> int:
        """Photograph; returns the size of the file. Raises WrongPage where the page is not the one meant."""
        guest = self._enter(shot)
        try:
            for step in shot.steps:
                step(guest)
            guest.page.wait_for_load_state("networkidle")
            guest.page.evaluate("window.scrollTo(0, 0)")  # what is sticky would stand in the middle of the picture
            _check_page(guest, shot)
            clip = _frame(guest, shot)
            _check_visible(guest, shot, clip)
            screenshot = guest.page.screenshot(full_page=True, clip=clip, animations="disabled")
        finally:
            guest.context.close()
        return save(screenshot, self.folder / shot.file, kind=shot.kind)

    def _enter(self, shot: Shot) -> Guest:
        guest = Guest(self.browser, self.address, phone=shot.kind == "phone", scale=SCALE[shot.kind])
        guest.page.set_viewport_size(PHONE if shot.kind == "phone" else DESK)
        if shot.who in self._signed_in:
            guest.context.add_cookies(self._signed_in[shot.who])
        else:
            sign_in(guest, shot.who)
            self._signed_in[shot.who] = guest.context.cookies()
        return guest


def _check_page(guest: Guest, shot: Shot) -> None:
    if guest.page.locator("body[data-failed]").count():
        raise WrongPage(f"{shot.name}: {guest.page.url} is an error page: {guest.page.locator('h1').inner_text()}")
    if guest.page.locator("html").get_attribute("lang") != "zh-CN":
        raise WrongPage(f"{shot.name}: {guest.page.url} is not in Chinese")


def _frame(guest: Guest, shot: Shot) -> FloatRect:
    """From the top of ``start`` to the bottom of ``end``; without them the window as it opens."""
    window = guest.page.viewport_size or DESK
    top, left, right = 0.0, 0.0, float(window["width"])
    if shot.start:
        box = _box(guest.page.locator(shot.start).first, shot)
        top = max(box["y"] - MARGIN, 0)
        if shot.kind == "desk":
            left = _box(guest.page.locator("main"), shot)["x"]
            right = max(right, guest.page.evaluate("document.documentElement.scrollWidth"))
    bottom = top + window["height"]
    if shot.end:
        box = _box(guest.page.locator(shot.end).first, shot)
        bottom = box["y"] + box["height"] + MARGIN
    bottom = min(bottom, guest.page.evaluate("document.documentElement.scrollHeight"))
    if not 0 < bottom - top <= TALLEST[shot.kind]:
        raise WrongPage(
            f"{shot.name}: the part is {bottom - top:.0f} pixels tall, at most {TALLEST[shot.kind]} make sense"
        )
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _box(part: Locator, shot: Shot) -> FloatRect:
    """Where a part stands on the page, from its very top."""
    if not part.count():
        raise WrongPage(f"{shot.name}: {part.page.url} has no part {part}")
    scrolled = part.page.evaluate("window.scrollY")
    box = part.bounding_box()
    if box is None:
        raise WrongPage(f"{shot.name}: {part} is not shown on {part.page.url}")
    return {"x": box["x"], "y": box["y"] + scrolled, "width": box["width"], "height": box["height"]}


def _check_visible(guest: Guest, shot: Shot, clip: FloatRect) -> None:
    """Each expected text stands inside the frame, not only somewhere on the page."""
    for text in shot.sees:
        if not any(_inside(each, shot, clip) for each in guest.page.get_by_text(text).all() if each.is_visible()):
            raise WrongPage(f"{shot.name}: {guest.page.url} does not show “{text}” in the part that is photographed")


def _inside(part: Locator, shot: Shot, clip: FloatRect) -> bool:
    box = _box(part, shot)
    return (
        clip["y"] <= box["y"]
        and box["y"] + min(box["height"], 1) <= clip["y"] + clip["height"]
        and clip["x"] <= box["x"]
        and box["x"] + box["width"] <= clip["x"] + clip["width"]
    )
