"""A browser on the pages of ``site``."""

from __future__ import annotations

from collections.abc import Iterator
from shutil import which

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.talent.ui.site import Site


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
