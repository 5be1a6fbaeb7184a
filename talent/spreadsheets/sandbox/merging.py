"""Cells that are blank to us, and filled to whoever sees them merged with one above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from talent.spreadsheets.references import cell_reference
from talent.spreadsheets.sandbox.sheets import Sheet


class MergedBelow:
    """Tells row by row, downwards, which blank cells of these columns are merged with a filled one above them."""

    def __init__(self, sheet: Sheet, columns: Collection[int]) -> None:
        self._beginning: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for (top, left), (bottom, right) in sheet.merged:
            if bottom > top and any(left <= column <= right for column in columns):
                self._beginning[top].append((bottom, left, right))
        self._columns = columns
        self._reaching: dict[int, tuple[int, str]] = {}

    def mark(self, number: int, cells: list[Any]) -> None:
        """Put into the blank cells of row ``number`` (from 0) the name of the cell that each is merged with."""
        for column, (bottom, name) in self._reaching.items():
            if number <= bottom and (column >= len(cells) or cells[column] is None):
                cells.extend([None] * (column + 1 - len(cells)))
                cells[column] = {"m": name}
        for bottom, left, right in self._beginning.get(number, ()):
            if left < len(cells) and cells[left] is not None:
                here = [column for column in self._columns if left <= column <= right]
                self._reaching |= dict.fromkeys(here, (bottom, cell_reference(number + 1, left)))
