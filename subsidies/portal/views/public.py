"""The public pages: start, plain guides, help, privacy, accessibility."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from subsidies.applications.kinds import Benefit
from subsidies.portal.guides import guide, guides
from subsidies.portal.queries.public import help_page as help_content
from subsidies.portal.queries.public import start_page
from talent.accounts.access import public_page
from talent.calendars import clock


@public_page
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What there is, for whom, how much and how long it takes."""
    return render(request, "portal/public/start.html", start_page(on=clock.today()))


@public_page
@require_safe
def policy_list(request: HttpRequest) -> HttpResponse:
    """The schemes."""
    return render(request, "portal/public/policy_list.html", {"guides": guides(on=clock.today())})


@public_page
@require_safe
def policy(request: HttpRequest, scheme: str) -> HttpResponse:
    """One scheme in plain words, each figure with its basis."""
    if scheme not in Benefit.values:
        raise Http404
    return render(request, "portal/public/policy.html", {"guide": guide(scheme, on=clock.today())})


@public_page
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Questions and answers, and whom to ask."""
    return render(request, "portal/public/help.html", help_content(settings.CONTACTS, on=clock.today()))


@public_page
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, and what they may ask for."""
    return render(request, "portal/public/privacy.html")


@public_page
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How the site can be used, and what to do where it cannot."""
    return render(request, "portal/public/accessibility.html")
