"""What a bank file can carry. Values that a program would run or lose are refused before anything is sealed."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _

from talent.identifiers import bank_card
from talent.spreadsheets.outgoing import starts_like_formula

DELIMITERS = frozenset(',"')
BANK_ENCODING = "gb18030"
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def problem_with(payee_name: str, account_number: str, bank_name: str) -> str:
    """Why the values cannot stand in a bank file; empty when they can."""
    for label, value in ((_("户名"), payee_name), (_("开户银行"), bank_name)):
        if problem := _problem_with_text(value):
            return f"{label}{problem}"
    try:
        normal = bank_card.validate(account_number)
    except bank_card.InvalidBankCard as error:
        return _("账号：%(problem)s") % {"problem": error}
    return "" if normal == account_number else _("账号里有空格或其他符号，请改为纯数字。")


def _problem_with_text(value: str) -> str:
    if not value.strip():
        return _("为空。")
    if starts_like_formula(value):
        return _("以“%(char)s”开头，银行或表格软件会当成公式，请更正后再封存。") % {"char": value[:1].strip() or "\\t"}
    if not DELIMITERS.isdisjoint(value):
        return _("里有英文逗号或引号，会打乱银行文件的列，请更正后再封存。")
    if value != value.strip():
        return _("首尾有空格，请更正后再封存。")
    if any(unicodedata.category(char) in _INVISIBLE for char in value) or not _survives(value):
        return _("里有看不见的控制字符或银行编码写不了的字符，请更正后再封存。")
    return ""


def _survives(value: str) -> bool:
    return value.encode(BANK_ENCODING, "ignore").decode(BANK_ENCODING) == value
