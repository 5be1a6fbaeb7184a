"""Going back from a page that confirms to the list whose rows were ticked, with the same rows ticked.

Hundreds of keys do not go into an address: they are kept in the session, which is encrypted, under a random key.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

SESSION_KEY = "ticked_rows"
KEPT = 3
"""The latest selections of a session: one for each of a few tabs."""
PLACE = ("after", "before", "size")
"""Where in the list the page is, as ``pages.page_of`` reads it."""
EVERYTHING = "everything"


class WayBack(NamedTuple):
    """The address of the list as it was, and what it was narrowed by, for a form on the way to send along."""

    address: str
    narrowed: list[tuple[str, str]]


def way_back(request: HttpRequest, url_name: str, *, names: Iterable[str] = ()) -> WayBack:
    """Keep what was ticked, and lead back to it.

    Args:
        names: what the list is narrowed by; of what was posted nothing else goes into the address.
    """
    narrowed = [(name, request.POST[name]) for name in (*PLACE, *names) if request.POST.get(name)]
    values = [EVERYTHING] if request.POST.get(EVERYTHING) else []
    key = secrets.token_urlsafe(9)
    before = request.session.get(SESSION_KEY, [])
    request.session[SESSION_KEY] = [*before, [key, *values, *request.POST.getlist("selected")]][-KEPT:]
    return WayBack(f"{reverse(url_name)}?{urlencode([*narrowed, ('ticked', key)])}", narrowed)


def ticked(request: HttpRequest) -> frozenset[str]:
    """The values of the rows that were ticked, ``everything`` among them where that was; empty at first."""
    key = request.GET.get("ticked", "")
    kept = request.session.get(SESSION_KEY, []) if key else []
    return frozenset(value for known, *values in kept if known == key for value in values)


def forget(request: HttpRequest) -> None:
    """The rows that are posted were acted on: what was kept with them is not ticked again by an old address."""
    done = {EVERYTHING, *request.POST.getlist("selected")}
    kept = request.session.get(SESSION_KEY, [])
    left = [each for each in kept if done.isdisjoint(each[1:])]
    if len(left) < len(kept):
        request.session[SESSION_KEY] = left
