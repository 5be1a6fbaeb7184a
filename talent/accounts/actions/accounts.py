"""Accounts: opening one, its phone number, its language, its sessions."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from talent.accounts.contact import Contact
from talent.accounts.models import User
from talent.accounts.signing_in import account_with, applicant_with
from talent.audit import events as audit
from talent.calendars import clock
from talent.identifiers.masking import masked_phone
from talent.notifications.messages import notify
from talent.workflow.refusals import ActionRefused

NEVER_CONFIRMED_FOR = dt.timedelta(days=1)


def open_account(contact: Contact, *, language: str) -> User | None:
    """The applicant's account of this contact, made now if there is none.

    None when the contact belongs to a staff account or a closed one. Nobody has proved yet that the contact is theirs:
    ``prune_never_confirmed`` removes what never is.
    """
    if account_with(contact) is None:
        try:
            with transaction.atomic():
                user = User.objects.create_user(
                    email=contact.email or None, phone=contact.phone or None, language=_known_language(language)
                )
                if contact.email:
                    EmailAddress.objects.create(user=user, email=contact.email, primary=True)
        except IntegrityError:  # the same form was sent twice at once: the other request made the account
            return applicant_with(contact)
    return applicant_with(contact)


@transaction.atomic
def change_phone(user: User, *, by: User, phone: str, verified: bool = True) -> None:
    """Enter a phone number for an account, and tell the old one when a proven number is replaced.

    Args:
        phone: E.164.
        verified: whether a code sent to it was entered.

    Raises:
        ActionRefused: another account has the number.
    """
    user_before = User.objects.select_for_update().get(pk=user.pk)
    if User.objects.with_phone(phone).exclude(pk=user.pk).exists():
        raise ActionRefused(_("这个手机号码已用于另一个账号。"))
    replaced = user_before.phone if user_before.phone_verified and user_before.phone != phone else None
    if replaced:
        notify(user_before, "account_phone_changed", context={"new": masked_phone(phone)})
    user.phone, user.phone_verified = phone, verified
    user.save(update_fields=["phone", "phone_index", "phone_verified"])
    if verified and (replaced or not user_before.phone_verified):
        audit.record("account.phone_verified", user, by=by, detail={"replaced": bool(replaced)})


@transaction.atomic
def save_settings(user: User, *, by: User, language: str, display_name: str | None = None) -> None:
    """Save the language and, for an applicant, the name by which the portal addresses them."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.language = _known_language(language)
    if display_name is not None and not user.is_staff_account:
        user.display_name = display_name
    user.save(update_fields=["language", "display_name"])
    audit.record("account.settings_saved", user, by=by)


def remember_language(user: object, language: str) -> None:
    """Keep the language that someone who is signed in switched to, for mails; a visitor's is kept in a cookie only."""
    if isinstance(user, User) and language in dict(settings.LANGUAGES) and user.language != language:
        User.objects.filter(pk=user.pk).update(language=language)


def end_sessions(user: User) -> int:
    """Sign an account out everywhere; returns on how many devices."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)


def prune_never_confirmed() -> int:
    """Remove accounts that were begun a day ago and never confirmed by a code; returns how many."""
    begun_before = clock.real_now() - NEVER_CONFIRMED_FOR
    stale = User.objects.never_confirmed().filter(joined_at__lt=begun_before)
    count = 0
    for user in stale.iterator():
        user.delete()
        count += 1
    return count


def _known_language(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
