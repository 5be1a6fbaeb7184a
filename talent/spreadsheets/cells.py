"""Parsers of raw cells. Each takes a value that is not blank and answers, or raises CellProblem with the fix."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import cn2an
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from talent.identifiers import bank_card
from talent.identifiers import identity_number as citizen_number
from talent.spreadsheets.characters import half_width, has_private_characters, tidy, visible, without_text_mark
from talent.spreadsheets.dates import DateParser, spoilt
from talent.spreadsheets.errors import CellProblem
from talent.spreadsheets.values import CellValue, Spoilt, shown

LONGEST_TEXT = 500
LONGEST_NAME = 60
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
DOTS = re.compile(r"[•・･‧∙⋅●▪﹒．.。]")
PLAIN_NAME = re.compile(r"[\u4e00-\u9fa5]{2,10}")
"""A name in which there is nothing to mend and nothing to refuse."""
BETWEEN_HAN = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
AROUND_DOT = re.compile(r"\s*·\s*")
SCIENTIFIC = re.compile(r"\d(?:\.\d*)?[Ee]\+?\d{1,3}")
INTEGER = re.compile(r"[+-]?\d{1,15}(?:\.0*)?")
AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?")
CURRENCY = re.compile(r"^(?:人民币|RMB|CNY|[¥￥])+|(?:元整|圆整|元|圆|RMB|CNY)$", re.IGNORECASE)
TERM = re.compile(r"(\d{1,4}(?:\.5)?|[零一二两三四五六七八九十百]+)(个?月|年)(?:期)?")
OPEN_ENDED = re.compile(r"无固定(?:期限)?(?:劳动)?(?:合同)?|长期|永久|不固定期限")
TEN_THOUSAND = 10_000
YES = frozenset({"是", "有", "√", "✓", "✔", "☑", "y", "yes", "true", "1", "对", "已"})
NO = frozenset({"否", "无", "×", "✗", "✘", "x", "n", "no", "false", "0", "没有", "不是", "未"})

date = DateParser()
date_or_month = DateParser(allow_month=True)


def text(value: CellValue) -> str:
    """Any text of at most 500 characters, tidied; a number in its digits. Raises CellProblem."""
    written = without_text_mark(tidy(_written(value)))
    if len(written) > LONGEST_TEXT:
        raise CellProblem(
            "too_long", format_lazy(_("文字超过了 {limit} 个字。"), limit=LONGEST_TEXT), _("请缩短后重新填写。")
        )
    return written


def name(value: CellValue) -> str:
    """A person's name: ``张 三`` becomes ``张三``, every kind of middle dot ``·``; rare characters stay."""
    if not isinstance(value, str):
        if isinstance(value, Spoilt):
            raise spoilt(value)
        raise CellProblem("name", _("姓名不能是数字或日期。"), _("请填写证件上的姓名。"))
    if PLAIN_NAME.fullmatch(value):
        return value
    written = DOTS.sub("·", text(value)) if re.search(rf"[{HAN}]", value) else text(value)
    written = AROUND_DOT.sub("·", BETWEEN_HAN.sub("", written)).strip("·")
    if has_private_characters(written):
        raise CellProblem(
            "private_character",
            _("姓名里有自造字，换一台电脑就无法显示。"),
            _("请用支持 GB18030 的输入法重新输入这个字。"),
        )
    if any(char.isdigit() for char in written):
        raise CellProblem("name", _("姓名里有数字。"), _("请填写证件上的姓名。"))
    if not 1 <= len(written) <= LONGEST_NAME or not any(char.isalpha() for char in written):
        raise CellProblem("name", _("这不像是姓名。"), _("请填写证件上的姓名。"))
    return written


def identity_number(value: CellValue) -> str:
    """An 18-character identity number with a right check character, in its normal spelling. Raises CellProblem."""
    try:
        return citizen_number.parse(_number_text(value)).number
    except citizen_number.InvalidIdentityNumber as wrong:
        raise CellProblem(wrong.code, wrong.message) from None


def account_number(value: CellValue) -> str:
    """A bank account of 12 to 21 digits as text, leading zeros kept. Raises CellProblem."""
    try:
        return bank_card.validate(_number_text(value))
    except bank_card.InvalidBankCard as wrong:
        raise CellProblem(wrong.code, wrong.message) from None


