"""From ticked rows to a page that confirms, and back with the same rows ticked."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib import messages
from django.http import QueryDict
from django.test import RequestFactory

from talent.ui.ticks import forget, on_to, selection, ticked, way_back

CONFIRM, QUEUE = "verification:confirm", "verification:queue"
GONE = "先前的勾选没有保留（可能已办理、重新登录过或时间太久），请重新勾选。"


class Ticked:
    """A form that takes any rows."""

    first_error = "请先勾选人员。"

    def __init__(self, data: QueryDict) -> None:
        self.data = data

    def is_valid(self) -> bool:
        """Anything is."""
        return bool(self.data)


def of_session(request: Any, session: dict[str, Any]) -> Any:
    request.session = session
    request._messages = messages.storage.default_storage(request)
    return request


def sent(session: dict[str, Any], data: dict[str, Any]) -> Any:
    return of_session(RequestFactory().post("/", data), session)


def shown(session: dict[str, Any], address: str) -> Any:
    return of_session(RequestFactory().get(address), session)


def led_on(session: dict[str, Any], data: dict[str, Any], **given: Any) -> str:
    """The address of the page that confirms."""
    return on_to(sent(session, data), CONFIRM, **given)["Location"]


def said(request: Any) -> list[str]:
    return [str(message) for message in messages.get_messages(request)]


def test_hundreds_of_keys_go_on_and_come_back_and_none_stands_in_the_address():
    session: dict[str, Any] = {}
    keys = [str(uuid.uuid4()) for _ in range(500)]
    address = led_on(session, {"selected": keys})
    form = selection(shown(session, address), Ticked)
    back = way_back(shown(session, address), QUEUE).address
    assert (form and form.data.getlist("selected"), ticked(shown(session, back))) == (keys, frozenset(keys))
    assert [(len(each) < 80, [key for key in keys if key in each]) for each in (address, back)] == [(True, [])] * 2


def test_the_page_and_the_filter_come_back_and_nothing_else_that_was_typed():
    session, names = dict[str, Any](), ["roster", "due", "search"]
    data = {"selected": ["a"], "after": "x", "roster": "differs", "comment": "电话 13800138000", "before": ""}
    address = led_on(session, data, names=names)
    back = way_back(shown(session, f"{address}&comment=13800138000"), QUEUE, names=names)
    key = parse_qs(urlsplit(address).query)["ticked"][0]
    assert parse_qs(urlsplit(back.address).query) == {"after": ["x"], "roster": ["differs"], "ticked": [key]}
    assert back.asked == [("after", "x"), ("roster", "differs"), ("ticked", key)]


def test_the_form_of_the_page_leads_back_to_the_same_rows():
    session: dict[str, Any] = {}
    key = parse_qs(urlsplit(led_on(session, {"selected": ["a"]})).query)["ticked"][0]
    back = way_back(sent(session, {"selected": ["a"], "ticked": key}), QUEUE)
    assert ticked(shown(session, back.address)) == {"a"}


def test_everything_goes_on_and_comes_back_as_everything():
    session: dict[str, Any] = {}
    address = led_on(session, {"everything": "1"})
    form = selection(shown(session, address), Ticked)
    assert (form and form.data.dict(), ticked(shown(session, address))) == ({"everything": "1"}, {"everything"})


@pytest.mark.parametrize("key", ["", "unknown", "\0"])
def test_without_a_key_that_is_known_nothing_is_ticked_and_the_page_says_so(key: str):
    session: dict[str, Any] = {}
    led_on(session, {"selected": ["a"]})
    request = shown(session, "/")
    request.GET = request.GET.copy()
    request.GET["ticked"] = key
    assert (ticked(request), selection(request, Ticked), said(request)) == (frozenset(), None, [GONE])


def test_a_form_without_a_tick_is_told_what_it_lacks():
    request = sent({}, {})
    assert (selection(request, Ticked), said(request)) == (None, ["请先勾选人员。"])


def test_rows_that_were_acted_on_are_not_asked_about_again():
    session: dict[str, Any] = {}
    address, other = (led_on(session, {"selected": [value]}) for value in "ab")
    forget(sent(session, {"selected": ["a"]}))
    requests = [shown(session, address), shown(session, other)]
    assert [selection(request, Ticked) is None for request in requests] == [True, False]


def test_the_session_keeps_the_latest_few_selections():
    session: dict[str, Any] = {}
    ways = [led_on(session, {"selected": [str(number)]}) for number in range(5)]
    assert [ticked(shown(session, way)) for way in ways] == [set(), set(), {"2"}, {"3"}, {"4"}]
