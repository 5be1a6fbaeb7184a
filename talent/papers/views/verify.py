"""The public page behind the QR code: genuine, or not known; nothing between."""

from __future__ import annotations

from allauth.core.ratelimit import consume_or_429
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from talent.accounts.access import public_page
from talent.papers.codes import grouped
from talent.papers.forms import CodeForm
from talent.papers.queries import verified

NOT_FOR_SEARCH_ENGINES = "noindex, noarchive"
RATE = "verify_paper"


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def form(request: HttpRequest) -> HttpResponse:
    """Type a code by hand."""
    typed = CodeForm(request.POST if request.method == "POST" else None)
    if typed.is_valid():
        return redirect("verify:paper", code=typed.cleaned_data["code"])
    response = render(request, "papers/verify_form.html", {"form": typed}, status=422 if typed.is_bound else 200)
    response.headers["X-Robots-Tag"] = NOT_FOR_SEARCH_ENGINES
    return response


@public_page
@require_safe
@never_cache
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the paper with this code is genuine: one query and the same words whatever is wrong with the code."""
    if refusal := consume_or_429(request, action=RATE, limit_get=True):
        return refusal
    found = verified(code)
    context = {"paper": found, "code": grouped(code) if found else "", "form": CodeForm()}
    response = render(request, "papers/verified.html", context, status=200 if found else 404)
    response.headers["X-Robots-Tag"] = NOT_FOR_SEARCH_ENGINES
    return response
