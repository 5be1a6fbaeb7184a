"""How people write the phone number or e-mail address they sign in with."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from phonenumbers import PhoneNumberType

from talent.encryption.blind_index import blind_index
from talent.identifiers.characters import compact, without_blanks
from talent.identifiers.phone_number import mainland_mobile

_PHONE_SIGNS = re.compile(r"\+?[0-9()-]+")
_TAKES_MESSAGES = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
EMAIL_LENGTH = 254


@dataclass(frozen=True, slots=True)
class Contact:
    """One of the two: a phone number in E.164, or an e-mail address in small letters."""

    phone: str = ""
    email: str = ""

    @property
    def key(self) -> str:
        """What rate limits count by: one for all spellings, and none that gives the phone away.

        allauth keeps a plain SHA-256 of it in the cache, from which the eleven digits of a phone are soon guessed.
        """
        return blind_index(self.phone, "phone") if self.phone else self.email


def read_phone(text: str) -> str:
    """A mobile number in E.164; without a country it is read as one of mainland China.

    Raises:
        ValidationError: it is none.
    """
    spelling = compact(text)
    if (mobile := mainland_mobile(spelling)) is not None:
        return mobile
    message = _("请填写 11 位手机号码；境外号码请以“+”和国家（地区）代码开头。")
    if not _PHONE_SIGNS.fullmatch(spelling):
        raise ValidationError(message, code="invalid_phone")
    try:
        number = phonenumbers.parse(spelling, "CN")
    except phonenumbers.NumberParseException:
        raise ValidationError(message, code="invalid_phone") from None
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in _TAKES_MESSAGES:
        raise ValidationError(message, code="invalid_phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_email(text: str) -> str:
    """An e-mail address in small letters, its full-width characters made half-width.

    Raises:
        ValidationError: it is none.
    """
    address = without_blanks(unicodedata.normalize("NFKC", text)).lower()
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(_("请填写完整的电子邮箱，例如 name@example.com。"), code="invalid_email") from None
    if len(address) > EMAIL_LENGTH:
        raise ValidationError(_("电子邮箱过长，请核对。"), code="invalid_email")
    return address


def read_contact(text: str) -> Contact:
    """A phone number or an e-mail address, whichever ``text`` is meant to be.

    Raises:
        ValidationError: it is neither.
    """
    if "@" in unicodedata.normalize("NFKC", text):
        return Contact(email=read_email(text))
    if not any(character.isdigit() for character in text):
        raise ValidationError(_("请填写手机号码或电子邮箱。"), code="invalid_contact")
    return Contact(phone=read_phone(text))
