"""Long tables for the desks: a column's tags are made once a page, not once a row.

A template of 50 rows looks up some 2,000 names and costs most of such a page; the same cells joined cost a fifth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from talent.ui.markup import markup


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its words, which a phone shows beside each of its cells, and the class of head and cells."""

    label: str
    css: str = ""
    css_of_head: str = ""
    names_the_row: bool = False
    """Whether a cell is what its row is called."""

    @property
    def head(self) -> str:
        """The cell at the top."""
        return f'<th scope="col"{_class(self.css_of_head)}>{markup(self.label)}</th>'

    @property
    def opening(self) -> str:
        """What stands before each cell's text."""
        if self.names_the_row:
            return f'<th scope="row"{_class(self.css)}>'
        return f'<td{_class(self.css)} data-label="{markup(self.label)}">'

    @property
    def closing(self) -> str:
        """What stands after it."""
        return "</th>" if self.names_the_row else "</td>"


@dataclass(frozen=True, slots=True)
class Row:
    """A row that the keyboard walks through: the id of its element, and a text or markup for each column."""

    anchor: str
    cells: Sequence[str]
    tick: SafeString | None = None
    """The box to tick it by, or nothing where others of the table have one; None in a table without boxes."""


def head_of(columns: Iterable[Column]) -> SafeString:
    """The cells of the top row."""
    return mark_safe("".join(column.head for column in columns))  # noqa: S308 - labels are escaped


def body_of(columns: Sequence[Column], rows: Iterable[Row]) -> SafeString:
    """The rows; a cell that is not marked as safe is escaped. Raises ValueError where a row has too few or too many."""
    frames = [(column.opening, column.closing) for column in columns]
    written = []
    for row in rows:
        cells = [f"{start}{markup(cell)}{end}" for (start, end), cell in zip(frames, row.cells, strict=True)]
        tick = "" if row.tick is None else f'<td class="table__check">{markup(row.tick)}</td>'
        written.append(f'<tr data-key-row id="{markup(row.anchor)}">{tick}{"".join(cells)}</tr>')
    return mark_safe("".join(written))  # noqa: S308 - every cell went through markup()


def _class(css: str) -> str:
    return f' class="{css}"' if css else ""
