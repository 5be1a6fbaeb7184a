"""Tables that go out: XLSX and CSV for people, in which nothing turns into a formula, and strict CSV for banks."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, Any, Literal

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from talent.spreadsheets.values import EXACT_BELOW

Kind = Literal["text", "identifier", "integer", "yuan", "date", "instant"]
Value = str | int | float | bool | datetime.date | datetime.datetime | None
Encoding = Literal["gb18030", "gbk", "utf-8-sig"]

# What spreadsheet programs take for the start of a formula, in half and full width.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
LONGEST_CELL = 32_767
LAST_ROW = 1_048_576
ROWS_AT_ONCE = 2_000
# A fixed day, so that the same rows give the same bytes whenever they are written.
MADE_AT = datetime.datetime(2021, 1, 1)  # noqa: DTZ001 - the file format has no time zones
NUMBER_FORMATS: dict[Kind, str] = {
    "text": "General",
    "identifier": "@",
    "integer": "0",
    "yuan": "#,##0",
    "date": "yyyy-mm-dd",
    "instant": "yyyy-mm-dd hh:mm",
}


class UnwritableValue(ValueError):
    """A value that may not or cannot go into the file.

    ``row`` counts data rows from 1, ``column`` is the heading. ``reason`` is ``formula``, ``control``,
    ``delimiter``, ``encoding``, ``length`` or ``digits``. Only ``message`` is for people; it may be personal.
    """

    def __init__(self, row: int, column: str, value: str, reason: str) -> None:
        super().__init__(f"row {row}: {reason}")
        self.row = row
        self.column = column
        self.value = value
        self.reason = reason

    @property
    def message(self) -> str:
        """What is wrong, in the language that is active now."""
        why = {
            "formula": _("以公式符号（= + - @ 等）开头"),
            "control": _("含有换行或不可见的控制字符"),
            "delimiter": _("含有分隔符或引号"),
            "encoding": _("含有银行编码（GBK）写不出的字"),
            "length": _("超过了单元格能容纳的长度"),
            "digits": _("超过 15 位的号码必须按文本写出"),
        }[self.reason]
        return _("第 {row} 行“{column}”的内容“{value}”{why}，不能写入文件。").format(
            row=self.row, column=self.column, value=self.value, why=why
        )


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """A column of an XLSX: ``heading``, ``kind``, ``width`` in characters, and ``choices`` for a drop-down."""

    heading: str
    kind: Kind = "text"
    width: float = 16
    choices: tuple[str, ...] = ()


def starts_like_formula(value: str) -> bool:
    """Whether a spreadsheet program may run the text as a formula."""
    return value.startswith(FORMULA_STARTS)


def printable(value: str) -> str:
    """The text without characters that a spreadsheet file cannot hold."""
    if value.isprintable():
        return value
    return "".join(
        char for char in value if char in "\n\t" or not ("\x00" <= char < " " or "\ud800" <= char <= "\udfff")
    )


class Sheets:
    """An XLSX being written row by row in little memory; text stays text whatever it begins with."""

    def __init__(self, stream: IO[bytes]) -> None:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        self.book = xlsxwriter.Workbook(stream, options)
        self.book.set_properties({"created": MADE_AT})
        self._formats: dict[tuple[str, bool], Format] = {}
        self.header = self.book.add_format(
            {
                "bold": True,
                "bg_color": "#E8EEF7",
                "border": 1,
                "border_color": "#B8C4D6",
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
            }
        )
        self.title = self.book.add_format({"bold": True, "font_size": 16, "valign": "vcenter"})
        self.note = self.book.add_format({"font_color": "#555555"})

    def format(self, kind: Kind, *, quoted: bool = False, colour: str = "") -> Format:
        """The format of a kind of value. ``quoted`` sets the mark that keeps text from becoming a formula on edit."""
        key = (f"{kind}{colour}", quoted)
        if key not in self._formats:
            properties: dict[str, Any] = {"num_format": NUMBER_FORMATS[kind], "valign": "top"}
            if quoted:
                properties["quote_prefix"] = True
            if colour:
                properties["bg_color"] = colour
            self._formats[key] = self.book.add_format(properties)
        return self._formats[key]

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, kind: Kind, *, colour: str = "") -> None:
        """Write one value at row and column from 0.

        Raises:
            ValueError: the text is too long for a cell, or the number too long to keep its digits.
        """
        if value is None or value == "":
            if colour:
                sheet.write_blank(row, column, None, self.format(kind, colour=colour))
        elif isinstance(value, bool):
            sheet.write_string(row, column, _("是") if value else _("否"), self.format("text", colour=colour))
        elif isinstance(value, datetime.datetime):
            naive = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
            sheet.write_datetime(row, column, naive, self.format("instant", colour=colour))
        elif isinstance(value, datetime.date):
            sheet.write_datetime(row, column, value, self.format("date", colour=colour))
        elif isinstance(value, str):
            if len(value) > LONGEST_CELL:
                raise ValueError("length")
            quoted = starts_like_formula(value)
            sheet.write_string(row, column, printable(value), self.format(kind, quoted=quoted, colour=colour))
        else:
            if abs(value) >= EXACT_BELOW:
                raise ValueError("digits")
            sheet.write_number(row, column, value, self.format(kind, colour=colour))


def write_xlsx(
    stream: IO[bytes],
    *,
    columns: Sequence[OutputColumn],
    rows: Iterable[Sequence[Value]],
    sheet: str,
    title: str = "",
    notes: Sequence[str] = (),
) -> int:
    """Write rows below a frozen header, with ``title`` and ``notes`` above it; continue on new sheets when one is full.

    The same input gives the same bytes. Returns the number of rows.

    Raises:
        UnwritableValue: a text longer than 32,767 characters, or a number of more than 15 digits.
    """
    sheets = Sheets(stream)
    preamble = [*([title] if title else []), *notes]
    capacity = LAST_ROW - len(preamble) - 1
    iterator = iter(rows)
    count = 0
    for part in range(1, 1_000):
        head = list(islice(iterator, 1))
        if part > 1 and not head:
            break
        name = sheet if part == 1 else f"{sheet}({part})"
        worksheet = _started(sheets, name, columns, preamble, has_title=bool(title))
        for row in islice(chain(head, iterator), capacity):
            _write_row(sheets, worksheet, len(preamble) + 1 + count % capacity, columns, row, count + 1)
            count += 1
    sheets.book.close()
    return count


def _started(
    sheets: Sheets, name: str, columns: Sequence[OutputColumn], preamble: Sequence[str], *, has_title: bool
) -> Worksheet:
    worksheet = sheets.book.add_worksheet(name)
    header = len(preamble)
    for index, column in enumerate(columns):
        worksheet.set_column(index, index, column.width, sheets.format(column.kind))
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices)}
            worksheet.data_validation(header + 1, index, LAST_ROW - 1, index, rule)
    for number, line in enumerate(preamble):
        is_title = has_title and number == 0
        worksheet.set_row(number, 30 if is_title else None)
        worksheet.write_string(number, 0, printable(line), sheets.title if is_title else sheets.note)
    worksheet.set_row(header, 24)
    for index, column in enumerate(columns):
        worksheet.write_string(header, index, column.heading, sheets.header)
    worksheet.freeze_panes(header + 1, 0)
    worksheet.repeat_rows(header)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    return worksheet


def _write_row(
    sheets: Sheets, worksheet: Worksheet, at: int, columns: Sequence[OutputColumn], row: Sequence[Value], number: int
) -> None:
    for index, (column, value) in enumerate(zip(columns, row, strict=True)):
        try:
            sheets.put(worksheet, at, index, value, column.kind)
        except ValueError as error:
            raise UnwritableValue(number, column.heading, str(value)[:60], str(error)) from error


def write_csv(
    stream: IO[bytes],
    *,
    headings: Sequence[str],
    rows: Iterable[Sequence[Value]],
    encoding: Encoding = "gb18030",
    bank: bool = False,
    delimiter: str = ",",
    header: bool = True,
) -> int:
    """Write delimited text with CRLF line ends. Returns the number of rows.

    For people (``bank=False``) a text that looks like a formula gets an apostrophe in front. For banks nothing is
    changed: a text that looks like a formula, or holds the delimiter, a quote or a control character, is refused,
    so no field is ever quoted. ``header=False`` leaves the headings out of the file.

    Raises:
        UnwritableValue: what a bank file refuses, or a character that ``encoding`` does not have.
    """
    if encoding == "utf-8-sig":
        stream.write(b"\xef\xbb\xbf")
    codec = "utf-8" if encoding == "utf-8-sig" else encoding
    forbidden = frozenset((delimiter, '"')) if bank else frozenset[str]()
    if header:
        _write_lines(stream, [list(headings)], codec, delimiter, headings, 0)
    count = 0
    iterator = iter(rows)
    while chunk := list(islice(iterator, ROWS_AT_ONCE)):
        texts = list(_as_text(chunk, headings, count, forbidden, bank=bank))
        _write_lines(stream, texts, codec, delimiter, headings, count)
        count += len(chunk)
    return count


def _as_text(
    rows: Sequence[Sequence[Value]], headings: Sequence[str], before: int, forbidden: frozenset[str], *, bank: bool
) -> Iterator[list[str]]:
    for number, row in enumerate(rows, start=before + 1):
        texts: list[str] = []
        for index, value in enumerate(row):
            written = _text_of(value)
            if isinstance(value, str):
                if bank:
                    reason = _refused_by_banks(written, forbidden)
                    if reason:
                        raise UnwritableValue(number, headings[index], written, reason)
                elif written.startswith(FORMULA_STARTS):
                    written = f"'{written}"
            texts.append(written)
        yield texts


def _text_of(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime.datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


def _refused_by_banks(text: str, forbidden: frozenset[str]) -> str:
    if text.startswith(FORMULA_STARTS):
        return "formula"
    if not text.isprintable() and any(char < " " or "\x7f" <= char < "\xa0" for char in text):
        return "control"
    return "delimiter" if not forbidden.isdisjoint(text) else ""


def _write_lines(
    stream: IO[bytes], rows: Sequence[Sequence[str]], codec: str, delimiter: str, headings: Sequence[str], before: int
) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    try:
        stream.write(buffer.getvalue().encode(codec))
    except UnicodeEncodeError as error:
        for number, row in enumerate(rows, start=before + 1):
            for index, text in enumerate(row):
                try:
                    text.encode(codec)
                except UnicodeEncodeError:
                    raise UnwritableValue(number, headings[index], text, "encoding") from error
        raise
