"""Long lists with the header and a subtotal on each page, facts side by side, and boxes to sign and stamp in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table, TableStyle

from talent.ui.pdf.fonts import BOLD, REGULAR, check_printable, register
from talent.ui.pdf.lettering import Lettering, rules
from talent.ui.pdf.lines import Line, broken
from talent.ui.pdf.paragraphs import INK, RULE, paragraph

Align = Literal["left", "centre", "right"]
Cell = str | int | None

SIZE, LEADING, PADDING = 9.0, 12.5, 3.2
LINE_HEIGHT = LEADING + 2 * PADDING
ROUNDING = 1e-6
SHADE = HexColor("#EEF1F5")
DESCENT = 3.0
SUBTOTAL, TOTAL = "本页小计", "合计"
NO_BREAK = "\u00a0"
CLOSING_GAP = 6 * mm
STAMP_HEIGHT = 26 * mm


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a long list: ``share`` of the width, ``align``, and whether its whole numbers are ``summed``."""

    heading: str
    share: float = 1
    align: Align = "left"
    summed: bool = False


@dataclass(frozen=True, slots=True)
class LaidOutRow:
    """A row broken into lines, its height in points, and the figures of its summed columns."""

    cells: tuple[tuple[Line, ...], ...]
    height: float
    figures: tuple[int, ...]