def integer(value: CellValue) -> int:
    """A whole number, with or without commas. Raises CellProblem."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    written = half_width(text(value)).replace(" ", "")
    if "," in written and AMOUNT.fullmatch(written):
        written = written.replace(",", "")
    if not INTEGER.fullmatch(written):
        raise CellProblem("integer", _("这不是整数。"), _("请只填写整数，例如 36。"))
    return int(written.split(".")[0])


def months(value: CellValue) -> int:
    """A length of time in months: ``36``, ``36个月``, ``3年``, ``三年``. Raises CellProblem."""
    written = "".join(half_width(text(value)).split())
    term = TERM.fullmatch(written)
    if term is None:
        if INTEGER.fullmatch(written) and not written.startswith("-"):
            return int(written.split(".")[0])
        raise CellProblem("months", _("这不是可以识别的期限。"), _("请填写月数，例如 36，或写成“3年”“36个月”。"))
    amount = Decimal(term[1] if term[1][0].isdigit() else cn2an.cn2an(term[1], "smart"))
    counted = amount * 12 if term[2] == "年" else amount
    if counted != int(counted):
        raise CellProblem("months", _("期限不是整月。"), _("请填写整月数，例如 36。"))
    return int(counted)


@dataclass(frozen=True, slots=True)
class ContractTerm:
    """``months`` is None when the contract is ``open_ended`` (无固定期限)."""

    months: int | None
    open_ended: bool


def contract_term(value: CellValue) -> ContractTerm:
    """The term of a contract: months or years, or 无固定期限. Raises CellProblem."""
    if isinstance(value, str) and OPEN_ENDED.fullmatch("".join(tidy(value).split())):
        return ContractTerm(None, open_ended=True)
    return ContractTerm(months(value), open_ended=False)


def yes_no(value: CellValue) -> bool:
    """是 否 有 无 √ × Y N 1 0. Raises CellProblem."""
    if isinstance(value, bool):
        return value
    written = text(value).lower()
    if written in YES:
        return True
    if written in NO:
        return False
    raise CellProblem("yes_no", _("只能填写“是”或“否”。"), _("请填写“是”或“否”。"))


def yuan(value: CellValue) -> int:
    """An amount in whole yuan, not negative: ``30000``, ``1,234.00``, ``￥30,000元``, ``3万元``. Raises CellProblem."""
    fix = _("请只填写整元的数字，例如 30000。")
    if isinstance(value, Spoilt):
        raise spoilt(value)
    written = "".join(half_width(text(value)).split())
    for _pass in range(2):
        written = CURRENCY.sub("", written)
    scale = TEN_THOUSAND if written.endswith("万") else 1
    digits = written.removesuffix("万")
    if isinstance(value, bool) or not AMOUNT.fullmatch(digits):
        raise CellProblem("yuan", _("这不是可以识别的金额。"), fix)
    amount = Decimal(digits.replace(",", "")) * scale
    if amount < 0:
        raise CellProblem("negative", _("金额不能是负数。"), fix)
    if amount != int(amount):
        raise CellProblem("cents", _("金额精确到元，不能有角和分。"), fix)
    return int(amount)


def one_of(choices: Mapping[str, str]) -> Callable[[CellValue], str]:
    """A parser for a cell that holds one of the written forms in ``choices``, e.g. ``{"本科": "bachelor"}``."""
    spelled = {"".join(written.split()).lower(): meaning for written, meaning in choices.items()}

    def parse(value: CellValue) -> str:
        written = "".join(text(value).split()).lower()
        if written not in spelled:
            allowed = "、".join(choices)
            raise CellProblem("choice", _("没有这个选项。"), format_lazy(_("可以填写：{allowed}。"), allowed=allowed))
        return spelled[written]

    return parse


def _written(value: CellValue) -> str:
    if isinstance(value, Spoilt):
        raise spoilt(value)
    return shown(value)


def _number_text(value: CellValue) -> str:
    """The digits of a number that names something; refused when a spreadsheet has dropped some."""
    if isinstance(value, float | bool):
        raise spoilt(Spoilt(shown(value), "ruined"))
    if type(value) is str and value.isascii() and value.isalnum() and len(value) == citizen_number.LENGTH:
        return value  # with no point in it, it is no number of a spreadsheet
    written = visible(_written(value)).strip().removeprefix("'").removeprefix("‘").removeprefix("’")
    if SCIENTIFIC.fullmatch("".join(half_width(written).split())):
        raise spoilt(Spoilt(written, "ruined"))
    return written
