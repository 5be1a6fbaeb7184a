"""Letters as PDF, drawn from their kept content alone: the same paper gives the same bytes years later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from talent.papers.exports.ending import ending
from talent.papers.models import IssuedPaper
from talent.ui.pdf.document import Section, render_all
from talent.ui.pdf.fonts import check_name, substituted
from talent.ui.pdf.paragraphs import letterhead, paragraph
from talent.ui.pdf.tables import LongTable, TableColumn, fact_table

COLUMNS = (
    TableColumn("条件", 1.6),
    TableColumn("您的情况", 2.4),
    TableColumn("要求", 3.2),
    TableColumn("结论", 0.8, "centre"),
    TableColumn("依据", 0.7, "centre"),
)


def draw(papers: Sequence[IssuedPaper]) -> bytes:
    """Draw the letters, each from a page of its own.

    Raises:
        UnprintableName: the font lacks a character of a recipient's name; nothing is drawn.
    """
    sections = [Section(list(_letter(paper)), paper.number) for paper in papers]
    first = papers[0]
    title = first.content["title"] if len(papers) > 1 else f"{first.content['title']} {first.number}"
    return render_all(sections, title=title, header=first.issuer)


def _letter(paper: IssuedPaper) -> Iterator[Flowable]:
    content: dict[str, Any] = paper.content
    check_name(content["recipient"])
    yield from letterhead(paper.issuer)
    yield paragraph(content["title"], "title")
    yield paragraph(f"编号：{content['number']}", "subtitle")
    yield paragraph(f"{content['recipient']}：", "recipient")
    yield fact_table([(label, substituted(value)) for label, value in content["facts"]])
    for part in content["parts"]:
        yield from _part(part)
    for text in content["closing"]:
        yield paragraph(substituted(text))
    yield ending(paper, content["day"])


def _part(part: dict[str, Any]) -> Iterator[Flowable]:
    yield paragraph(substituted(part["heading"]), "heading") if part["heading"] else Spacer(1, 4 * mm)
    for text in part["paragraphs"]:
        yield paragraph(substituted(text))
    if part["findings"]:
        notes = list(dict.fromkeys(map(_note, part["findings"])))
        yield Spacer(1, 2 * mm)
        yield LongTable(COLUMNS, [_row(finding, notes) for finding in part["findings"]])
        yield Spacer(1, 1 * mm)
        for order, note in enumerate(notes, 1):
            yield paragraph(f"〔{order}〕{substituted(note)}", "small")
        yield Spacer(1, 2 * mm)


def _note(finding: dict[str, str]) -> str:
    """What a condition rests on; conditions that rest on the same share a note below the table."""
    # The citation of a figure says itself what follows from its basis.
    kind = finding["basis"].partition("，")[0]
    return f"{kind}：{finding['citation']}" if finding["citation"] else finding["basis"]


def _row(finding: dict[str, str], notes: Sequence[str]) -> tuple[str, ...]:
    place = f"〔{notes.index(_note(finding)) + 1}〕"
    shown = (finding["label"], finding["fact"], finding["required"], finding["result"], place)
    return tuple(map(substituted, shown))