class LongTable(Flowable):
    """Draws rows straight onto the page, with the header and a subtotal on each and the total on the last.

    Subtotals appear only when there is more than one page. Numbers are written with commas. ``closing`` is drawn
    below the total, on the same page as the last row: nobody signs a page that lists nothing. Raises UnprintableText.
    """

    def __init__(
        self, columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]], *, closing: Flowable | None = None
    ) -> None:
        super().__init__()
        register()
        self._columns = tuple(columns)
        self._summed = tuple(index for index, column in enumerate(columns) if column.summed)
        self._raw = [tuple(row) for row in rows]
        self._closing, self._closing_height = closing, 0.0
        self._laid_out_for = 0.0
        # A part of the table shares everything with the whole but these.
        self._start, self._end = 0, len(self._raw)
        self._sums_before = [0] * len(self._summed)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Break every cell into lines once; the width is all there is."""
        if self._laid_out_for != available_width:
            whole = sum(column.share for column in self._columns)
            self._widths = [available_width * column.share / whole for column in self._columns]
            self._header = self._laid_out([column.heading for column in self._columns], BOLD)
            self._rows = [self._laid_out(row, REGULAR) for row in self._raw]
            if self._closing is not None:
                self._closing_height = self._closing.wrap(available_width, available_height)[1]
            self._tops = list(accumulate((row.height for row in self._rows), initial=0.0))
            self._laid_out_for = available_width
        self.width = available_width
        self.height = self._header.height + self._tops[self._end] - self._tops[self._start] + self._footing_height
        return self.width, self.height

    @property
    def _is_whole(self) -> bool:
        return self._start == 0 and self._is_last

    @property
    def _is_last(self) -> bool:
        return self._end == len(self._raw)

    @property
    def _footing_height(self) -> float:
        """Room below the rows: a subtotal on every page of several, the total and what closes the list on the last."""
        sums = LINE_HEIGHT * ((not self._is_whole) + self._is_last) if self._summed else 0
        closing = CLOSING_GAP + self._closing_height if self._closing is not None and self._is_last else 0
        return sums + closing

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """As many rows as fit with header and subtotal, and the rest; nothing when not even one row fits."""
        self.wrap(available_width, available_height)
        room = available_height - self._header.height - (LINE_HEIGHT if self._summed else 0)
        # The total must not stand alone on a page of its own, so one row always goes with it.
        end = min(bisect_right(self._tops, self._tops[self._start] + room + ROUNDING) - 1, self._end - 1)
        if end <= self._start:
            return []
        here, rest = copy(self), copy(self)
        here._end = rest._start = end
        rest._sums_before = here._sums_after
        # Each part may be moved to the next page once for itself.
        for part in (here, rest):
            part.__dict__.pop("_postponed", None)
        return [here, rest]

    @property
    def _sums_after(self) -> list[int]:
        return [before + on_page for before, on_page in zip(self._sums_before, self._sums_here, strict=True)]

    @property
    def _sums_here(self) -> list[int]:
        rows = self._rows[self._start : self._end]
        return [sum(row.figures[place] for row in rows) for place in range(len(self._summed))]

    def _laid_out(self, row: Sequence[Cell], font: str) -> LaidOutRow:
        cells: list[tuple[Line, ...]] = []
        for value, width in zip(row, self._widths, strict=True):
            text = check_printable(_shown(value))
            cells.append(broken(text, font, SIZE, width - 2 * PADDING))
        height = max(map(len, cells)) * LEADING + 2 * PADDING
        figures = tuple(value if isinstance(value := row[index], int) else 0 for index in self._summed)
        return LaidOutRow(tuple(cells), height, figures)

    def draw(self) -> None:
        """Draw header, rows, subtotal and total from the top down; all text of a kind in one go."""
        rows = self._rows[self._start : self._end]
        canvas = self.canv
        canvas.setLineWidth(0.5)
        canvas.setStrokeColor(RULE)
        top = self.height - self._header.height
        self._shade(top, self._header.height)
        self._write([self._header], self.height, BOLD, align="centre")
        self._write(rows, top, REGULAR)
        bottom = top - self._tops[self._end] + self._tops[self._start]
        edges = list(accumulate((row.height for row in rows), lambda edge, height: edge - height, initial=top))
        rights = list(accumulate(self._widths, initial=0.0))
        across = [(0.0, edge, self.width, edge) for edge in (self.height, *edges)]
        rules(canvas, across + [(right, self.height, right, bottom) for right in rights])
        self._draw_footing(bottom)

    def _draw_footing(self, top: float) -> None:
        if self._summed and not self._is_whole:
            self._draw_sums(top, f"{SUBTOTAL}（{self._end - self._start} 行）", self._sums_here)
            top -= LINE_HEIGHT
        if self._summed and self._is_last:
            self._draw_sums(top, f"{TOTAL}（{self._end} 行）", self._sums_after)
        if self._closing is not None and self._is_last:
            self._closing.drawOn(self.canv, 0, 0)

    def _shade(self, bottom: float, height: float) -> None:
        self.canv.setFillColor(SHADE)
        self.canv.rect(0, bottom, self.width, height, stroke=0, fill=1)
        self.canv.setFillColor(INK)

    def _write(self, rows: Sequence[LaidOutRow], top: float, font: str, *, align: Align | None = None) -> None:
        lettering = Lettering(self.canv, font, SIZE)
        for row in rows:
            left = 0.0
            for column, width, cell in zip(self._columns, self._widths, row.cells, strict=True):
                # Short cells stand in the middle of a tall row.
                base = top - (row.height - len(cell) * LEADING) / 2 - LEADING + DESCENT
                for line in cell:
                    lettering.line(line.text, left + _indent(align or column.align, width, line.width), base)
                    base -= LEADING
                left += width
            top -= row.height
        lettering.finish()

    def _draw_sums(self, top: float, label: str, sums: Sequence[int]) -> None:
        canvas, bottom = self.canv, top - LINE_HEIGHT
        self._shade(bottom, LINE_HEIGHT)
        canvas.setFont(BOLD, SIZE)
        base = top - PADDING - LEADING + DESCENT
        rights = list(accumulate(self._widths))
        if self._summed[0] > 0:
            canvas.drawString(PADDING, base, label)
        for index, figure in zip(self._summed, sums, strict=True):
            canvas.drawRightString(rights[index] - PADDING, base, f"{figure:,}")
            left = rights[index] - self._widths[index]
            canvas.line(left, top, left, bottom)
        canvas.rect(0, bottom, self.width, LINE_HEIGHT, stroke=1, fill=0)


def _indent(align: Align, width: float, text_width: float) -> float:
    if align == "right":
        return width - PADDING - text_width
    return (width - text_width) / 2 if align == "centre" else PADDING


def _shown(value: Cell) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else value


def fact_table(facts: Sequence[tuple[str, str]], *, pairs: int = 2) -> Table:
    """Label and value side by side, ``pairs`` of them in a row. Raises UnprintableText."""
    cells: list[tuple[object, object]] = [
        (paragraph(label, "label"), paragraph(value, "value")) for label, value in facts
    ]
    cells += [("", "")] * (-len(cells) % pairs)
    rows = [[cell for pair in cells[start : start + pairs] for cell in pair] for start in range(0, len(cells), pairs)]
    table = Table(rows, colWidths=["15%", f"{100 / pairs - 15:.4f}%"] * pairs, hAlign="LEFT")
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, RULE),
        ("FONT", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    style += [("BACKGROUND", (2 * pair, 0), (2 * pair, -1), SHADE) for pair in range(pairs)]
    table.setStyle(TableStyle(style))
    return table


def sign_off(roles: Sequence[str] = ("经办人", "复核人", "审批人"), *, stamp: str = "盖章") -> Table:
    """A box for each role to sign and date in, and a wider one for the stamp; never parted by a page end."""
    head = [*roles, *([stamp] if stamp else [])]
    count = len(head) + (1 if stamp else 0)
    widths = [f"{100 / count:.4f}%"] * len(roles) + ([f"{200 / count:.4f}%"] if stamp else [])
    day = paragraph(f"年{NO_BREAK * 5}月{NO_BREAK * 5}日", "to_fill_in")
    rows = [[paragraph(role, "label") for role in head], [""] * len(head), [day] * len(head)]
    table = Table(rows, colWidths=widths, rowHeights=[8 * mm, STAMP_HEIGHT - 8 * mm, 8 * mm], spaceBefore=CLOSING_GAP)
    boxes = [("BOX", (index, 0), (index, -1), 0.6, RULE) for index in range(len(head))]
    whole = ("NOSPLIT", (0, 0), (-1, -1))
    middle = ("VALIGN", (0, 0), (-1, -1), "MIDDLE")
    table.setStyle(TableStyle([*boxes, middle, ("FONT", (0, 0), (-1, -1), REGULAR), whole]))
    return table
