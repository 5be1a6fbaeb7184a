"""Somebody at a browser, who speaks of pages by what they show."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from subsidies.portal.demo.accounts import DEMO_PASSWORD

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Persona:
    """A browser window of one person; every page that ``look`` is called on is checked by axe and for its width."""

    def __init__(
        self, browser: Browser, address: str, *, phone: bool = False, scripts: bool = True, scale: int = 1
    ) -> None:
        size = PHONE if phone else DESK
        self.context: BrowserContext = browser.new_context(
            locale="zh-CN",
            viewport=size,
            device_scale_factor=scale,
            java_script_enabled=scripts,
            accept_downloads=True,
            base_url=address,
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.scripts = scripts
        self.width = size["width"]

    def open(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status < 400, f"{path} answered {answer.status}"
        self.look()

    def look(self) -> None:
        """The page stands up to axe and is not wider than the screen (both need scripts)."""
        if not self.scripts:
            return
        found: list[dict[str, Any]] = Axe().run(self.page, options={"runOnly": TAGS}).response["violations"]
        wrong = [f"{each['id']}: {each['nodes'][0]['target']}" for each in found]
        assert wrong == [], f"{self.page.url}: {wrong}"
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, self.page.url

    def fill(self, label: str, value: str) -> None:
        self.page.get_by_label(label).first.fill(value)

    def choose(self, label: str, *, group: str | None = None) -> None:
        scope = self.page.get_by_role("group", name=re.compile(re.escape(group))).first if group else self.page
        scope.get_by_label(label).first.check()

    def select(self, label: str, option: str) -> None:
        self.page.get_by_label(label).first.select_option(label=option)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()
        self.page.wait_for_load_state()
        self.look()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()
        self.look()

    def sees(self, text: str) -> bool:
        return text in self.page.inner_text("body")

    def waits_for(self, text: str, *, seconds: int = 30) -> None:
        """Reload the page until it shows the text: what a worker does takes a moment."""
        deadline = time.monotonic() + seconds
        while not self.sees(text):
            assert time.monotonic() < deadline, f"{self.page.url} never showed {text}"
            time.sleep(0.5)
            self.page.reload()

    def sign_up(self, contact: str) -> None:
        """By a code that the demo shows in the page."""
        self.open("/accounts/signup/")
        self.page.locator("main input[name=contact]").fill(contact)
        self.page.locator("main input[name=terms]").check()
        self.page.locator("main form .actions button").first.click()
        self.enter_code()

    def sign_in_by_code(self, contact: str) -> None:
        self.open("/accounts/login/")
        self.page.locator("main input[name=contact]").fill(contact)
        self.page.locator("main form .actions button").first.click()
        self.enter_code()

    def enter_code(self) -> None:
        self.page.wait_for_load_state()
        self.look()
        shown = re.search(r"\b(\d{6})\b", self.page.inner_text("main"))
        assert shown, "the demo shows the code in the page"
        self.page.locator("main input[name=code]").fill(shown.group(1))
        self.page.locator("main form .actions button").first.click()
        self.page.wait_for_load_state()

    def sign_in_as_staff(self, name: str) -> None:
        self.open("/accounts/login/staff/")
        self.page.locator("main input[name=login]").fill(f"{name}@demo.invalid")
        self.page.locator("main input[name=password]").fill(DEMO_PASSWORD)
        self.page.locator("main form .actions button").first.click()
        self.page.wait_for_load_state()

    def carry_out(self) -> None:
        """Confirm the step that the page describes: tick what is to be confirmed, and go."""
        for box in self.page.locator("main form input[type=checkbox]").all():
            box.check()
        self.page.locator("main form .actions button").first.click()
        self.page.wait_for_load_state()
        self.look()

    def download(self, name: str, folder: Path, *, role: Literal["button", "link"] = "button") -> Path:
        with self.page.expect_download() as started:
            self.page.get_by_role(role, name=name).first.click()
        path = folder / started.value.suggested_filename
        started.value.save_as(path)
        return path
