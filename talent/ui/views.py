"""Choices that concern the frame of every page, and the pages that say what went wrong."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from django.views.defaults import page_not_found, permission_denied, server_error
from django.views.i18n import set_language

from talent.accounts.access import public_page
from talent.accounts.actions import remember_language
from talent.ui.context import LARGE_TEXT_COOKIE
from talent.ui.style_guide import sample_context

__all__ = (
    "bad_request",
    "csrf_failure",
    "language",
    "page_not_found",
    "permission_denied",
    "server_error",
    "style_guide",
    "text_size",
)
MEGABYTE = 1024 * 1024
YEAR_SECONDS = 365 * 24 * 3600


@public_page
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Switch the language, in a cookie and, for who is signed in, for mails too."""
    remember_language(request.user, request.POST.get("language", ""))
    return set_language(request)


@public_page
@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Remember the large-text mode for a year, or forget it, and go back to the page."""
    target, hosts = request.POST.get("next", "/"), {request.get_host()}
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=hosts, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    if request.POST.get("large") == "1":
        response.set_cookie(LARGE_TEXT_COOKIE, "1", max_age=YEAR_SECONDS, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(LARGE_TEXT_COOKIE, samesite="Lax")
    return response


@public_page
@require_GET
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every component once, for those who write pages; not there in production."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    return render(request, "ui/style_guide.html", sample_context(request))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that is too old or came from elsewhere; the reason goes to Django's own log, not to the page."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for what cannot be read; 413 where there was simply too much of it."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        context = {"megabytes": settings.UPLOAD_MAX_BYTES // MEGABYTE}
        return render(request, "413.html", context, status=413)
    return render(request, "400.html", status=400)
