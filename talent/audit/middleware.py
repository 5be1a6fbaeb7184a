"""Lets every event of a request know where the request came from."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from talent.audit.context import address_of, visitor_address


class AuditContextMiddleware:
    """Keeps the visitor's address for ``audit.events.record`` while the request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = visitor_address.set(address_of(request))
        try:
            return self.get_response(request)
        finally:
            visitor_address.reset(before)
