"""Who may open the applicant's pages, and the case that they work on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from subsidies.applications.models import Application
from subsidies.portal.queries.corrections import Correction, corrections_of
from subsidies.portal.queries.steps import EDITABLE, next_url, place_of
from talent.accounts.access import SignedInRequest, consent_required, role_required
from talent.accounts.consent import SENSITIVE_DATA, has_consent
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.profiles.models import Person


def applicant_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for applicants who consented to the handling of their sensitive data."""
    return role_required(Role.APPLICANT)(consent_required(view))


def own_record_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page on which one reads, or ends, what was handed in: open as well after the consent was withdrawn.

    Withdrawing a consent must not cost the right to know and to end what is in progress (PIPL art. 15, 44, 45). Who
    has not handed anything in yet is asked for the consent first.
    """
    with_consent = consent_required(view)

    @wraps(view)
    def opened(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if has_consent(request.user, SENSITIVE_DATA):
            return view(request, *args, **kwargs)
        handed_in = Application.objects.visible_to(request.user).submitted().exists()
        return (view if handed_in else with_consent)(request, *args, **kwargs)

    return role_required(Role.APPLICANT)(opened)


def person_of(user: User) -> Person | None:
    """The signed-in person, or ``None`` before they said who they are."""
    return Person.objects.filter(user=user).first()


def live_application(user: User) -> Application | None:
    """The person's case that is not over, if there is one."""
    return Application.objects.visible_to(user).live().select_related("person").first()


def editable_application(user: User) -> Application | None:
    """The person's case while it is theirs to change."""
    application = live_application(user)
    return application if application and application.status in EDITABLE else None


def after_saving(user: User, section: str) -> HttpResponse:
    """On to the next step of the application, or back to the profile when no application is being filled in."""
    return redirect(onward(user, section))


def onward(user: User, section: str) -> str:
    """The address of what comes after a section."""
    application = editable_application(user)
    return next_url(application, section) if application else reverse("me:profile")


def section_page(
    request: SignedInRequest,
    section: str,
    template: str,
    *,
    corrections: list[Correction] | None = None,
    **context: Any,
) -> HttpResponse:
    """A page of the profile, which is also a step of the application while one is being filled in."""
    live = live_application(request.user)
    application = live if live and live.status in EDITABLE else None
    if corrections is None:
        corrections = corrections_of(application) if application else []
    context |= {
        "application": application,
        "live": live,
        "caption": place_of(application, section) if application else "",
        "back_url": reverse("me:task_list") if application else reverse("me:profile"),
        "asked": [correction for correction in corrections if correction.section == section],
    }
    return render(request, f"portal/me/{template}.html", context)
