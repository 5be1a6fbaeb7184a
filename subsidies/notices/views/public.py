"""Notices as anyone reads them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from subsidies.notices.exports.notice_csv import notice_csv
from subsidies.notices.models import PublicNotice
from talent.accounts.access import public_page


@public_page
@require_GET
def notice_list(request: HttpRequest) -> HttpResponse:
    """Notices that run now."""
    notices = PublicNotice.objects.published().order_by("-published_on", "number")
    return render(request, "notices/list.html", {"notices": notices})


@public_page
@require_GET
def notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One notice with its list; not for search engines, and gone when its days are over."""
    found = get_object_or_404(PublicNotice.objects.published(), pk=pk)
    response = render(request, "notices/notice.html", {"notice": found, "entries": found.entries.all()})
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response


@public_page
@require_GET
def notice_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list as CSV."""
    found = get_object_or_404(PublicNotice.objects.published(), pk=pk)
    response = HttpResponse(notice_csv(found), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.number}.csv"'
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response
