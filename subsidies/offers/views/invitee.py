"""The page that an invitation leads to: the same words for every code, so that guessing tells nothing."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from subsidies.offers import actions
from talent.accounts.access import public_page

RATE = "open_invitation"
SESSION_KEY = "offer_code"
"""Under which the session, which is encrypted, keeps the code until its person has signed in."""


@public_page
@require_safe
@never_cache
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """What it is about, the way on, and the way out; nothing of it depends on the code."""
    if refusal := consume_or_429(request, action=RATE, limit_get=True):
        return refusal
    return _page(request, "offers/invitation.html", {"code": code})


@public_page
@require_POST
def mine(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the code for after the sign-in or the sign-up, say so, and go there."""
    if refusal := consume_or_429(request, action=RATE):
        return refusal
    request.session[SESSION_KEY] = code[:64]
    if request.user.is_authenticated:
        return redirect("me:home")
    if "new" in request.POST:
        messages.info(request, _("请先注册账号，注册后继续办理单位的邀请。"))
        return redirect(f"{reverse('account_signup')}?{urlencode({'next': reverse('me:home')})}")
    messages.info(request, _("请先登录，登录后继续办理单位的邀请。还没有账号的，点“注册账号”，注册后同样可以继续。"))
    return redirect("me:home")


@public_page
@require_POST
@never_cache
def decline(request: HttpRequest, code: str) -> HttpResponse:
    """No reminder follows; the answer is the same for a code that is none."""
    if refusal := consume_or_429(request, action=RATE):
        return refusal
    actions.decline_by_code(code)
    return _page(request, "offers/declined.html", {})


def code_kept(request: HttpRequest) -> str:
    """The code that the person came with, in this session."""
    return str(request.session.get(SESSION_KEY, ""))


def _page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    response = render(request, template, context)
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    # The code in the address goes to no other site; with "no-referrer" browsers would send "Origin: null" with the
    # forms of this page, and these would be refused.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
