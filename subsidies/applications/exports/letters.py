"""Letters as PDF, drawn from their kept content alone: the same paper gives the same bytes years later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from talent.papers.codes import grouped
from talent.papers.exports.qr import QRCode
from talent.papers.models import IssuedPaper
from talent.ui.pdf.document import render
from talent.ui.pdf.fonts import check_name, substituted
from talent.ui.pdf.paragraphs import letterhead, paragraph, signature
from talent.ui.pdf.tables import LongTable, TableColumn, fact_table

COLUMNS = (
    TableColumn("条件", 1.6),
    TableColumn("您的情况", 2),
    TableColumn("要求", 2.2),
    TableColumn("结论", 1, "centre"),
    TableColumn("依据", 3.2),
)


def draw(papers: Sequence[IssuedPaper]) -> bytes:
    """Draw the letters, each from a page of its own.

    Raises:
        UnprintableName: the font lacks a character of a recipient's name; nothing is drawn.
    """
    story: list[Flowable] = []
    for paper in papers:
        story += [PageBreak()] if story else []
        story += _letter(paper)
    first = papers[0]
    reference = first.number if len(papers) == 1 else ""
    return render(
        story, title=f"{first.content['title']} {reference}".strip(), header=first.issuer, reference=reference
    )


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
    yield KeepTogether([*signature(paper.issuer, content["day"]), Spacer(1, 4 * mm), *_verification(paper)])


def _part(part: dict[str, Any]) -> Iterator[Flowable]:
    yield paragraph(substituted(part["heading"]), "heading") if part["heading"] else Spacer(1, 4 * mm)
    for text in part["paragraphs"]:
        yield paragraph(substituted(text))
    if part["findings"]:
        yield Spacer(1, 2 * mm)
        yield LongTable(COLUMNS, [_row(finding) for finding in part["findings"]])
        yield Spacer(1, 3 * mm)


def _row(finding: dict[str, str]) -> tuple[str, ...]:
    source = f"{finding['basis']}：{finding['citation']}" if finding["citation"] else finding["basis"]
    return tuple(
        substituted(text)
        for text in (finding["label"], finding["fact"], finding["required"], finding["result"], source)
    )


def _verification(paper: IssuedPaper) -> list[Flowable]:
    code = QRCode(paper.code)
    return [
        code,
        paragraph(f"扫描二维码，或在本平台“公文验证”输入 {grouped(paper.code)}，可核对本通知的真伪。", "small"),
    ]
