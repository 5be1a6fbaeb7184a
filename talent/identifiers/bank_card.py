"""Numbers of bank cards and of accounts behind them."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from stdnum import luhn

from talent.identifiers.characters import compact, first_outside, looks_like_a_spreadsheet_number
from talent.identifiers.errors import InvalidIdentifier

SHORTEST, LONGEST = 12, 21
_DIGITS = "0123456789"
_BRANCHES = ("支行", "分行", "营业", "分理处", "储蓄所", "信用社", "分社", "branch")


class InvalidBankCard(InvalidIdentifier):
    """Codes: characters, length, scientific_notation."""


def normalize(text: str) -> str:
    """``text`` in half-width characters without blanks and hyphens; leading zeros stay."""
    return compact(text).replace("-", "")


def validate(text: str) -> str:
    """The number in its normal spelling: 12 to 21 digits. Raises InvalidBankCard; Luhn is not asked."""
    number = normalize(text)
    if looks_like_a_spreadsheet_number(number):
        raise InvalidBankCard(
            "scientific_notation",
            _("账号被电子表格改成了数值，后几位已经丢失。请先把该列的单元格格式设为“文本”，再重新填写完整账号。"),
        )
    if wrong := first_outside(number, _DIGITS):
        raise InvalidBankCard(
            "characters", format_lazy(_("第 {place} 位“{char}”不是数字，请核对账号。"), place=wrong[0], char=wrong[1])
        )
    if not SHORTEST <= len(number) <= LONGEST:
        raise InvalidBankCard(
            "length", format_lazy(_("银行账号一般为 12 至 21 位数字，现在是 {count} 位，请核对。"), count=len(number))
        )
    return number


def luhn_ok(number: str) -> bool:
    """Whether the check digit fits. Callers only warn: accounts that are no cards carry none."""
    digits = normalize(number)
    return bool(digits) and not first_outside(digits, _DIGITS) and luhn.is_valid(digits)


def masked(number: str) -> str:
    """Only the last four digits, as ``**** **** **** 1234``; a number of eight or fewer is hidden whole."""
    digits = normalize(number)
    return "**** **** **** " + (digits[-4:] if len(digits) > 8 else "****")


def in_groups(number: str) -> str:
    """The whole number in groups of four digits, as it stands on cards; for its owner alone."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def names_a_branch(bank_name: str) -> bool:
    """Whether the name is a branch's, not only that of the bank."""
    return any(word in bank_name.lower() for word in _BRANCHES)
