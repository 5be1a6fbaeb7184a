"""The citizen identity number of GB 11643-1999: region (6), birth date (8), sequence (3), check character (1)."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from operator import mul
from typing import Literal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from talent.identifiers.characters import first_outside, looks_like_a_spreadsheet_number, without_blanks
from talent.identifiers.errors import InvalidIdentifier

LENGTH = 18
# GB/T 2260 province digits. County codes are not checked: they come and go, and a number outlives its county.
# 83 is not in GB/T 2260; residence permits for Taiwan residents use it.
_PROVINCES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
PROVINCES = frozenset(_PROVINCES.split())
_DIGITS = "0123456789"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_TIDY = re.compile(r"[0-9]{17}[0-9X]")
_ZEROS = sum(_WEIGHTS) * ord("0")
_TO_HALF_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘx", "0123456789XXX")

SPREADSHEET_HINT = _(
    "号码被电子表格改成了数值，后几位已经丢失。请先把该列的单元格格式设为“文本”，再按证件重新填写完整号码。"
)


class InvalidIdentityNumber(InvalidIdentifier):
    """Codes: length, characters, checksum, birth_date, scientific_notation, region."""


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A number whose check character is right, and what it says about its holder."""

    number: str
    region_code: str
    born_on: datetime.date
    gender: Literal["male", "female"]


def normalize(text: str) -> str:
    """``text`` with full-width digits and X made half-width, x made X, and all blanks removed; nothing else."""
    if _TIDY.fullmatch(text):  # as nearly all are: there is nothing to mend
        return text
    return without_blanks(text).translate(_TO_HALF_WIDTH)


def check_digit(first17: str) -> str:
    """The 18th character for the first 17 digits (ISO 7064, MOD 11-2)."""
    if len(first17) != LENGTH - 1 or first_outside(first17, _DIGITS):
        raise ValueError("17 digits are needed")
    return _follows_from(first17)


def _follows_from(first17: str) -> str:
    return _CHECK_CHARACTERS[(sum(map(mul, first17.encode("ascii"), _WEIGHTS)) - _ZEROS) % 11]


def is_valid(text: str) -> bool:
    """Whether ``parse`` would answer."""
    try:
        parse(text)
    except InvalidIdentityNumber:
        return False
    return True


def parse(text: str, *, on: datetime.date | None = None) -> IdentityNumber:
    """Read an 18-character number in any spelling that ``normalize`` mends.

    With ``on``, a birth date after that day is refused too. Raises InvalidIdentityNumber.
    """
    number = normalize(text)
    check_shape(number)
    if number[:2] not in PROVINCES:
        raise InvalidIdentityNumber("region", _("身份证号码的前两位不是任何省份的代码，请核对开头几位。"))
    born_on = birth_date(number, on=on)
    check_character(number)
    return IdentityNumber(number, number[:6], born_on, "male" if int(number[16]) % 2 else "female")


def check_shape(number: str) -> None:
    """Refuse a normalized number that is not 17 digits and a digit or X, or that a spreadsheet has ruined."""
    if _TIDY.fullmatch(number) and not number.endswith("000"):
        return
    if looks_like_a_spreadsheet_number(number) or _lost_its_last_digits(number):
        raise InvalidIdentityNumber("scientific_notation", SPREADSHEET_HINT)
    if wrong := first_outside(number[:17], _DIGITS) or first_outside(number[17:], _DIGITS + "X"):
        raise InvalidIdentityNumber(
            "characters",
            format_lazy(
                _("第 {place} 位“{char}”不对：前 17 位应为数字，最后一位为数字或 X。"), place=wrong[0], char=wrong[1]
            ),
        )
    if len(number) != LENGTH:
        raise InvalidIdentityNumber(
            "length", format_lazy(_("身份证号码应为 18 位，现在是 {count} 位，请核对。"), count=len(number))
        )


def birth_date(number: str, *, on: datetime.date | None = None) -> datetime.date:
    """The date in characters 7 to 14 of a number that ``check_shape`` let pass."""
    try:
        born_on = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        born_on = None
    if born_on is None or born_on.year < 1900 or (on is not None and born_on > on):
        raise InvalidIdentityNumber("birth_date", _("号码第 7 至 14 位不是有效的出生日期，请核对。"))
    return born_on


def check_character(number: str) -> None:
    """Refuse a number whose last character does not follow from the others."""
    if _follows_from(number[:17]) != number[17]:
        raise InvalidIdentityNumber("checksum", _("号码与校验位不符，多半是有一位写错了，请对照证件逐位核对。"))


def _lost_its_last_digits(number: str) -> bool:
    # Spreadsheets keep 15 digits and fill up with zeros; a real number may end in 000 too, then its check is right.
    digits_only = len(number) == LENGTH and not first_outside(number, _DIGITS)
    return digits_only and number.endswith("000") and check_digit(number[:17]) != "0"
