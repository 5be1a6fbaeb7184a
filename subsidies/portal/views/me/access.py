"""Who may open the applicant's pages, whom the pages are about, and the case that they work on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from subsidies.applications.models import Application
from subsidies.portal.addresses import acting_under, address, own_address
from subsidies.portal.queries.corrections import Correction, corrections_of
from subsidies.portal.queries.steps import EDITABLE, next_url, place_of
from talent.accounts.access import SignedInRequest, child_consent_required, consent_required, role_required
from talent.accounts.consent import CHILD_DATA, SENSITIVE_DATA, has_consent
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.mandates.actions import note_reading
from talent.mandates.models import Mandate
from talent.mandates.permissions import NoMandate, in_the_place_of
from talent.mandates.workflow import AGENTS
from talent.profiles.models import Person


def applicant_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for applicants who consented to the handling of their sensitive data."""
    return role_required(Role.APPLICANT)(_about_themself(consent_required(view)))


def entry_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page on which an application is filled in: by the applicant or, ``under_mandate``, by who files for them.

    Such a view reads and writes for ``request.subject``: the applicant, in either case.
    """
    page = applicant_page(view)
    page.agent_page = agent_page(view)  # type: ignore[attr-defined]
    return page


def under_mandate(page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The page that ``entry_page`` made, for the officer who files for its person."""
    return page.agent_page  # type: ignore[attr-defined]


def agent_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for the officer who holds the mandate in its address, while it is in force and the consent stands.

    ``request.user`` stays the officer; ``request.subject`` is the person, represented. What is read is logged here,
    what is written where it is written.
    """

    @wraps(view)
    def opened(request: SignedInRequest, mandate: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        held = Mandate.objects.held_by(request.user).select_related("employer")
        found = get_object_or_404(held, pk=mandate)
        try:
            request.subject = in_the_place_of(found, agent=request.user)
            if not has_consent(request.subject, SENSITIVE_DATA):
                raise NoMandate(_("申请人已撤回处理敏感个人信息的同意，不能再代办。"))
            if request.method != "POST":
                note_reading(found, by=request.subject, page=view.__name__)
        except NoMandate as refusal:
            messages.error(request, str(refusal))
            return redirect("acting:mandate", pk=mandate)
        return view(request, *args, **kwargs)

    return role_required(*AGENTS)(opened)


def guardian_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page on which a child is entered or shown: the guardian's consent, asked for or signed with the mandate."""
    asking = child_consent_required(view)

    @wraps(view)
    def opened(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        under = acting_under(request)
        if under is None:
            return asking(request, *args, **kwargs)
        if not has_consent(request.subject, CHILD_DATA):
            messages.error(request, _("授权委托书不包括子女信息。请重新登记代办并勾选，或请本人登录填写。"))
            return redirect("acting:mandate", pk=under.pk)
        return view(request, *args, **kwargs)

    return opened


def _about_themself(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def opened(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.subject = request.user
        return view(request, *args, **kwargs)

    return opened


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

    return role_required(Role.APPLICANT)(_about_themself(opened))


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
    under = user.represented_by
    return next_url(application, section, under=under) if application else address("profile", under=under)


def section_page(
    request: SignedInRequest,
    section: str,
    template: str,
    *,
    corrections: list[Correction] | None = None,
    **context: Any,
) -> HttpResponse:
    """A page of the profile, which is also a step of the application while one is being filled in."""
    live = live_application(request.subject)
    application = live if live and live.status in EDITABLE else None
    if corrections is None:
        corrections = corrections_of(application) if application else []
    context |= {
        "application": application,
        "live": live,
        "caption": place_of(application, section) if application else "",
        "back_url": own_address(request, "task_list" if application else "profile"),
        "asked": [correction for correction in corrections if correction.section == section],
    }
    return render(request, f"portal/me/{template}.html", context)
