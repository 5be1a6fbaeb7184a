"""The unified social credit code of GB 32100-2015."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc

from talent.identifiers.characters import compact, first_outside
from talent.identifiers.errors import InvalidIdentifier

LENGTH = 18
_DIGITS = "0123456789"
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class InvalidCreditCode(InvalidIdentifier):
    """Codes: length, characters, checksum."""


def normalize(text: str) -> str:
    """``text`` in half-width capitals without blanks and hyphens."""
    return compact(text).replace("-", "")


def validate(text: str) -> str:
    """The code in its normal spelling. Raises InvalidCreditCode."""
    code = normalize(text)
    if len(code) != LENGTH:
        raise InvalidCreditCode(
            "length", format_lazy(_("统一社会信用代码应为 18 位，现在是 {count} 位，请核对。"), count=len(code))
        )
    if wrong := first_outside(code, _ALPHABET):
        raise InvalidCreditCode(
            "characters",
            format_lazy(
                _("第 {place} 位“{char}”不会出现在统一社会信用代码里（不用字母 I、O、S、V、Z），请核对是否为数字。"),
                place=wrong[0],
                char=wrong[1],
            ),
        )
    if first_outside(code[:8], _DIGITS):
        raise InvalidCreditCode("characters", _("统一社会信用代码的前 8 位应为数字，请核对。"))
    if not uscc.is_valid(code):
        raise InvalidCreditCode("checksum", _("统一社会信用代码与校验位不符，请对照营业执照逐位核对。"))
    return code


def with_check_digit(first17: str) -> str:
    """The whole code for its first 17 characters, for sample data."""
    if len(first17) != LENGTH - 1 or first_outside(first17, _ALPHABET):
        raise ValueError("17 characters of the code's alphabet are needed")
    return validate(first17 + uscc.calc_check_digit(first17))
