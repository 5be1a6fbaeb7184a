"""How every issued paper ends: the code that verifies it, who issued it, and when."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Table, TableStyle

from talent.papers.codes import grouped
from talent.papers.exports.qr import QRCode
from talent.papers.models import IssuedPaper
from talent.ui.pdf.fonts import REGULAR
from talent.ui.pdf.paragraphs import paragraph, signature

CODE_WIDTH = 28 * mm
STYLE = TableStyle(
    [
        ("SPAN", (0, 1), (1, 1)),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
        ("FONT", (0, 0), (-1, -1), REGULAR),
        ("NOSPLIT", (0, 0), (-1, -1)),
    ]
)


def ending(paper: IssuedPaper, day_in_words: str) -> Table:
    """The code at the left, the issuer and the day at the right with room for the seal; never parted by a page end."""
    how = f"扫描二维码，或在本平台“公文验证”输入 {grouped(paper.code)}，可核对本件的真伪。"
    table = Table(
        [[QRCode(paper.code), signature(paper.issuer, day_in_words)], [paragraph(how, "small"), ""]],
        colWidths=[CODE_WIDTH, "*"],
        hAlign="LEFT",
    )
    table.setStyle(STYLE)
    return table
