"""A paragraph of Chinese text, set line by line; it shows text as it is, never as markup."""

from __future__ import annotations

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from talent.ui.pdf.fonts import check_printable
from talent.ui.pdf.lettering import Lettering
from talent.ui.pdf.lines import Line, broken

ASCENT = 0.88
"""Of the font size: where the first line stands below the top of its leading's middle."""
MOST_SPREAD = 0.2
"""Of the font size, between two characters of a line that is spread to the edge."""
FEWEST_LINES = 2
"""Of a paragraph, on either side of a page end."""
ROUNDING = 1e-6


class TextBlock(Flowable):
    """A paragraph in one style.

    It stands in for platypus's Paragraph, which parses markup that no paper of ours has, and is four times slower.

    Raises:
        UnprintableText: the font lacks a character.
    """

    def __init__(self, text: str, style: ParagraphStyle) -> None:
        super().__init__()
        self.style = style
        self._text = check_printable(text)
        self._lines: tuple[Line, ...] = ()
        self._first = True
        """Whether the first line here is the first of the paragraph."""
        self._laid_out_for = 0.0

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Break into lines, once for a width."""
        style = self.style
        if self._laid_out_for != available_width:
            room = available_width - style.leftIndent - style.rightIndent
            self._lines = broken(self._text, style.fontName, style.fontSize, room, indent=style.firstLineIndent)
            self._laid_out_for = available_width
        self.width, self.height = available_width, len(self._lines) * style.leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """As many lines as fit and the rest, no line of either alone; nothing where that cannot be."""
        self.wrap(available_width, available_height)
        fit = int((available_height + ROUNDING) / self.style.leading)
        count = min(fit, len(self._lines) - FEWEST_LINES)
        if fit >= len(self._lines):
            return [self]
        return [self._part(0, count), self._part(count, len(self._lines))] if count >= FEWEST_LINES else []

    def _part(self, start: int, end: int) -> TextBlock:
        part = TextBlock("", self.style)
        part._lines, part._first, part._laid_out_for = self._lines[start:end], self._first and start == 0, self.width
        return part

    def draw(self) -> None:
        """All lines in one go."""
        style = self.style
        self.canv.setFillColor(style.textColor)
        lettering = Lettering(self.canv, style.fontName, style.fontSize)
        base = self.height - (style.leading - style.fontSize) / 2 - ASCENT * style.fontSize
        starts = self._first
        for line in self._lines:
            self._write(lettering, line, style.firstLineIndent if starts else 0, base)
            starts = not line.goes_on
            base -= style.leading
        lettering.finish()

    def _write(self, lettering: Lettering, line: Line, indent: float, base: float) -> None:
        style = self.style
        left = style.leftIndent + indent
        slack = self.width - style.rightIndent - left - line.width
        if style.alignment in (TA_CENTER, TA_RIGHT):
            left += slack if style.alignment == TA_RIGHT else slack / 2
        gaps = len(line.text) - 1
        spread = style.alignment == TA_JUSTIFY and line.goes_on and 0 < slack <= gaps * MOST_SPREAD * style.fontSize
        lettering.line(line.text, left, base, spread=slack / gaps if spread else 0)
