"""What holds for everybody who is signed in, before any page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from allauth.core.exceptions import RateLimited
from allauth.core.ratelimit import respond_429
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from talent.accounts.access import STAFF_SIGN_IN
from talent.accounts.models import User
from talent.accounts.second_factor import lacks_second_factor
from talent.calendars import clock

SIGNED_IN_AT, SEEN_AT = "guard_signed_in_at", "guard_seen_at"
STAMP_EVERY_SECONDS = 60
KEPT_NOWHERE = "private, no-store"
WITHOUT_SECOND_FACTOR = frozenset({"account_logout", "account_reauthenticate"})


class SignInMiddleware(LoginRequiredMiddleware):
    """Leads strangers to signing in; whoever sent a form after the session was gone learns that nothing came of it."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseRedirect:
        """The way to the sign-in page and back: of a form, to the page it stood on, with its place in a list."""
        _tell_what_is_lost(request)
        login_url = resolve_url(self.get_login_url(view_func))
        return redirect_to_login(_page(request), login_url, self.get_redirect_field_name(view_func))


class AccountGuardMiddleware:
    """Ends sessions that are idle, too old or without a role, sends staff to enrol a second factor, forbids caching.

    Accounts that were closed need nothing here: the authentication backend no longer answers for them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and let nothing that somebody who is signed in was shown be kept on the device."""
        was_signed_in = request.user.is_authenticated  # read before the page, which may sign out
        response = self.get_response(request)
        if was_signed_in or request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", KEPT_NOWHERE)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer in the page's place where something is amiss."""
        user = request.user
        if not user.is_authenticated:
            return None
        if over := _why_over(request, user):
            return _end(request, view, over, staff=user.is_staff_account)
        _stamp(request)
        if getattr(view, "login_required", True) and _must_enrol(request, user):
            return redirect("mfa_index")
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Too many codes asked for: a page that says so."""
        return respond_429(request) if isinstance(exception, RateLimited) else None


def _why_over(request: HttpRequest, user: User) -> str:
    """The sentence for somebody whose session is over; empty while it goes on."""
    now = clock.real_now().timestamp()
    if user.is_staff_account and not user.staff_roles:
        return _("您的工作角色已停用。如有疑问，请联系账号管理员。")
    idle = settings.STAFF_IDLE_SECONDS if user.is_staff_account else settings.APPLICANT_IDLE_SECONDS
    if now - request.session.get(SEEN_AT, now) > idle:
        return _("您有一段时间没有操作，为保护账号已自动退出。请重新登录，登录后会回到原来的页面。")
    if now - request.session.get(SIGNED_IN_AT, now) > settings.SESSION_LONGEST_SECONDS:
        return _("这次登录已超过 12 小时，请重新登录，登录后会回到原来的页面。")
    return ""


def _end(request: HttpRequest, view: Callable[..., Any], message: str, *, staff: bool) -> HttpResponse | None:
    """Sign out; public pages go on without a user, others lead to signing in and back."""
    logout(request)
    messages.warning(request, message)
    if not getattr(view, "login_required", True):
        return None
    _tell_what_is_lost(request)
    response = redirect_to_login(_page(request), resolve_url(STAFF_SIGN_IN if staff else settings.LOGIN_URL))
    return HttpResponseClientRedirect(response.url) if getattr(request, "htmx", False) else response


def _tell_what_is_lost(request: HttpRequest) -> None:
    if request.method == "POST":
        messages.warning(request, _("刚才提交的内容没有办理。请登录后再办理一次；填写的文字一般还在，登录后会恢复。"))


def _page(request: HttpRequest) -> str:
    """The page to come back to: of a form, the page it stood on."""
    if request.method == "GET" and not getattr(request, "htmx", False):
        return request.get_full_path()
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(referer)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return request.path


def _stamp(request: HttpRequest) -> None:
    """Note, at most once a minute, that the session's owner is there; allauth's own middleware writes each time."""
    session, now = request.session, clock.real_now()
    if now.timestamp() - session.get(SEEN_AT, 0.0) < STAMP_EVERY_SECONDS:
        return
    session[SEEN_AT] = now.timestamp()
    session.setdefault(SIGNED_IN_AT, now.timestamp())
    UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=now)


def _must_enrol(request: HttpRequest, user: User) -> bool:
    match = request.resolver_match
    name = match.view_name if match else ""
    allowed = name in WITHOUT_SECOND_FACTOR or name.startswith("mfa_")
    return not allowed and lacks_second_factor(user)
