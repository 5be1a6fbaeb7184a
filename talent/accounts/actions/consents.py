"""Separate consents: giving and withdrawing them."""

from __future__ import annotations

from django.db import transaction

from talent.accounts.consent import TEXT_VERSION
from talent.accounts.models import Consent, User
from talent.audit import events as audit
from talent.calendars import clock


@transaction.atomic
def give_consent(user: User, purpose: str, *, by: User) -> Consent:
    """Record the consent to the text now shown; a second click changes nothing."""
    User.objects.select_for_update().get(pk=user.pk)
    given = user.consents.in_force().filter(purpose=purpose, text_version=TEXT_VERSION).first()
    if given:
        return given
    consent: Consent = user.consents.create(
        purpose=Consent.Purpose(purpose), text_version=TEXT_VERSION, given_at=clock.now()
    )
    audit.record("consent.given", consent, by=by, detail={"purpose": purpose, "text_version": TEXT_VERSION})
    return consent


@transaction.atomic
def withdraw_consent(user: User, purpose: str, *, by: User) -> None:
    """Withdraw the consent for a purpose, whatever the version of its text (PIPL art. 15)."""
    for consent in user.consents.in_force().filter(purpose=purpose).select_for_update():
        consent.withdrawn_at = clock.now()
        consent.save(update_fields=["withdrawn_at"])
        audit.record("consent.withdrawn", consent, by=by, detail={"purpose": purpose})
