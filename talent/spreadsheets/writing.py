"""Tables that go out to people: XLSX and CSV, in which nothing turns into a formula."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO

from django.utils import timezone
from xlsxwriter.worksheet import Worksheet

from talent.spreadsheets.outgoing import FORMULA_STARTS, Kind, UnwritableValue, Value, printable
from talent.spreadsheets.xlsx_sheets import Sheets

__all__ = ["OutputColumn", "UnwritableValue", "csv_lines", "write_xlsx"]

LAST_ROW = 1_048_576
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """A column of an XLSX: ``heading``, ``kind``, ``width`` in characters, and ``choices`` for a drop-down."""

    heading: str
    kind: Kind = "text"
    width: float = 16
    choices: tuple[str, ...] = ()


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


def csv_lines(rows: Iterable[Sequence[Value]], *, headings: Sequence[str]) -> Iterator[bytes]:
    """Comma-separated text for people, UTF-8 with a byte order mark and CRLF, some thousand lines at a time.

    A text that looks like a formula gets an apostrophe in front.
    """
    yield b"\xef\xbb\xbf" + _encoded([list(headings)])
    iterator = iter(rows)
    while chunk := list(islice(iterator, ROWS_AT_ONCE)):
        yield _encoded([[_as_text(value) for value in row] for row in chunk])


def _as_text(value: Value) -> str:
    written = _text_of(value)
    return f"'{written}" if isinstance(value, str) and written.startswith(FORMULA_STARTS) else written


def _text_of(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


def _encoded(rows: Sequence[Sequence[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode()
