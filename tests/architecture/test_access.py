"""Every page says who may open it, and the portal keeps to that."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from talent.accounts.access import PUBLIC
from talent.accounts.roles import Role
from tests.factories import make_user

OTHERS = ("account_", "mfa_", "usersessions_", "set_language", "javascript-catalog")
SAMPLES = {"uuid": str(uuid.uuid4()), "slug": "living", "str": "sample", "int": "1", "path": "sample"}


def patterns(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            name = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from patterns(entry, prefix + str(entry.pattern), name)
        else:
            yield f"{space}{entry.name}", prefix + str(entry.pattern), entry


def own_pages() -> list[tuple[str, str, frozenset[str]]]:
    """(URL name, a sample path, roles) of each page that is not one of the sign-in library's."""
    pages = []
    for name, route, entry in patterns(get_resolver()):
        if name.startswith(OTHERS) or ("account_" in name or "mfa_" in name):
            continue
        path = "/" + "/".join(
            SAMPLES[part[1:].split(":")[0]] if part.startswith("<") and ":" in part else part
            for part in route.split("/")
        )
        pages.append((name, path, getattr(entry.callback, "access", None)))
    return pages


PAGES = own_pages()


def test_every_page_says_who_may_open_it():
    assert [name for name, _, access in PAGES if access is None] == []


def test_every_page_has_a_name():
    assert [path for name, path, _ in PAGES if name.endswith("None")] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "path", "access"), PAGES, ids=[name for name, _, _ in PAGES])
def test_a_stranger_is_sent_to_sign_in(client: Client, name: str, path: str, access: frozenset[str]):
    response = client.get(path)
    sent_to_sign_in = response.status_code == 302 and "/accounts/login/" in response.headers["Location"]
    assert sent_to_sign_in == ("anonymous" not in access)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_pages_of_other_roles_are_refused(client: Client, role: str):
    client.force_login(make_user(role))
    opened = {
        name: client.get(path).status_code
        for name, path, access in PAGES
        if access is not PUBLIC and role not in access
    }
    assert {name: status for name, status in opened.items() if status != 403} == {}
