"""Kindness for browsers that ask for what can only be sent."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _


class BackFromPostOnlyMiddleware:
    """Send a browser that opens a page which answers to POST alone to the page above it.

    That happens after signing in again in the middle of something, after switching the language on a confirm page, or
    with a bookmark. Addresses are nested, so the page above is where the button was. Programs still get 405.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        reading = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
        if reading and isinstance(response, HttpResponseNotAllowed) and (above := _page_above(request.path_info)):
            messages.warning(request, _("刚才那一步没有完成，请在这一页重新办理。"))
            return HttpResponseRedirect(above)
        return response


def _page_above(path: str) -> str:
    """The nearest address above that some view answers; empty where only the start page is left."""
    parts = path.strip("/").split("/")
    for count in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:count])}/"
        try:
            resolve(above)
        except Resolver404:
            continue
        return above
    return ""
