"""From a list whose rows are ticked to a page that confirms what becomes of them, and back with the same rows ticked.

Hundreds of keys do not go into an address: they are kept in the session, which is encrypted, under a random key. The
page that confirms has an address too, so that going back to it or loading it again sends nothing a second time.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol, TypeVar
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

SESSION_KEY = "ticked_rows"
KEPT = 3
"""The latest selections of a session: one for each of a few tabs."""
PLACE = ("after", "before", "size")
"""Where in the list the page is, as ``pages.page_of`` reads it."""
EVERYTHING, KEY = "everything", "ticked"


class Selection(Protocol):
    """A form of ticked rows."""

    def is_valid(self) -> bool:
        """Whether anything was ticked, and no more than one page takes."""

    @property
    def first_error(self) -> str:
        """What to tell: one sentence, since the table has no place for errors of its own."""


Form = TypeVar("Form", bound=Selection)


class WayBack(NamedTuple):
    """The address of the list as it was, and what stands in it, for a form on the way to send along."""

    address: str
    asked: list[tuple[str, str]]


def on_to(request: HttpRequest, url_name: str, *, names: Iterable[str] = ()) -> HttpResponseRedirect:
    """Keep what was ticked, and lead on to the page that confirms it.

    Args:
        names: what the list is narrowed by; of what was posted nothing else goes into the address.
    """
    values = [EVERYTHING] if request.POST.get(EVERYTHING) else []
    key = secrets.token_urlsafe(9)
    before = request.session.get(SESSION_KEY, [])
    request.session[SESSION_KEY] = [*before, [key, *values, *request.POST.getlist("selected")]][-KEPT:]
    return redirect(f"{reverse(url_name)}?{urlencode([*_asked(request.POST, names), (KEY, key)])}")


def selection(request: HttpRequest, form_class: Callable[[QueryDict], Form]) -> Form | None:
    """The form of what was ticked: as it was posted, or as it was kept on the way to this page.

    None, with a message, where it is not valid, was acted on meanwhile or is too old.
    """
    if request.method != "POST" and not _values(request):
        messages.warning(request, _("先前的勾选没有保留（可能已办理、重新登录过或时间太久），请重新勾选。"))
        return None
    form = form_class(request.POST if request.method == "POST" else _as_posted(_values(request)))
    if not form.is_valid():
        messages.error(request, form.first_error)
        return None
    return form


def way_back(request: HttpRequest, url_name: str, *, names: Iterable[str] = ()) -> WayBack:
    """From the page that confirms, or from its form when something was wrong with it, to the list as it was.

    Args:
        names: what the list is narrowed by.
    """
    asked = _asked(request.POST if request.method == "POST" else request.GET, (*names, KEY))
    return WayBack(f"{reverse(url_name)}?{urlencode(asked)}", asked)


def ticked(request: HttpRequest) -> frozenset[str]:
    """The values of the rows that were ticked, ``everything`` among them where that was; empty at first."""
    return frozenset(_values(request))


def forget(request: HttpRequest) -> None:
    """The rows that are posted were acted on: what was kept with them is not ticked again by an old address."""
    done = {EVERYTHING, *request.POST.getlist("selected")}
    kept = request.session.get(SESSION_KEY, [])
    left = [each for each in kept if done.isdisjoint(each[1:])]
    if len(left) < len(kept):
        request.session[SESSION_KEY] = left


def _asked(data: QueryDict, names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, value) for name in (*PLACE, *names) if (value := str(data.get(name, "")))]


def _as_posted(values: list[str]) -> QueryDict:
    return QueryDict(urlencode([(value, "1") if value == EVERYTHING else ("selected", value) for value in values]))


def _values(request: HttpRequest) -> list[str]:
    key = request.GET.get(KEY, "")
    kept = request.session.get(SESSION_KEY, []) if key else []
    return next((values for known, *values in kept if known == key), [])
