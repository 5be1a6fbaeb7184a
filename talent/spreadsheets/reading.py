"""Reads a table that a person made: finds its header, knows its columns, and says exactly what is wrong where.

::

    COLUMNS = (
        Column("name", "姓名", parse=cells.name, required=True),
        Column("identity_number", "身份证号码", ("身份证号", "证件号码"), parse=cells.identity_number, required=True),
        Column("left_on", "离职日期", parse=cells.date),
    )
    with read_table(upload, columns=COLUMNS) as table:
        for row in table:
            values, errors = row.parse()
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import IO, Any, BinaryIO, Self

from django.utils.translation import gettext as _

from talent.spreadsheets.cells import text
from talent.spreadsheets.dates import DateParser
from talent.spreadsheets.errors import CellError, CellProblem, FoundColumn, MissingColumns
from talent.spreadsheets.process import Heard, Incomplete, run_sandbox
from talent.spreadsheets.references import cell_reference, column_letters
from talent.spreadsheets.sandbox.limits import Limits
from talent.spreadsheets.values import CellValue, from_json, shown

DEFAULT_LIMITS = Limits()
DAYS_FROM_1900_TO_1904 = 1462


@dataclass(frozen=True, slots=True)
class Column:
    """A column to read. ``heading`` and ``synonyms`` are Chinese text as found in files, never translated.

    A ``required`` column must be in the header and filled in every row. ``parse`` turns a raw value that is not
    blank into what the program needs, or raises CellProblem.
    """

    key: str
    heading: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    parse: Callable[[CellValue], Any] = text


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """A row that is about nobody: total, signature, note, example, numbering or header_again."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data: ``number`` as the spreadsheet counts (from 1), ``cells`` as they are in the file.

    ``hidden``: an XLSX does not show the row, for a filter or by hand; of other files that is not known.
    """

    table: Table
    number: int
    cells: Sequence[Any]
    hidden: bool = False

    def raw(self, key: str) -> CellValue:
        """The raw value in the column ``key``; None when the cell is blank or the file has no such column."""
        index = self.table.columns.get(key)
        return from_json(self.cells[index]) if index is not None and index < len(self.cells) else None

    def cell(self, key: str) -> str:
        """The cell of column ``key`` as ``C12``; the row alone when the file has no such column."""
        index = self.table.columns.get(key)
        return str(self.number) if index is None else cell_reference(self.number, index)

    def parse(self) -> tuple[dict[str, Any], list[CellError]]:
        """All columns by key, blank or absent ones None, and an error for each cell that cannot be read."""
        values: dict[str, Any] = {}
        errors: list[CellError] = []
        cells, width = self.cells, len(self.cells)
        for column, index in self.table.places:
            raw = from_json(cells[index]) if index is not None and index < width else None
            if raw is None and not column.required:
                values[column.key] = None
                continue
            try:
                values[column.key] = self._parsed(column, raw)
            except CellProblem as problem:
                values[column.key] = None
                errors.append(self.error(column.key, problem))
        return values, errors

    def _parsed(self, column: Column, raw: CellValue) -> Any:
        if raw is None:
            message = _("“{heading}”没有填写。").format(heading=_(column.heading))
            raise CellProblem("blank", message, _("请补填这一格。"))
        if self.table.date_1904 and isinstance(column.parse, DateParser) and type(raw) in {int, float}:
            raw += DAYS_FROM_1900_TO_1904  # type: ignore[operator]
        return column.parse(raw)

    def error(self, key: str, problem: CellProblem) -> CellError:
        """``problem`` placed at the cell of column ``key``; also for problems that a caller finds."""
        value = shown(self.raw(key))
        return CellError(self.table.sheet, self.cell(key), value, str(problem.message), str(problem.fix), problem.code)


class Table:
    """A table that was read. Iterate it for its rows, as often as needed; ``len`` counts them. Close it after use.

    ``sheet``: the sheet's name, "" for text files. ``other_sheets``: sheets with the same header that were not read;
    tell the person. ``header_row``: number of the header's last row. ``columns``: key → column index from 0.
    ``headings``: column index → heading as written. ``ignored``: the first 500 rows passed over.
    """

    def __init__(self, found: dict[str, Any], rows: IO[bytes], wanted: Sequence[Column]) -> None:
        self.wanted = tuple(wanted)
        self.kind: str = found["kind"]
        self.sheet: str = found["sheet"]
        self.other_sheets: tuple[str, ...] = tuple(found["others"])
        self.header_row: int = found["header_row"]
        self.columns: dict[str, int] = found["columns"]
        self.headings = {int(index): heading for index, heading in found["headings"].items()}
        self.ignored = [IgnoredRow(number, reason) for number, reason in found["ignored"]]
        self.ignored_count: int = found["ignored_count"]
        self.width: int = found["width"]
        self.date_1904: bool = found["date_1904"]
        self._count: int = found["count"]
        self._rows = rows

    @cached_property
    def unknown_headings(self) -> dict[str, str]:
        """Column letter → heading, for the columns that answer to no key: what an officer may map by hand."""
        known = set(self.columns.values())
        return {column_letters(index): text for index, text in sorted(self.headings.items()) if index not in known}

    @cached_property
    def places(self) -> tuple[tuple[Column, int | None], ...]:
        """Every column that is wanted, and at which index it stands."""
        return tuple((column, self.columns.get(column.key)) for column in self.wanted)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        for number, kind, cells, *hidden in self._lines():
            if kind == "row":
                yield Row(self, number, cells, bool(hidden))

    def lines(self) -> Iterator[tuple[int, str, list[Any]]]:
        """Every row of the sheet that is not blank: number, kind (``head``, ``row`` or why ignored), JSON cells."""
        return ((number, kind, cells) for number, kind, cells, *_hidden in self._lines())

    def _lines(self) -> Iterator[list[Any]]:
        place = 0
        while True:
            self._rows.seek(place)
            batch = self._rows.readlines(1 << 20)
            place = self._rows.tell()
            if not batch:
                return
            yield from map(json.loads, batch)

    def close(self) -> None:
        """Let go of the rows."""
        self._rows.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_table(
    file: BinaryIO,
    *,
    columns: Sequence[Column],
    limits: Limits = DEFAULT_LIMITS,
    sheet: str | None = None,
    heard: Heard | None = None,
) -> Table:
    """Read the table in ``file``: XLSX, XLS, CSV or delimited text, or a web page saved as XLS, told by content.

    ``sheet`` names the sheet to read; without it the first one with the whole header is taken. ``heard`` is told now
    and then how many rows have been read.

    Raises:
        MissingColumns: a header was found but required columns are not in it.
        UnreadableFile: anything else that stops the file from being read.
    """
    asked = [[column.key, [column.heading, *column.synonyms], column.required] for column in columns]
    try:
        found, rows = run_sandbox(file, columns=asked, sheet=sheet, limits=limits, heard=heard)
    except Incomplete as incomplete:
        raise _missing(incomplete.found, columns) from None
    return Table(found, rows, columns)


def _missing(found: dict[str, Any], columns: Sequence[Column]) -> MissingColumns:
    headings = [_(column.heading) for column in columns if column.key in found["keys"]]
    place = _("工作表“{sheet}”第 {row} 行").format(**found) if found["sheet"] else _("第 {row} 行").format(**found)
    message = _("{place}的表头缺少必填的列：{columns}。")
    if found["guessed"]:
        message = _("没有认出表头，看上去是{place}。缺少必填的列：{columns}。")
    return MissingColumns(
        message.format(place=place, columns="、".join(headings)),
        _("请找到对应的列，把表头改成这些名称之一后再上传。"),
        missing=tuple(found["keys"]),
        columns=tuple(_found_column(*column) for column in found["columns"]),
        code="no_header" if found["guessed"] else "missing_columns",
    )


def _found_column(heading: str, samples: list[Any], key: str | None) -> FoundColumn:
    return FoundColumn(heading, tuple(shown(from_json(sample)) for sample in samples), key)
