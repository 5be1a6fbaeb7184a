"""What machines ask."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client

from talent.accounts.access import PUBLIC
from tests.architecture.test_access import PAGES

pytestmark = pytest.mark.django_db


def test_a_living_portal_says_ok(client: Client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_a_portal_without_its_database_says_so(client: Client, monkeypatch: pytest.MonkeyPatch):
    def fail() -> None:
        raise OperationalError("connection refused at 10.0.0.1")

    monkeypatch.setattr(connection, "cursor", fail)
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"database unreachable\n")


def test_crawlers_are_kept_out_of_every_page_that_is_not_public(client: Client):
    text = client.get("/robots.txt").content.decode()
    closed = tuple(line.removeprefix("Disallow: ") for line in text.splitlines() if line.startswith("Disallow"))
    open_to_crawlers = [name for name, path, access in PAGES if access is not PUBLIC and not path.startswith(closed)]
    assert open_to_crawlers == []
