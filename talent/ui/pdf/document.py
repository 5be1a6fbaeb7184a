"""Pages of an official paper: header with the title, footer with page numbers, a watermark in the demo."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate
from reportlab.platypus.doctemplate import ActionFlowable

from talent.ui.pdf.fonts import REGULAR, check_printable, register
from talent.ui.pdf.paragraphs import GREY, RULE

SIDE, TOP, BOTTOM = 22 * mm, 24 * mm, 20 * mm
WIDE_SIDE = 14 * mm
WATERMARK = "样例"
PALE = Color(0.55, 0.58, 0.62, alpha=0.13)
PRODUCER = "Talent subsidy portal"


@dataclass(frozen=True, slots=True)
class Section:
    """A paper among others in one file: its own page numbers, and its reference at the top right of each page."""

    story: Sequence[Flowable]
    reference: str = ""


class NumberedCanvas(Canvas):
    """A canvas that knows how many pages a paper has before it writes the footers."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._finished: list[dict[str, Any]] = []
        self.section = 0
        """Which paper of the file the present page belongs to."""

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Keep the page for when the count is known."""
        self._finished.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write every page with its number, then the file."""
        counts = Counter(page["section"] for page in self._finished)
        written: Counter[int] = Counter()
        for page in self._finished:
            self.__dict__.update(page)
            written[self.section] += 1
            self.setFont(REGULAR, 9)
            self.setFillColor(GREY)
            footer = f"第 {written[self.section]} 页  共 {counts[self.section]} 页"
            self.drawCentredString(self._pagesize[0] / 2, 10 * mm, footer)
            super().showPage()
        super().save()


class _NextSection(ActionFlowable):
    """Stands before the page break that begins a section."""

    def __init__(self, reference: str) -> None:
        super().__init__()
        self._reference = reference

    def apply(self, document: Paper) -> None:
        document.reference = self._reference
        document.section += 1


class Paper(BaseDocTemplate):
    """The page template; ``width`` is what flowables have."""

    def __init__(self, stream: io.BytesIO, *, title: str, header: str, reference: str, wide: bool) -> None:
        self._header, self.reference, self.section = header, reference, 0
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
        canvas.section = self.section
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
        canvas.drawRightString(width - self.rightMargin, line + 2 * mm, self.reference)
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
    return render_all([Section(story, reference)], title=title, header=header, wide=wide)


def render_all(sections: Iterable[Section], *, title: str, header: str, wide: bool = False) -> bytes:
    """Any number of papers in one file, each from a page of its own and with its own page numbers; see ``render``."""
    register()
    stream = io.BytesIO()
    known = list(sections)
    paper = Paper(
        stream, title=title, header=check_printable(header), reference=check_printable(known[0].reference), wide=wide
    )
    paper.build(list(_flow(known)), canvasmaker=NumberedCanvas)
    return stream.getvalue()


def _flow(sections: Sequence[Section]) -> Iterator[Flowable]:
    for number, section in enumerate(sections):
        if number:
            yield _NextSection(check_printable(section.reference))
            yield PageBreak()
        yield from section.story
