"""Text of official papers: the styles, and what is set in them."""

from __future__ import annotations

from functools import cache
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Spacer

from talent.ui.pdf.blocks import TextBlock
from talent.ui.pdf.fonts import BOLD, REGULAR, register

Style = Literal[
    "title",
    "subtitle",
    "heading",
    "table_heading",
    "body",
    "plain",
    "small",
    "recipient",
    "signature",
    "label",
    "value",
    "to_fill_in",
]

INK = HexColor("#1A1A1A")
GREY = HexColor("#5F6670")
RULE = HexColor("#8A9099")
OFFICIAL_RED = HexColor("#B3141B")


@cache
def styles() -> dict[str, ParagraphStyle]:
    """All styles by name; sizes in points."""
    register()
    return {
        "title": _style("title", 20, 30, font=BOLD, align=TA_CENTER, before=4, after=10),
        "subtitle": _style("subtitle", 11, 17, align=TA_CENTER, colour=GREY, after=10),
        "heading": _style("heading", 13, 21, font=BOLD, before=10, after=4, together=True),
        # Not kept with what follows: platypus would move a table of many pages to a page of its own for it.
        "table_heading": _style("table_heading", 13, 21, font=BOLD, before=10, after=4),
        "body": _style("body", 12, 22, align=TA_JUSTIFY, indent=24, after=2),
        "plain": _style("plain", 12, 22, after=2),
        "small": _style("small", 9, 14, colour=GREY, after=2),
        "recipient": _style("recipient", 12, 22, font=BOLD, after=4),
        "signature": _style("signature", 12, 22, align=TA_RIGHT, right=24),
        "label": _style("label", 10, 15, colour=GREY),
        "value": _style("value", 10, 15),
        "to_fill_in": _style("to_fill_in", 10, 15, align=TA_RIGHT),
    }


def _style(
    name: str,
    size: float,
    leading: float,
    *,
    font: str = REGULAR,
    align: int = TA_LEFT,
    colour: Color = INK,
    indent: float = 0,
    right: float = 0,
    before: float = 0,
    after: float = 0,
    together: bool = False,
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        alignment=align,
        textColor=colour,
        firstLineIndent=indent,
        rightIndent=right,
        spaceBefore=before,
        spaceAfter=after,
        keepWithNext=together,
    )


def paragraph(text: str, style: Style = "body") -> TextBlock:
    """A paragraph of plain text; line ends are kept, markup is shown as written.

    Raises:
        UnprintableText: the font lacks a character; see ``fonts.substituted`` for remarks.
    """
    return TextBlock(text, styles()[style])


def letterhead(organisation: str) -> list[Flowable]:
    """The issuing body in red over a red rule, as official letters carry it (GB/T 9704 in outline)."""
    head = ParagraphStyle("letterhead", parent=styles()["title"], fontSize=24, leading=34, textColor=OFFICIAL_RED)
    rule = HRFlowable(width="100%", thickness=1.6, color=OFFICIAL_RED, spaceBefore=2, spaceAfter=10)
    return [TextBlock(organisation, head), rule]


def signature(organisation: str, day_in_words: str) -> list[Flowable]:
    """Who issues the paper and when, at the right below the text; room for the seal above."""
    return [Spacer(1, 14 * mm), paragraph(organisation, "signature"), paragraph(day_in_words, "signature")]
