"""Pages of an official paper: header with the title, footer with page numbers, a watermark in the demo."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from talent.ui.pdf.fonts import REGULAR, check_printable, register
from talent.ui.pdf.paragraphs import GREY, RULE

SIDE, TOP, BOTTOM = 22 * mm, 24 * mm, 20 * mm
WIDE_SIDE = 14 * mm
WATERMARK = "样例"
PALE = Color(0.55, 0.58, 0.62, alpha=0.13)
PRODUCER = "Talent subsidy portal"


class NumberedCanvas(Canvas):
    """A canvas that knows how many pages there are before it writes the footers."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._finished: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Keep the page for when the count is known."""
        self._finished.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write every page with its number, then the file."""
        for number, page in enumerate(self._finished, start=1):
            self.__dict__.update(page)
            self.setFont(REGULAR, 9)
            self.setFillColor(GREY)
            self.drawCentredString(self._pagesize[0] / 2, 10 * mm, f"第 {number} 页  共 {len(self._finished)} 页")
            super().showPage()
        super().save()


class Paper(BaseDocTemplate):
    """The page template; ``width`` is what flowables have."""

    def __init__(self, stream: io.BytesIO, *, title: str, header: str, reference: str, wide: bool) -> None:
        self._header, self._reference = header, reference
        page = landscape(A4) if wide else A4
        side = WIDE_SIDE if wide else SIDE
        super().__init__(
            stream,
            pagesize=page,
            leftMargin=side,
            rightMargin=side,
            topMargin=TOP,
            bottomMargin=BOTTOM,
            title=title,
            author=header,
            creator=PRODUCER,
            producer=PRODUCER,
            lang="zh-CN",
            invariant=1,
            pageCompression=1,
            initialFontName=REGULAR,
        )
        frame = Frame(side, BOTTOM, page[0] - 2 * side, page[1] - TOP - BOTTOM, 0, 0, 0, 0)
        self.addPageTemplates([PageTemplate("paper", [frame], onPage=self._furnish)])

    def _furnish(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        width, height = self.pagesize
        canvas.saveState()
        if settings.DEMO:
            canvas.saveState()
            canvas.translate(width / 2, height / 2)
            canvas.rotate(35)
            canvas.setFillColor(PALE)
            canvas.setFont(REGULAR, 150)
            canvas.drawCentredString(0, -50, WATERMARK)
            canvas.restoreState()
        line = height - 16 * mm
        canvas.setFont(REGULAR, 9)
        canvas.setFillColor(GREY)
        canvas.drawString(self.leftMargin, line + 2 * mm, self._header)
        canvas.drawRightString(width - self.rightMargin, line + 2 * mm, self._reference)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(self.leftMargin, line, width - self.rightMargin, line)
        canvas.restoreState()


def render(story: Sequence[Flowable], *, title: str, header: str, reference: str = "", wide: bool = False) -> bytes:
    """Lay the flowables out on A4 and return the PDF; ``wide`` lays the pages across.

    ``title`` names the document in viewers, ``header`` stands at the top left of each page, ``reference`` (a batch
    or case number) at the top right. The same input gives the same bytes; in the demo every page says 样例.

    Raises:
        UnprintableText: the font lacks a character of ``header`` or ``reference``.
        FontMissing: the font files are absent.
    """
    register()
    stream = io.BytesIO()
    paper = Paper(stream, title=title, header=check_printable(header), reference=check_printable(reference), wide=wide)
    paper.build(list(story), canvasmaker=NumberedCanvas)
    return stream.getvalue()
