"""One page in the browser: status, axe, width, weight, language, targets."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import CDPSession, Page

from tests.journeys.persona import DESK, PHONE, TAGS
from tests.quality.bars import NARROWEST, TOUCH_PIXELS, Measured

PATIENCE_SECONDS = 60
SCREENS = (PHONE, DESK)
HAN_TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = new Set();
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement, text = walker.currentNode.data.trim();
    if (/\\p{Script=Han}/u.test(text) && !parent.closest("[lang^=zh], script, style") && parent.checkVisibility()) {
      found.add(text.replace(/\\s+/g, " "));
    }
  }
  return [...found];
}"""
SMALL_TARGETS = """least => {
  const shown = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const small = [];
  for (const element of document.querySelectorAll(shown)) {
    const label = element.labels && element.labels[0];
    const sizes = [element, label].filter(Boolean).map(each => each.getBoundingClientRect());
    const seen = sizes[0].width > 1 && sizes[0].height > 1 && element.checkVisibility({visibilityProperty: true});
    const inText = element.matches("a") && getComputedStyle(element).display === "inline";
    const wide = element.matches("a") ? 1 : least;  // a link is as wide as its words
    if (seen && !inText && !sizes.some(size => size.height >= least - 0.5 && size.width >= wide - 0.5)) {
      const name = element.textContent.trim().slice(0, 20) || element.name || element.id;
      const [width, height] = [sizes[0].width, sizes[0].height].map(Math.round);
      small.push(`${element.tagName.toLowerCase()} ${name} ${width}×${height}`);
    }
  }
  return small;
}"""

FORGETFUL_FORMS = """() => [...document.querySelectorAll("form[method=post]:not([data-autosave])")]
  .filter(form => document.body.dataset.person && form.querySelector("textarea:not([hidden], [readonly])"))
  .map(form => form.getAttribute("action") || location.pathname)"""
"""Of somebody signed in: a session ends while they type. An empty ``data-autosave`` says that nothing may be kept."""


class Traffic:
    """What a page loads, with the cache off."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.session.on("Network.requestWillBeSent", self._sent)
        self.session.on("Network.loadingFinished", self._loaded)
        self.begin()

    def begin(self) -> None:
        self.weight = 0
        self.hosts: list[str] = []

    def _sent(self, event: dict[str, Any]) -> None:
        url = urlsplit(event["request"]["url"])
        if url.scheme.startswith("http"):
            self.hosts.append(url.netloc)

    def _loaded(self, event: dict[str, Any]) -> None:
        self.weight += int(event["encodedDataLength"])


def measure(page: Page, traffic: Traffic, measured: Measured, pictures: Path | None) -> None:
    """Open the page and fill in what was found."""
    page.set_viewport_size(PHONE)
    traffic.begin()
    answer = page.goto(measured.path, wait_until="networkidle", timeout=PATIENCE_SECONDS * 1000)
    landed = urlsplit(page.url)
    measured.status = answer.status if answer and landed.path == measured.path.split("?")[0] else 302
    if measured.status != measured.expected:
        return
    measured.weight, measured.requests = traffic.weight, len(traffic.hosts)
    measured.third_parties = sorted(set(traffic.hosts) - {landed.netloc})
    measured.html_language = page.evaluate("document.documentElement.lang")
    if measured.language == "en":
        measured.chinese = page.evaluate(HAN_TEXTS)
    measured.forgetful = page.evaluate(FORGETFUL_FORMS)
    for size in SCREENS:
        _look(page, measured, size, pictures)
    if measured.kind != "staff":
        _look_closely(page, measured)


def _look(page: Page, measured: Measured, size: dict[str, int], pictures: Path | None) -> None:
    page.set_viewport_size(size)
    options = {"runOnly": TAGS, "resultTypes": ["violations"]}
    for each in Axe().run(page, options=options).response["violations"]:
        measured.violations.append(f"{each['id']} at {size['width']} px: {each['nodes'][0]['target']}")
    _note_width(page, measured, size["width"])
    if pictures:
        name = "-".join((measured.kind, measured.visitor, measured.path.strip("/").replace("/", "_") or "start"))
        page.screenshot(path=pictures / f"{name}-{measured.language}-{size['width']}.png", full_page=True)


def _look_closely(page: Page, measured: Measured) -> None:
    page.set_viewport_size(PHONE)
    measured.small_targets = page.evaluate(SMALL_TARGETS, TOUCH_PIXELS)
    page.set_viewport_size({"width": NARROWEST, "height": PHONE["height"]})
    _note_width(page, measured, NARROWEST)


def _note_width(page: Page, measured: Measured, width: int) -> None:
    if page.evaluate("document.documentElement.scrollWidth") > width:
        measured.too_wide_at.append(width)
