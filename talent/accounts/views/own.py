"""A person's own account: settings and consents."""

from __future__ import annotations

from allauth.account.utils import get_next_redirect_url
from django.conf import settings as site_settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from talent.accounts import actions
from talent.accounts.access import SignedInRequest, role_required, signed_in
from talent.accounts.consent import CHILD_DATA, SENSITIVE_DATA, TEXT_VERSION
from talent.accounts.forms.consent import ConsentForm
from talent.accounts.forms.settings import SettingsForm
from talent.accounts.matters import matters_in_progress
from talent.accounts.models import Consent
from talent.accounts.roles import Role


@signed_in
def settings(request: SignedInRequest) -> HttpResponse:
    """Name, language, and the way to phone, e-mail, second factor and devices."""
    form = SettingsForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.save_settings(request.user, by=request.user, **form.cleaned_data)
        response = redirect("accounts:settings")
        response.set_cookie(site_settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], samesite="Lax")
        with override(form.cleaned_data["language"]):
            messages.success(request, _("设置已保存。"))
        return response
    consents = request.user.consents.in_force().order_by("given_at")
    return render(request, "accounts/settings.html", {"form": form, "consents": consents})


@role_required(Role.APPLICANT)
def consent(request: SignedInRequest) -> HttpResponse:
    """The separate consent to the handling of sensitive personal information."""
    return _consent_page(request, SENSITIVE_DATA, "accounts/consent.html")


@role_required(Role.APPLICANT)
def child_consent(request: SignedInRequest) -> HttpResponse:
    """A guardian's consent to the handling of a child's data."""
    return _consent_page(request, CHILD_DATA, "accounts/child_consent.html")


@role_required(Role.APPLICANT)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_consent(request: SignedInRequest, purpose: str) -> HttpResponse:
    """Say what follows and name what is in progress, then withdraw: it is never refused (PIPL art. 15)."""
    if purpose not in Consent.Purpose.values:
        raise Http404
    if request.method == "POST":
        actions.withdraw_consent(request.user, purpose, by=request.user)
        messages.success(request, _("同意已撤回。撤回之前已经办理的不受影响。"))
        return redirect("accounts:settings")
    context = {"consent_name": Consent.Purpose(purpose).label, "is_child": purpose == CHILD_DATA}
    context |= {"matters": matters_in_progress(request.user)}
    return render(request, "accounts/withdraw_consent.html", context)


def _consent_page(request: SignedInRequest, purpose: str, template: str) -> HttpResponse:
    given = request.user.consents.in_force().filter(purpose=purpose, text_version=TEXT_VERSION).first()
    form = ConsentForm(request.POST or None, purpose=purpose)
    next_url = get_next_redirect_url(request) or ""
    if request.method == "POST" and form.is_valid():
        actions.give_consent(request.user, purpose, by=request.user)
        return redirect(next_url or site_settings.LOGIN_REDIRECT_URL)
    context = {"form": form, "given": given, "purpose": purpose, "next_url": next_url, "text_version": TEXT_VERSION}
    return render(request, template, context)
