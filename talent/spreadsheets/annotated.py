"""A copy of the table somebody uploaded, with what is wrong written beside each row and the wrong cells coloured."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from types import MappingProxyType
from typing import IO

from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from talent.spreadsheets.errors import CellError
from talent.spreadsheets.outgoing import Kind, Value, printable
from talent.spreadsheets.reading import Table
from talent.spreadsheets.references import cell_reference
from talent.spreadsheets.values import EXACT_BELOW, CellValue, Spoilt, from_json, scientific, shown
from talent.spreadsheets.xlsx_sheets import LONGEST_CELL, Sheets

WRONG = "#FFD6D6"
FIRST_YEAR = 1900
LONGEST_SHEET_NAME = 31
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\t\r\n]+")
WIDEST = 28
NARROWEST = 8
PROBLEMS_WIDTH = 60
ROWS_MEASURED = 60
NO_NOTES: Mapping[int, str] = MappingProxyType({})


def write_annotated(
    stream: IO[bytes],
    *,
    table: Table,
    errors: Iterable[CellError],
    notes: Mapping[int, str] = NO_NOTES,
    only: Container[int] | None = None,
) -> int:
    """Write an XLSX with every row where it was, so that cells keep their names, and a column 问题 after the last.

    Errors are placed by their cell; one that names only a row number (``12``) colours nothing. Returns the number
    of rows that have problems. ``notes`` by row number stand in the same column and colour nothing. Texts stay
    texts; a number whose digits were lost is written as it was shown. Where ``only`` is told, the rows below the
    header with other numbers are left empty.
    """
    by_row = _by_row(errors)
    sheets = Sheets(stream)
    sheet = sheets.book.add_worksheet(_sheet_name(table.sheet))
    for index, width in _widths(table).items():
        sheet.set_column(index, index, width)
    sheet.set_column(table.width, table.width, PROBLEMS_WIDTH)
    wrapped = sheets.book.add_format({"text_wrap": True, "valign": "top", "bg_color": WRONG})
    noted = sheets.book.add_format({"text_wrap": True, "valign": "top"})
    for number, kind, cells in table.lines():
        if only is not None and number > table.header_row and number not in only:
            continue
        _copy_row(sheets, sheet, number, kind, [from_json(cell) for cell in cells], by_row.get(number, []))
        if number == table.header_row:
            sheet.write_string(number - 1, table.width, _("问题"), sheets.header)
        elif number in by_row:
            words = "\n".join(f"{error.cell} {error.message}{error.fix}" for error in by_row[number])
            sheet.write_string(number - 1, table.width, words[:LONGEST_CELL], wrapped)
        elif number in notes:
            sheet.write_string(number - 1, table.width, notes[number][:LONGEST_CELL], noted)
    sheet.freeze_panes(table.header_row, 0)
    sheets.book.close()
    return len(by_row)


def _by_row(errors: Iterable[CellError]) -> Mapping[int, list[CellError]]:
    grouped: dict[int, list[CellError]] = defaultdict(list)
    for error in errors:
        grouped[int(error.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))].append(error)
    return dict(grouped)


def _copy_row(
    sheets: Sheets, sheet: Worksheet, number: int, kind: str, values: list[CellValue], errors: list[CellError]
) -> None:
    wrong = {error.cell for error in errors}
    columns = {index: cell_reference(number, index) for index in range(len(values))}
    for index, reference in columns.items():
        value = _writable(values[index])
        if kind == "head" and isinstance(value, str):
            sheet.write_string(number - 1, index, printable(value), sheets.heading(value))
        else:
            colour = WRONG if reference in wrong else ""
            sheets.put(sheet, number - 1, index, value, _kind(value), colour=colour)
    for reference in wrong - set(columns.values()):
        if reference.strip("0123456789"):
            sheet.write_blank(reference, None, sheets.format("text", colour=WRONG))


def _writable(value: CellValue) -> Value:
    """The value as a cell can hold it: what no number or day of a spreadsheet can be is written as it is shown."""
    if isinstance(value, Spoilt):
        return value.shown
    if isinstance(value, float) and abs(value) >= EXACT_BELOW:
        return scientific(value)
    if isinstance(value, datetime.date) and value.year < FIRST_YEAR:
        return shown(value)
    return value


def _kind(value: Value) -> Kind:
    return "identifier" if isinstance(value, str) else "text"


def _sheet_name(name: str) -> str:
    """The name as it was, as far as a sheet may be called so: files are not always made by honest programs."""
    allowed = printable(NOT_IN_SHEET_NAMES.sub("_", name))[:LONGEST_SHEET_NAME].strip().strip("'")
    return _("数据") if allowed.lower() in ("", "history") else allowed


def _widths(table: Table) -> dict[int, float]:
    """Widths that fit the first rows; a Chinese character takes two places."""
    widths: dict[int, float] = {}
    for place, (_number, kind, cells) in enumerate(table.lines()):
        if place >= ROWS_MEASURED:
            break
        if kind == "row":
            for index, cell in enumerate(cells):
                text = str(cell or "")
                needed = 2.0 + len(text) + sum(1 for char in text if char > "\u2e80")
                widths[index] = min(WIDEST, max(widths.get(index, NARROWEST), needed))
    return widths
