"""An XLSX under way: formats, and values put into cells so that text stays text."""

from __future__ import annotations

import datetime
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from talent.spreadsheets.outgoing import Kind, Value, printable, starts_like_formula
from talent.spreadsheets.values import EXACT_BELOW

LONGEST_CELL = 32_767
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
HEADER = {
    "bold": True,
    "bg_color": "#E8EEF7",
    "border": 1,
    "border_color": "#B8C4D6",
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
}


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
        self._quoted_header: Format | None = None
        self.header = self.book.add_format(HEADER)
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

    def heading(self, text: str) -> Format:
        """The format of a heading; one that starts like a formula gets the mark that keeps it text on edit."""
        if not starts_like_formula(text):
            return self.header
        if self._quoted_header is None:
            self._quoted_header = self.book.add_format({**HEADER, "quote_prefix": True})
        return self._quoted_header

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, kind: Kind, *, colour: str = "") -> None:
        """Write one value at row and column from 0.

        Raises:
            ValueError: the text is too long for a cell, or the number too long to keep its digits.
        """
        if value is None or value == "":
            if colour:
                sheet.write_blank(row, column, None, self.format(kind, colour=colour))
        elif isinstance(value, bool):
            sheet.write_string(row, column, "是" if value else "否", self.format("text", colour=colour))
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
