"""Numbers of the identity documents an applicant may hold."""

from __future__ import annotations

import datetime
import re
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from talent.identifiers import identity_number
from talent.identifiers.characters import compact, looks_like_a_spreadsheet_number
from talent.identifiers.errors import InvalidIdentifier

_PASSPORT = re.compile(r"[0-9A-Z]{5,17}")
_PERMANENT_RESIDENT_BEFORE_2023 = re.compile(r"[A-Z]{3}[0-9]{12}")
_HMT_REGIONS = ("810000", "820000", "830000")


class DocumentType(StrEnum):
    """Kinds of identity document."""

    RESIDENT_ID = "resident_id"
    PASSPORT = "passport"
    FOREIGN_PERMANENT_RESIDENT = "foreign_permanent_resident"
    HMT_RESIDENCE_PERMIT = "hmt_residence_permit"


class InvalidDocumentNumber(InvalidIdentifier):
    """Codes: those of InvalidIdentityNumber, and format, document_type."""


def validate(document_type: str, number: str, *, on: datetime.date | None = None) -> str:
    """The number in its normal spelling; with ``on``, one that says its holder is born later is refused.

    Raises InvalidDocumentNumber, and ValueError for a type that is none of DocumentType.
    """
    match DocumentType(document_type):
        case DocumentType.RESIDENT_ID:
            return _resident_id(number, on)
        case DocumentType.PASSPORT:
            return _passport(number)
        case DocumentType.FOREIGN_PERMANENT_RESIDENT:
            return _permanent_resident(number, on)
        case DocumentType.HMT_RESIDENCE_PERMIT:
            return _residence_permit(number, on)


def born_on(document_type: str, number: str) -> datetime.date | None:
    """The full birth date a valid number states; None for passports and for cards with a two-digit year."""
    normal = validate(document_type, number)
    if document_type == DocumentType.PASSPORT or len(normal) != identity_number.LENGTH:
        return None
    return identity_number.birth_date(normal)


def _resident_id(text: str, on: datetime.date | None) -> str:
    number = _citizen_number(text, on)
    if number.startswith(_HMT_REGIONS):
        raise InvalidDocumentNumber(
            "document_type", _("这是港澳台居民居住证的号码，请把证件类型改为“港澳台居民居住证”。")
        )
    return number


def _residence_permit(text: str, on: datetime.date | None) -> str:
    number = _citizen_number(text, on)
    if not number.startswith(_HMT_REGIONS):
        raise InvalidDocumentNumber(
            "region", _("港澳台居民居住证号码以 810000、820000 或 830000 开头，请核对号码或证件类型。")
        )
    return number


def _citizen_number(text: str, on: datetime.date | None) -> str:
    try:
        return identity_number.parse(text, on=on).number
    except identity_number.InvalidIdentityNumber as error:
        raise InvalidDocumentNumber(error.code, error.message) from error


def _passport(text: str) -> str:
    number = compact(text)
    if looks_like_a_spreadsheet_number(number):
        raise InvalidDocumentNumber("scientific_notation", identity_number.SPREADSHEET_HINT)
    if not _PASSPORT.fullmatch(number):
        raise InvalidDocumentNumber("format", _("护照号码由 5 至 17 位字母和数字组成，请按护照资料页填写。"))
    return number


def _permanent_resident(text: str, on: datetime.date | None) -> str:
    """Cards before 2023: country (3 letters) and 12 digits; since 2023: 18 places, first a 9, dated and checked."""
    number = compact(text)
    if _PERMANENT_RESIDENT_BEFORE_2023.fullmatch(number):
        return number
    if not number.startswith("9"):
        raise InvalidDocumentNumber(
            "format", _("外国人永久居留身份证号码为 9 开头的 18 位号码，旧版为 3 个字母加 12 位数字，请核对。")
        )
    try:
        identity_number.check_shape(number)
        identity_number.birth_date(number, on=on)
        identity_number.check_character(number)
    except identity_number.InvalidIdentityNumber as error:
        raise InvalidDocumentNumber(error.code, error.message) from error
    return number
