"""Who may open a page: each view carries exactly one of these, and the table of URL and role is tested from them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from talent.accounts.roles import Role

if TYPE_CHECKING:
    from talent.accounts.models import User

View = Callable[..., HttpResponseBase]
PUBLIC = frozenset({"anonymous", *Role.values})


class SignedInRequest(HttpRequest):
    """For annotations: a request that ``signed_in`` or ``role_required`` has let through."""

    user: User


def public_page(view: View) -> View:
    """Anyone may open the page, signed in or not."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return login_not_required(view)


def signed_in(view: View) -> View:
    """Anyone who is signed in may open the page."""
    view.access = frozenset(Role.values)  # type: ignore[attr-defined]
    return view


def role_required(*roles: str) -> Callable[[View], View]:
    """Only accounts with one of these roles may open the page; others get 403."""

    def restrict(view: View) -> View:
        @wraps(view)
        def restricted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated or not request.user.has_role(*roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        restricted.access = frozenset(str(role) for role in roles)  # type: ignore[attr-defined]
        return restricted

    return restrict
