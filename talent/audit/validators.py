"""For fields of free text that is kept readable: officers' notes, reasons, comments."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from talent.audit.sensitive import looks_personal


def without_personal_numbers(text: str) -> None:
    """Refuse a text that holds what looks like a number of an identity document, an account or a mobile phone.

    Those are encrypted at rest (design/4-trust.md, 13), which a note is not.

    Raises:
        ValidationError: it does.
    """
    if looks_personal(text):
        raise ValidationError(_("这里像是写了身份证号码、银行账号或手机号码，请删去。"), code="personal_number")
