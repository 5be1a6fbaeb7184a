"""The limited process: an upload on standard input, the rows into a file descriptor, what was found to standard output.

Everything crosses as JSON, so that nothing the file holds can run in the process that asked.
"""

from __future__ import annotations

import datetime
import io
import itertools
import json
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, TextIO

from talent.spreadsheets.sandbox.containers import check_workbook_zip, kind_of
from talent.spreadsheets.sandbox.headings import Header, Headings, Wanted
from talent.spreadsheets.sandbox.kinds import RowKinds
from talent.spreadsheets.sandbox.limits import Limits, confine
from talent.spreadsheets.sandbox.merging import MergedBelow
from talent.spreadsheets.sandbox.plaintext import DELIMITERS, decode, read_delimited
from talent.spreadsheets.sandbox.refusals import Refused
from talent.spreadsheets.sandbox.sheets import Cell, Sheet
from talent.spreadsheets.sandbox.webpages import read_web_page
from talent.spreadsheets.sandbox.workbooks import Workbook

HEAD_ROWS = 200
KEPT_IGNORED = 500
SAMPLE_ROWS = 3
SAMPLE_CHARACTERS = 40
ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
Candidate = tuple[Sheet, Header, list[Sequence[Cell]]]


class Reading:
    """One run: find the table, then write its rows."""

    def __init__(self, request: dict[str, Any], rows: TextIO) -> None:
        self._limits = Limits(**request["limits"])
        self._wanted = [Wanted(key, tuple(names), required) for key, names, required in request["columns"]]
        self._headings = Headings(self._wanted)
        self._sheet_name = request["sheet"]
        self._out = rows
        self._date_1904 = False
        self._seen: list[str] = []

    def run(self, file: BinaryIO) -> dict[str, Any]:
        """Read the file and say what was found; the rows go to the descriptor."""
        kind = kind_of(file)
        chosen, others = self._choose(self._sheets(kind, file))
        sheet, header, head = chosen
        if header.missing:
            raise _incomplete(sheet, header, head)
        result = self._write_rows(sheet, header, head)
        return {
            **result,
            "kind": kind,
            "sheet": sheet.name,
            "others": [other.name for other, *_ in others],
            "header_row": header.last_row + 1,
            "columns": header.columns,
            "headings": header.headings,
            "date_1904": self._date_1904,
        }

    def _sheets(self, kind: str, file: BinaryIO) -> Iterator[Sheet]:
        if kind in {"xlsx", "xls"}:
            size = file.seek(0, io.SEEK_END)
            archive = check_workbook_zip(file, size=size, limits=self._limits) if kind == "xlsx" else None
            workbook = Workbook(file, archive, self._limits)
            self._date_1904 = workbook.date_1904
            yield from workbook.sheets()
            return
        file.seek(0)
        text = decode(file.read())
        if kind == "html":
            yield from read_web_page(text, self._limits)
        else:
            yield self._best_delimited(text)

    def _best_delimited(self, text: str) -> Sheet:
        """Try each delimiter on the head of the text; the one that shows most of the header is right."""
        best: tuple[tuple[int, int, int], str] | None = None
        for delimiter in DELIMITERS:
            try:
                head = list(itertools.islice(read_delimited(text, delimiter, self._limits).rows, HEAD_ROWS))
                header = self._headings.find(head, within=self._limits.header_within)
            except Refused:
                continue
            if header is not None and (best is None or header.score > best[0]):
                best = (header.score, delimiter)
        return read_delimited(text, best[1] if best else DELIMITERS[0], self._limits)

    def _choose(self, sheets: Iterator[Sheet]) -> tuple[Candidate, list[Candidate]]:
        """The first sheet with the whole header, and the others that have it too."""
        candidates: list[Candidate] = []
        likely: Candidate | None = None
        for sheet in sheets:
            self._seen.append(sheet.name)
            if self._sheet_name is not None and sheet.name != self._sheet_name:
                continue
            head = _head(sheet)
            header = self._headings.find(head, within=self._limits.header_within)
            if header is not None:
                candidates.append((sheet, header, head))
            elif likely is None and (guess := self._headings.guess(head, within=self._limits.header_within)):
                likely = sheet, guess, head
        if not candidates and likely:
            return likely, []
        if not candidates:
            if self._sheet_name is not None and self._sheet_name not in self._seen:
                raise Refused("no_such_sheet", sheet=self._sheet_name, sheets=self._seen)
            raise Refused("no_header", sheets=[name for name in self._seen if name], limit=self._limits.header_within)
        complete = [candidate for candidate in candidates if not candidate[1].missing]
        if not complete:
            return max(candidates, key=lambda candidate: candidate[1].score), []
        return complete[0], complete[1:]

    def _write_rows(self, sheet: Sheet, header: Header, head: list[Sequence[Cell]]) -> dict[str, Any]:
        required = [header.columns[column.key] for column in self._wanted if column.required]
        kinds = RowKinds(header, required)
        merged = MergedBelow(sheet, header.columns.values())
        count, ignored, ignored_count, width = 0, [], 0, 0
        for number, row, errors in _numbered(sheet, head):
            cells = self._cells(row, errors, number)
            if not cells:
                continue
            width = max(width, len(cells))
            kind = "head" if number <= header.last_row else kinds.ignored(cells, number) or "row"
            if kind == "row":
                count += 1
                merged.mark(number, cells)
            elif kind != "head":
                ignored_count += 1
                ignored.append([number + 1, kind])
            if count + ignored_count > self._limits.max_rows:
                raise Refused("too_many_rows", limit=self._limits.max_rows)
            mark = (True,) if number in sheet.rows_not_shown else ()
            self._out.write(ENCODER.encode([number + 1, kind, cells, *mark]) + "\n")
        return {"count": count, "ignored": ignored[:KEPT_IGNORED], "ignored_count": ignored_count, "width": width}

    def _cells(self, row: Sequence[Cell], errors: dict[int, str], number: int) -> list[Any]:
        cells = [_encoded(cell, self._limits.max_cell_characters, number) for cell in row]
        for column, shown in errors.items():
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = {"e": shown}
        while cells and cells[-1] is None:
            cells.pop()
        if len(cells) > self._limits.max_columns:
            raise Refused("too_many_columns", limit=self._limits.max_columns, row=number + 1)
        return cells


