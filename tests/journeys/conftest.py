"""The portal and the people of the journeys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.persona import Persona
from tests.journeys.portal import demo_portal

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND,EXCLUDE localhost",
]


@pytest.fixture(scope="session")
def portal_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("portal")


@pytest.fixture(scope="session")
def address(portal_folder: Path) -> Iterator[str]:
    with demo_portal(portal_folder) as served:
        yield served


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def persona(chromium: Browser, address: str, tmp_path: Path) -> Iterator[Callable[..., Persona]]:
    people: list[Persona] = []

    def somebody(*, phone: bool = False, scripts: bool = True) -> Persona:
        people.append(Persona(chromium, address, phone=phone, scripts=scripts))
        return people[-1]

    yield somebody
    for each in people:
        each.context.close()
