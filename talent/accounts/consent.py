"""Consent apart from the terms of use.

Personal Information Protection Law (个人信息保护法) art. 28 to 30: sensitive personal information (identity documents,
financial accounts, children under 14) needs a purpose, necessity, strict protection and a separate consent; art. 31: a
guardian's consent for a child under 14; art. 15: a consent can be withdrawn as easily as it was given.
"""

from __future__ import annotations

from talent.accounts.models import Consent, User

TEXT_VERSION = "2026-12"
"""Of the texts in templates/accounts/consent*.html: a new version asks everybody again."""

SENSITIVE_DATA = Consent.Purpose.SENSITIVE_DATA
CHILD_DATA = Consent.Purpose.CHILD_DATA


def has_consent(user: User, purpose: str) -> bool:
    """Whether the person consented to the present text for this purpose and has not withdrawn it."""
    return user.consents.in_force().filter(purpose=purpose, text_version=TEXT_VERSION).exists()