def _incomplete(sheet: Sheet, header: Header, head: list[Sequence[Cell]]) -> Refused:
    """What the file has in place of the columns that are missing: each heading with what stands first below it."""
    keys = {column: key for key, column in header.columns.items()}
    below = [row for row in head[header.last_row + 1 :] if any(cell is not None for cell in row)][:SAMPLE_ROWS]
    columns = [
        [heading, [_sample(row, index) for row in below], keys.get(index)] for index, heading in header.headings.items()
    ]
    return Refused(
        "missing_columns", sheet=sheet.name, row=header.last_row + 1, keys=header.missing, columns=columns,
        guessed=header.guessed,
    )  # fmt: skip


def _sample(row: Sequence[Cell], index: int) -> Any:
    cell = row[index] if index < len(row) else None
    return cell[:SAMPLE_CHARACTERS] if isinstance(cell, str) else _encoded(cell, SAMPLE_CHARACTERS, 0)


def _head(sheet: Sheet) -> list[Sequence[Cell]]:
    return [[_text_or_none(cell) for cell in row] for row in itertools.islice(sheet.rows, HEAD_ROWS)]


def _numbered(sheet: Sheet, head: list[Sequence[Cell]]) -> Iterator[tuple[int, Sequence[Cell], dict[int, str]]]:
    """Rows from 0 with the hidden contents of each; also rows below the last that hold nothing else."""
    hidden: dict[int, dict[int, str]] = {}
    for (row_number, column), shown in sheet.hidden.items():
        hidden.setdefault(row_number, {})[column] = shown
    for number, row in enumerate(itertools.chain(head, sheet.rows)):
        yield number, row, hidden.pop(number, {})
    for number in sorted(hidden):
        yield number, (), hidden[number]


def _text_or_none(cell: Cell) -> Cell:
    return None if isinstance(cell, str) and not cell.strip() else cell


def _encoded(cell: Cell, longest: int, number: int) -> Any:
    """JSON for a cell: text, truth and numbers as they are, days and instants marked, blanks as null."""
    if isinstance(cell, str):
        if len(cell) > longest:
            raise Refused("cell_too_long", line=number + 1)
        return cell if cell.strip() else None
    if isinstance(cell, datetime.datetime):
        return {"t": cell.isoformat()}
    if isinstance(cell, datetime.date):
        return {"d": cell.isoformat()}
    if isinstance(cell, datetime.time | datetime.timedelta):
        return str(cell)
    return cell


def main() -> None:
    """Serve one request: JSON in the first argument, the rows' descriptor in the second."""
    request = json.loads(sys.argv[1])
    confine(seconds=request["seconds"], memory_megabytes=request["limits"]["memory_megabytes"])
    with os.fdopen(int(sys.argv[2]), "w", encoding="utf-8", errors="replace") as rows:
        try:
            answer = Reading(request, rows).run(sys.stdin.buffer)
        except Refused as refused:
            answer = {"refused": refused.code, **refused.details}
        except MemoryError:
            answer = {"refused": "unfolds_too_far"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
