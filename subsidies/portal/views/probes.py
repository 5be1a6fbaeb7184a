"""What machines ask: is the portal alive, and what may be indexed."""

from django.db import connection
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from talent.accounts.access import public_page

PRIVATE_PREFIXES = (
    "/me/",
    "/acting/",
    "/accounts/",
    "/home/",
    "/messages/",
    "/papers/",
    "/reports/",
    "/employer/",
    "/employers/",
    "/review/",
    "/rounds/",
    "/crosschecks/",
    "/budget/",
    "/payments/",
    "/finance/",
    "/audit/",
    "/calendar/",
    "/notices/",
)
"""Desks and one's own pages; public notices too, since they name people and expire."""


@public_page
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 ``ok`` when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unreachable\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@public_page
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep crawlers out of everything but the guides."""
    lines = ["User-agent: *", *(f"Disallow: {prefix}" for prefix in PRIVATE_PREFIXES)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
