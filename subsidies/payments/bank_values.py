"""What a bank file can carry. Values that a program would run or lose are refused before anything is sealed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from subsidies.payments.bank_templates import DELIMITED, TemplateSpec
from subsidies.payments.template_problems import fits
from talent.identifiers import bank_card
from talent.spreadsheets.outgoing import starts_like_formula

DELIMITERS = frozenset(',"')
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NO_CHARACTERS = frozenset("\ufffe\uffff")
"""Neither XLSX nor XML may hold them, whatever the encoding."""
# What nearly all values consist of; it can stand in every file and needs no closer look. GBK ends at U+9FA5.
_PLAIN = r"A-Za-z0-9·（）()\u4e00-\u9fa5"
_NOT_PLAIN = re.compile(rf"[^{_PLAIN}\n]").search
_NOT_PLAIN_OR_RARE = re.compile(rf"[^{_PLAIN}\u9fa6-\u9fff\u3400-\u4dbf\U00020000-\U0003134f\n]").search


def all_plain(
    payee_names: Sequence[str], account_numbers: Sequence[str], bank_names: Sequence[str], *, spec: TemplateSpec
) -> bool:
    """Whether nothing can be wrong with any of these; False only says that one must look at each."""
    digits = "".join(account_numbers)
    if not (digits.isascii() and digits.isdigit()):
        return False
    lengths = set(map(len, account_numbers))
    right = min(lengths) >= bank_card.SHORTEST and max(lengths) <= bank_card.LONGEST
    return right and _all_plain(payee_names, spec) and _all_plain(set(bank_names), spec)


def _all_plain(texts: Collection[str], spec: TemplateSpec) -> bool:
    """Whether all are made of plain characters, looked through at once; a text may be neither empty nor two lines."""
    joined = "\n".join(texts)
    found = _NOT_PLAIN(joined) if spec.codec == "gbk" else _NOT_PLAIN_OR_RARE(joined)
    return found is None and all(texts) and joined.count("\n") == len(texts) - 1


def problem_with(payee_name: str, account_number: str, bank_name: str, *, spec: TemplateSpec) -> str:
    """Why the values cannot stand in the files of a template; empty when they can."""
    if all_plain((payee_name,), (account_number,), (bank_name,), spec=spec):
        return ""
    for label, value in ((_("户名"), payee_name), (_("开户银行"), bank_name)):
        if problem := _problem_with_text(value, spec):
            return f"{label}{problem}"
    try:
        normal = bank_card.validate(account_number)
    except bank_card.InvalidBankCard as error:
        return _("账号：%(problem)s") % {"problem": error}
    return "" if normal == account_number else _("账号里有空格或其他符号，请改为纯数字。")


def _problem_with_text(value: str, spec: TemplateSpec) -> str:
    if not value.strip():
        return _("为空。")
    if starts_like_formula(value):
        return _("以“%(char)s”开头，银行或表格软件会当成公式，请更正后再封存。") % {"char": value[:1].strip() or "\\t"}
    if not DELIMITERS.isdisjoint(value):
        return _("里有英文逗号或引号，会打乱银行文件的列，请更正后再封存。")
    if set(spec.formats) & set(DELIMITED) and spec.delimiter in value:
        return _("里有“%(char)s”，是银行模板的分隔符，会打乱列，请更正后再封存。") % {"char": spec.delimiter}
    if value != value.strip():
        return _("首尾有空格，请更正后再封存。")
    return _problem_with_characters(value, spec)


def _problem_with_characters(value: str, spec: TemplateSpec) -> str:
    invisible = any(unicodedata.category(char) in _INVISIBLE for char in value)
    if invisible or not _NO_CHARACTERS.isdisjoint(value) or not fits(value, "gb18030"):
        return _("里有看不见的控制字符或银行编码写不了的字符，请更正后再封存。")
    if lost := [char for char in value if not fits(char, spec.codec)]:
        words = {"chars": _("、").join(dict.fromkeys(lost)), "encoding": spec.codec.upper()}
        return _("里的“%(chars)s”在本批次银行模板的编码（%(encoding)s）里没有，请换用 GB18030 的模板。") % words
    return ""
