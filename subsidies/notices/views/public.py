"""Notices as anyone reads them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from subsidies.notices import queries
from subsidies.notices.exports.notice_csv import notice_csv
from subsidies.notices.exports.notice_pdf import notice_pdf
from talent.accounts.access import public_page
from talent.papers.unprintable import Unprintable
from talent.ui.pages import page_of
from talent.ui.pdf.fonts import UnprintableText
from talent.uploads.handing_out import PDF, handed_out

NOT_FOR_SEARCH_ENGINES = "noindex, noarchive"


@public_page
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Notices that run now."""
    return render(request, "notices/list.html", {"notices": queries.running()})


@public_page
@require_safe
@never_cache
def notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One notice with its list; not for search engines, and gone when its days are over."""
    found = queries.running().filter(pk=pk).first()
    if found is None:
        return _taken_down(request, pk)
    page = page_of(found.entries.listed(), request, order=queries.ENTRY_ORDER)
    response = render(request, "notices/notice.html", {"notice": found, "page": page})
    response.headers["X-Robots-Tag"] = NOT_FOR_SEARCH_ENGINES
    return response


@public_page
@require_safe
@never_cache
def notice_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list as CSV."""
    found = queries.running().filter(pk=pk).first()
    if found is None:
        return _taken_down(request, pk)
    response = HttpResponse(notice_csv(found), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.number}.csv"'
    response.headers["X-Robots-Tag"] = NOT_FOR_SEARCH_ENGINES
    return response


@public_page
@require_safe
@never_cache
def notice_paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list as a PDF to pin up; where a name cannot be printed, the page says so."""
    found = queries.running().filter(pk=pk).first()
    if found is None:
        return _taken_down(request, pk)
    try:
        response = handed_out(notice_pdf(found), f"{found.number}.pdf", PDF)
    except UnprintableText as refusal:
        refusals = [Unprintable(found.number, refusal.text, refusal.characters)]
        response = render(request, "papers/unprintable.html", {"refusals": refusals}, status=422)
    response.headers["X-Robots-Tag"] = NOT_FOR_SEARCH_ENGINES
    return response


def _taken_down(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What stands in the place of a notice whose days are over: that it ran, and nothing of its list."""
    over = get_object_or_404(queries.taken_down(), pk=pk)
    response = render(request, "notices/taken_down.html", {"notice": over}, status=410)
    response.headers["X-Robots-Tag"] = NOT_FOR_SEARCH_ENGINES
    return response
