"""Where a request comes from."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from talent.audit.context import address_of, visitor_address
from talent.audit.middleware import AuditContextMiddleware

FORGED = "1.1.1.1, 203.0.113.7, 10.0.0.2"


@pytest.mark.parametrize(
    ("trusted", "forwarded", "expected"),
    [
        (0, FORGED, "127.0.0.1"),
        (1, FORGED, "10.0.0.2"),
        (2, FORGED, "203.0.113.7"),
        (4, FORGED, "127.0.0.1"),
        (1, "not an address", ""),
        (1, "fe80::1%eth0", "fe80::1"),
    ],
)
def test_only_as_many_proxies_are_believed_as_are_trusted(settings, trusted, forwarded, expected):
    settings.TRUSTED_PROXY_COUNT = trusted
    assert address_of(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})) == expected


def test_the_address_is_known_while_the_request_is_answered_and_forgotten_afterwards():
    seen = []

    def view(request):
        seen.append(visitor_address.get())
        return HttpResponse()

    AuditContextMiddleware(view)(RequestFactory().get("/", REMOTE_ADDR="203.0.113.9"))
    assert [*seen, visitor_address.get()] == ["203.0.113.9", ""]
