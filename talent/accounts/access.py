"""Who may open a page: each view carries exactly one of these, and the table of URL and role is tested from them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from talent.accounts.consent import CHILD_DATA, SENSITIVE_DATA, has_consent
from talent.accounts.reauthentication import recently_authenticated
from talent.accounts.roles import Role

if TYPE_CHECKING:
    from talent.accounts.models import User

View = Callable[..., HttpResponseBase]
PUBLIC = frozenset({"anonymous", *Role.values})
STAFF_SIGN_IN = "accounts:staff_sign_in"


class SignedInRequest(HttpRequest):
    """For annotations: a request that ``signed_in`` or ``role_required`` has let through."""

    user: User
    subject: User
    """Whose data the page is about, on the pages of an application: see ``portal.views.me.access``."""


def public_page(view: View) -> View:
    """Anyone may open the page, signed in or not."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return login_not_required(view)


def signed_in(view: View) -> View:
    """Anyone who is signed in may open the page."""
    view.access = frozenset(Role.values)  # type: ignore[attr-defined]
    return view


def role_required(*roles: str) -> Callable[[View], View]:
    """Only accounts with one of these roles may open the page; others get 403, visitors the sign-in page for them."""

    def restrict(view: View) -> View:
        @wraps(view)
        def restricted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated or not request.user.has_role(*roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        restricted.access = frozenset(str(role) for role in roles)  # type: ignore[attr-defined]
        if Role.APPLICANT not in roles:
            restricted.login_url = STAFF_SIGN_IN  # type: ignore[attr-defined]
        return restricted

    return restrict


def reauthentication_required(view: View) -> View:
    """The person must have signed in, or proved again who they are, within the last minutes.

    A form that was posted too late is kept in the session, and goes on once they have. Put it below the decorator
    that says who may open the page.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not recently_authenticated(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded


def consent_required(view: View) -> View:
    """The person must have consented to the handling of sensitive personal information (PIPL art. 29)."""
    return _with_consent(view, SENSITIVE_DATA, "accounts:consent")


def child_consent_required(view: View) -> View:
    """The person must have consented, as guardian, to the handling of a child's data (PIPL art. 31)."""
    return _with_consent(view, CHILD_DATA, "accounts:child_consent")


def _with_consent(view: View, purpose: str, url_name: str) -> View:
    @wraps(view)
    def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not has_consent(request.user, purpose):
            query = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
            return HttpResponseRedirect(f"{reverse(url_name)}?{query}")
        return view(request, *args, **kwargs)

    return guarded
