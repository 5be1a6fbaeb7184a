"""Where a request comes from, kept for the events recorded while it is answered."""

from __future__ import annotations

import ipaddress
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest

visitor_address: ContextVar[str] = ContextVar("audit_visitor_address", default="")


def address_of(request: HttpRequest) -> str:
    """The visitor's IP address, empty if unknown; behind ``settings.TRUSTED_PROXY_COUNT`` proxies the one that the
    outermost of them saw."""
    trusted = settings.TRUSTED_PROXY_COUNT
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if trusted and len(forwarded) >= trusted:
        return _valid(forwarded[-trusted])
    return _valid(request.META.get("REMOTE_ADDR", ""))


def _valid(address: str) -> str:
    try:
        return str(ipaddress.ip_address(address.strip().partition("%")[0]))
    except ValueError:
        return ""
