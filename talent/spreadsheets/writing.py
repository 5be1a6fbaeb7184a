"""Tables that go out: XLSX and CSV for people, in which nothing turns into a formula, and strict CSV for banks."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import IO, Literal

from django.utils import timezone
from xlsxwriter.worksheet import Worksheet

from talent.spreadsheets.outgoing import FORMULA_STARTS, Kind, UnwritableValue, Value, printable
from talent.spreadsheets.references import column_letters
from talent.spreadsheets.xlsx_sheets import Sheets

__all__ = ["OutputColumn", "UnwritableValue", "csv_lines", "write_csv", "write_xlsx"]

Encoding = Literal["gb18030", "gbk", "utf-8-sig"]

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
    """Write delimited text, see ``csv_lines``; ``header=False`` leaves the headings out. Returns the number of rows."""
    count = 0

    def counted() -> Iterator[Sequence[Value]]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    lines = csv_lines(counted(), headings=headings, encoding=encoding, bank=bank, delimiter=delimiter, header=header)
    for chunk in lines:
        stream.write(chunk)
    return count


def csv_lines(
    rows: Iterable[Sequence[Value]],
    *,
    headings: Sequence[str] = (),
    encoding: Encoding = "utf-8-sig",
    bank: bool = False,
    delimiter: str = ",",
    header: bool = True,
) -> Iterator[bytes]:
    """Delimited text with CRLF line ends, some thousand lines at a time.

    For people (``bank=False``) a text that looks like a formula gets an apostrophe in front. For banks nothing is
    changed: a text that looks like a formula, or holds the delimiter, a quote or a control character, is refused,
    so no field is ever quoted.

    Raises:
        UnwritableValue: what a bank file refuses, or a character that ``encoding`` does not have.
    """
    codec = "utf-8" if encoding == "utf-8-sig" else encoding
    forbidden = frozenset((delimiter, '"')) if bank else frozenset[str]()
    start = b"\xef\xbb\xbf" if encoding == "utf-8-sig" else b""
    if header and headings:
        start += _encoded([list(headings)], codec, delimiter, headings, 0)
    if start:
        yield start
    count = 0
    iterator = iter(rows)
    while chunk := list(islice(iterator, ROWS_AT_ONCE)):
        plain = _plain_lines(chunk, codec, delimiter) if bank else None
        if plain is None:
            texts = list(_as_text(chunk, headings, count, forbidden, bank=bank))
            plain = _encoded(texts, codec, delimiter, headings, count)
        yield plain
        count += len(chunk)


def _plain_lines(rows: Sequence[Sequence[Value]], codec: str, delimiter: str) -> bytes | None:
    """Lines without quoting, looked through all at once; None when a value may have to be refused, or is negative."""
    lines = [delimiter.join([v if type(v) is str else _text_of(v) for v in row]) for row in rows]
    lines.append("")
    text = "\r\n".join(lines)
    as_many_lines = text.count("\n") == text.count("\r") == len(rows)
    as_many_fields = text.count(delimiter) == sum(map(len, rows)) - len(rows)
    if not (as_many_lines and as_many_fields) or _doubtful(delimiter).search(text):
        return None
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return None


@cache
def _doubtful(delimiter: str) -> re.Pattern[str]:
    """A quote, a control character other than the line ends, or a field that starts like a formula."""
    starts = "".join(map(re.escape, FORMULA_STARTS))
    control = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    tab = "" if delimiter == "\t" else r"\t"
    return re.compile(rf"""["{control}{tab}]|(?:\A|\n|{re.escape(delimiter)})(?!\r\n|\t)[{starts}]""")


def _name_of(headings: Sequence[str], index: int) -> str:
    return headings[index] if index < len(headings) else column_letters(index)


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
                        raise UnwritableValue(number, _name_of(headings, index), written, reason)
                elif written.startswith(FORMULA_STARTS):
                    written = f"'{written}"
            texts.append(written)
        yield texts


def _text_of(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


def _refused_by_banks(text: str, forbidden: frozenset[str]) -> str:
    if text.startswith(FORMULA_STARTS):
        return "formula"
    if not text.isprintable() and any(char < " " or "\x7f" <= char < "\xa0" for char in text):
        return "control"
    return "delimiter" if not forbidden.isdisjoint(text) else ""


def _encoded(rows: Sequence[Sequence[str]], codec: str, delimiter: str, headings: Sequence[str], before: int) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    try:
        return buffer.getvalue().encode(codec)
    except UnicodeEncodeError as error:
        for number, row in enumerate(rows, start=before + 1):
            for index, text in enumerate(row):
                if not _fits(text, codec):
                    raise UnwritableValue(number, _name_of(headings, index), text, "encoding") from error
        raise


def _fits(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
