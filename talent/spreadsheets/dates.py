"""Days as people and spreadsheet programs write them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from talent.spreadsheets.characters import half_width
from talent.spreadsheets.errors import CellProblem
from talent.spreadsheets.values import CellValue, Spoilt

SERIAL_ZERO = datetime.date(1899, 12, 30)
# Serial days from 1927 to 2099; smaller numbers are more likely a slip than a day.
SERIALS = range(10_000, 73_051)
YEARS = range(1900, 2101)
HOW = _("请写成“2021-07-01”这样的年、月、日。")
CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
CHINESE_TENS = (
    (re.compile(r"(?<=[1-9])十(?=[1-9])"), ""),
    (re.compile(r"(?<=[1-9])十"), "0"),
    (re.compile(r"十(?=[1-9])"), "1"),
    (re.compile(r"十"), "10"),
)
TIME = re.compile(r"[T\s]+(?:[上下]午)?\d{1,2}[:时点]\d{0,2}(?:[:分]\d{0,2})?(?:\.\d+)?秒?(?:Z|[+-]\d\d:?\d\d)?$")
DAY = re.compile(r"(\d{4})[年./\-](\d{1,2})[月./\-](\d{1,2})[日号]?")
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
MONTH = re.compile(r"(\d{4})[年./\-](\d{1,2})月?(?:份)?|(\d{4})(\d{2})")
SHORT_YEAR = re.compile(r"\d{2}[年./\-]\d{1,2}[月./\-]\d{1,2}[日号]?")
YEAR_LAST = re.compile(r"\d{1,2}[./\-]\d{1,2}[./\-]\d{4}")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEAR = re.compile(r"\d{4}年?")


@dataclass(frozen=True, slots=True)
class DateParser:
    """Reads one day: ``2021年7月1日 2021.7.1 2021/7/1 2021-07-01 20210701``, a serial number, a date cell.

    A month without a day is refused, or with ``allow_month`` taken as its first day.
    """

    allow_month: bool = False

    def __call__(self, value: CellValue) -> datetime.date:
        """The day. Raises CellProblem."""
        if isinstance(value, datetime.datetime):
            return _plausible(value.year, value.month, value.day)
        if isinstance(value, datetime.date):
            return _plausible(value.year, value.month, value.day)
        if isinstance(value, Spoilt):
            raise spoilt(value)
        if isinstance(value, bool) or value is None:
            raise CellProblem("date", _("这不是日期。"), HOW)
        if isinstance(value, float):
            return self._from_float(value)
        return self._from_text(str(value))

    def _from_float(self, value: float) -> datetime.date:
        """A serial number with a time of day; 2021.7 is a month that was typed with a dot, and so unsafe."""
        if int(value) in YEARS:
            # 2021.1 may be January or October: the spreadsheet dropped the zero.
            raise CellProblem("month_only", _("日期只到月份，而且月份可能已被表格改动。"), HOW)
        return _from_serial(int(value))

    def _from_text(self, written: str) -> datetime.date:
        if ISO_DAY.fullmatch(written):  # as computers write it: nothing is to be mended
            return _plausible(int(written[:4]), int(written[5:7]), int(written[8:]))
        text = _spelling(written)
        if day := DAY.fullmatch(text) or COMPACT_DAY.fullmatch(text):
            return _plausible(*map(int, day.groups()))
        if month := MONTH.fullmatch(text):
            year, number = (int(part) for part in month.groups() if part is not None)
            if self.allow_month:
                return _plausible(year, number, 1)
            raise CellProblem("month_only", _("日期只写到月份，缺少“日”。"), HOW)
        if text.isascii() and text.isdigit() and int(text) in SERIALS:
            return _from_serial(int(text))
        raise _unread(text)


def _spelling(written: str) -> str:
    """Half-width digits, Chinese digits made Arabic, no time of day, no blanks."""
    text = TIME.sub("", half_width(written).strip())
    text = "".join(text.split())
    if not any(char.isdigit() and char.isascii() for char in text):
        text = text.translate(CHINESE_DIGITS)
        for pattern, digits in CHINESE_TENS:
            text = pattern.sub(digits, text)
    return text.replace("—", "-").replace("–", "-").replace("。", ".").replace("．", ".")


def _unread(text: str) -> CellProblem:
    if SHORT_YEAR.fullmatch(text):
        return CellProblem("short_year", _("年份只有两位，无法确定是哪一年。"), HOW)
    if YEAR_LAST.fullmatch(text):
        return CellProblem("day_order", _("年份写在最后，无法确定哪个是月、哪个是日。"), HOW)
    if YEAR.fullmatch(text):
        return CellProblem("year_only", _("日期只写到年份，缺少“月”和“日”。"), HOW)
    return CellProblem("date", _("这不是可以识别的日期。"), HOW)


def _from_serial(days: int) -> datetime.date:
    if days not in SERIALS:
        raise CellProblem("date", _("这个数字不是可以识别的日期。"), HOW)
    return SERIAL_ZERO + datetime.timedelta(days=days)


def _plausible(year: int, month: int, day: int) -> datetime.date:
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        raise CellProblem("no_such_day", _("没有这一天，请核对月份和日期。"), HOW) from None
    if year not in YEARS:
        raise CellProblem("year", _("年份不在 1900 至 2100 年之间，请核对。"), HOW)
    return date


def spoilt(value: Spoilt) -> CellProblem:
    """The problem of a cell whose content is lost."""
    if value.why == "ruined":
        return CellProblem(
            "ruined_number",
            _("号码被电子表格改成了数值，后几位已经丢失。"),
            _("请先把该列的单元格格式设为“文本”，再按证件或卡片重新填写完整号码。"),
        )
    if value.why == "formula":
        return CellProblem(
            "uncalculated", _("这一格是没有计算过的公式。"), _("请用 Excel 或 WPS 打开并保存一次，或者直接填写结果。")
        )
    if value.why == "merged":
        message = format_lazy(_("与 {cell} 合并，只有 {cell} 有内容。"), cell=value.with_cell)
        return CellProblem("merged", message, _("请拆开合并的单元格，逐行填写。"))
    if value.why == "narrow":
        return CellProblem(
            "hashes", _("这一格只剩下“#”号，是列宽不够时保存造成的。"), _("请在原表里把该列拉宽，再重新保存。")
        )
    return CellProblem("error_value", _("这一格是公式的错误值。"), _("请改正公式，或者直接填写结果。"))
