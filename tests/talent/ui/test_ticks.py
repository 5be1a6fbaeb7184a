"""Going back from a confirm page with the same rows ticked."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import RequestFactory

from talent.ui.ticks import ticked, way_back


def sent(session: dict[str, Any], data: dict[str, Any]) -> Any:
    request = RequestFactory().post("/", data)
    request.session = session  # type: ignore[assignment]
    return request


def shown(session: dict[str, Any], address: str) -> Any:
    request = RequestFactory().get(address)
    request.session = session  # type: ignore[assignment]
    return request


def test_hundreds_of_keys_come_back_and_none_stands_in_the_address():
    session: dict[str, Any] = {}
    keys = [str(uuid.uuid4()) for _ in range(500)]
    back = way_back(sent(session, {"selected": keys}), "verification:queue")
    assert ticked(shown(session, back.address)) == frozenset(keys)
    assert (len(back.address) < 80, [key for key in keys if key in back.address]) == (True, [])


def test_the_page_and_the_filter_come_back_and_nothing_else_that_was_typed():
    session: dict[str, Any] = {}
    data = {"selected": ["a"], "after": "x", "roster": "differs", "comment": "电话 13800138000", "before": ""}
    back = way_back(sent(session, data), "verification:queue", names=["roster", "due", "search"])
    query = parse_qs(urlsplit(back.address).query)
    assert (sorted(query), back.narrowed) == (["after", "roster", "ticked"], [("after", "x"), ("roster", "differs")])


def test_everything_comes_back_as_everything():
    session: dict[str, Any] = {}
    back = way_back(sent(session, {"everything": "1"}), "verification:queue")
    assert ticked(shown(session, back.address)) == {"everything"}


@pytest.mark.parametrize("key", ["", "unknown", "\0"])
def test_without_a_key_that_is_known_nothing_is_ticked(key: str):
    session: dict[str, Any] = {}
    way_back(sent(session, {"selected": ["a"]}), "verification:queue")
    request = shown(session, "/")
    request.GET = request.GET.copy()
    request.GET["ticked"] = key
    assert ticked(request) == frozenset()


def test_the_session_keeps_the_latest_few_selections():
    session: dict[str, Any] = {}
    ways = [way_back(sent(session, {"selected": [str(number)]}), "verification:queue") for number in range(5)]
    assert [ticked(shown(session, way.address)) for way in ways] == [set(), set(), {"2"}, {"3"}, {"4"}]
