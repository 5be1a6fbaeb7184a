"""The way from a phone number or e-mail address to the page that asks for the code."""

from __future__ import annotations

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from talent.accounts.contact import Contact
from talent.accounts.models import User


def account_with(contact: Contact) -> User | None:
    """The account of this contact, whosesoever."""
    if contact.phone:
        return User.objects.with_phone(contact.phone).first()
    return User.objects.with_email(contact.email).first()


def applicant_with(contact: Contact) -> User | None:
    """The applicant's account that may sign in by a code to this contact; staff accounts never may."""
    user = account_with(contact)
    return user if user and user.is_active and not user.is_staff_account else None


def begin_with_code(request: HttpRequest, contact: Contact, user: User | None, next_url: str | None) -> HttpResponse:
    """Send a code, or, without an account, the advice to sign up; the page that follows is the same."""
    LoginCodeVerificationProcess.initiate(
        request=request, user=user, phone=contact.phone or None, email=contact.email or None
    )
    address = reverse("account_confirm_login_code")
    return HttpResponseRedirect(f"{address}?{urlencode({REDIRECT_FIELD_NAME: next_url})}" if next_url else address)
