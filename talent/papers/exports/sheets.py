"""Forms and reports as PDF, drawn from their kept content alone: the same paper gives the same bytes years later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table, TableStyle

from talent.papers.exports.ending import ending
from talent.papers.models import IssuedPaper
from talent.ui.pdf.document import Section, render_all
from talent.ui.pdf.fonts import REGULAR, check_name, substituted
from talent.ui.pdf.paragraphs import RULE, paragraph
from talent.ui.pdf.tables import SHADE, Cell, LongTable, TableColumn, fact_table, sign_off

GAP = 3 * mm
LABEL_WIDTH = 26 * mm
ROOM_TO_SIGN = 9 * mm
ROOM_FOR_A_START = 45 * mm
"""A heading, the header of its table and some rows."""
EMPTY: dict[str, Any] = {"heading": "", "paragraphs": [], "columns": [], "rows": []}
STACK = TableStyle(
    [
        *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP")),
        ("BOTTOMPADDING", (0, 0), (-1, -1), GAP),
        ("FONT", (0, 0), (-1, -1), REGULAR),
        ("NOSPLIT", (0, 0), (-1, -1)),
    ]
)
OPINIONS = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, RULE),
        ("FONT", (0, 0), (-1, -1), REGULAR),
        ("BACKGROUND", (0, 0), (0, -1), SHADE),
        ("VALIGN", (0, 0), (0, -1), "MIDDLE"),
        ("VALIGN", (1, 0), (1, -1), "BOTTOM"),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
)


def draw_sheets(papers: Sequence[IssuedPaper]) -> bytes:
    """Draw the papers, each from a page of its own.

    Raises:
        UnprintableName: the font lacks a character of a person's name; nothing is drawn.
    """
    sections = [Section(list(_sheet(paper)), paper.number) for paper in papers]
    first = papers[0]
    title = first.content["title"] if len(papers) > 1 else f"{first.content['title']} {first.number}"
    return render_all(sections, title=title, header=first.issuer, wide=first.content["wide"])


def _sheet(paper: IssuedPaper) -> Iterator[Flowable]:
    content: dict[str, Any] = paper.content
    for name in content["names"]:
        check_name(name)
    yield paragraph(substituted(content["title"]), "title")
    yield paragraph(substituted(content["subtitle"] or f"编号：{paper.number}"), "subtitle")
    if content["recipient"]:
        yield paragraph(f"{substituted(content['recipient'])}：", "recipient")
    yield from _facts(content)
    *before, last = content["parts"] or [EMPTY]
    for part in before:
        yield from _part(part)
    yield from _part(last, closing=_stacked(_closing(paper)))


def _closing(paper: IssuedPaper) -> Iterator[Flowable]:
    """Boxes and the code, on the page of the last row: nobody signs a page that lists nothing."""
    content = paper.content
    if content["sign_off"]:
        yield sign_off(content["sign_off"], stamp=content["stamp"])
    if content["opinions"]:
        yield _opinions(content["opinions"])
    yield ending(paper, content["day"])


def _stacked(flowables: Iterator[Flowable]) -> Table:
    table = Table([[each] for each in flowables], colWidths=["*"])
    table.setStyle(STACK)
    return table


def _facts(content: dict[str, Any]) -> Iterator[Flowable]:
    for facts, pairs in ((content["facts"], 2), (content["long_facts"], 1)):
        if facts:
            yield fact_table([(label, substituted(value)) for label, value in facts], pairs=pairs)
            yield Spacer(1, GAP)


def _part(part: dict[str, Any], *, closing: Flowable | None = None) -> Iterator[Flowable]:
    if part["heading"]:
        yield CondPageBreak(ROOM_FOR_A_START)
        yield paragraph(substituted(part["heading"]), "table_heading")
    for text in part["paragraphs"]:
        yield paragraph(substituted(text))
    if part["columns"]:
        columns = [TableColumn(**column) for column in part["columns"]]
        rows = [[_shown(cell) for cell in row] for row in part["rows"]]
        yield LongTable(columns, rows, closing=closing)
        yield Spacer(1, GAP)
    elif closing is not None:
        yield closing


def _shown(cell: Cell) -> Cell:
    return substituted(cell) if isinstance(cell, str) else cell


def _opinions(opinions: Sequence[dict[str, Any]]) -> Table:
    """One box below the other: the recorded opinion, and room to sign and to stamp."""
    rows = [
        [
            paragraph(opinion["label"], "label"),
            [
                *(paragraph(substituted(text), "value") for text in opinion["text"]),
                Spacer(1, ROOM_TO_SIGN),
                paragraph(opinion["signers"], "value"),
            ],
        ]
        for opinion in opinions
    ]
    table = Table(rows, colWidths=[LABEL_WIDTH, "*"], hAlign="LEFT")
    table.setStyle(OPINIONS)
    return table
