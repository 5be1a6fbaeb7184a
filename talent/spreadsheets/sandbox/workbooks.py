"""Sheets of XLSX and XLS files, by calamine."""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from talent.spreadsheets.sandbox.limits import Limits
from talent.spreadsheets.sandbox.oddities import Unseen, refuse_declarations, unseen_in, workbook_notes
from talent.spreadsheets.sandbox.refusals import Refused
from talent.spreadsheets.sandbox.sheets import Sheet


class Workbook:
    """An opened workbook: ``date_1904`` and its visible sheets, each read only when it is asked for."""

    def __init__(self, file: BinaryIO, archive: zipfile.ZipFile | None, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self._parts: dict[str, str] = {}
        self.date_1904 = False
        if archive is not None:
            refuse_declarations(archive)
            notes = workbook_notes(archive)
            self._parts, self.date_1904 = notes.sheet_parts, notes.date_1904
        file.seek(0)
        try:
            self._workbook = CalamineWorkbook.from_filelike(file)
        except PasswordError as error:
            raise Refused("password") from error
        except (CalamineError, OSError, ValueError) as error:
            raise Refused("damaged") from error

    def sheets(self) -> Iterator[Sheet]:
        """Visible worksheets in order; a workbook whose sheets are all hidden shows them all."""
        listed = [sheet for sheet in self._workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        if len(listed) > self._limits.max_sheets:
            raise Refused("too_many_sheets", limit=self._limits.max_sheets)
        visible = [sheet for sheet in listed if sheet.visible == SheetVisibleEnum.Visible]
        for listing in visible or listed:
            yield self._sheet(listing.name)

    def _sheet(self, name: str) -> Sheet:
        unseen = Unseen()
        if self._archive is not None and name in self._parts:
            unseen = unseen_in(self._archive, self._parts[name])
        try:
            sheet = self._workbook.get_sheet_by_name(name)
        except PasswordError as error:
            raise Refused("password") from error
        except (CalamineError, OSError, ValueError) as error:
            raise Refused("damaged_sheet", sheet=name) from error
        if sheet.total_height > self._limits.max_rows:
            self._refuse_too_many(sheet)
        merged = sheet.merged_cell_ranges or ()
        return Sheet(name, _from_the_first_column(sheet), unseen.contents, merged, unseen.rows)

    def _refuse_too_many(self, sheet: CalamineSheet) -> None:
        """Count rows that hold anything before any of them is written: far quicker than finding out on the way."""
        limit = self._limits.max_rows + self._limits.header_within
        filled = (row for row in sheet.iter_rows() if any(cell != "" for cell in row))
        if next(itertools.islice(filled, limit, None), None) is not None:
            raise Refused("too_many_rows", limit=self._limits.max_rows)


def _from_the_first_column(sheet: CalamineSheet) -> Iterator[list[Any]]:
    """The rows with the blank columns that calamine leaves out on the left: a cell has to be named as it is seen."""
    margin = [""] * (sheet.start[1] if sheet.start else 0)
    return (margin + row for row in sheet.iter_rows())
