"""Lines of text and rules written straight into the page: what reportlab does, without doing it again for each repeat.

Letters of a kind say mostly the same. What a line looks like in the file (which part of the embedded font, which codes)
is kept with the document, and positions are written to a hundredth of a point.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics

MOST_KEPT = 40_000
"""Lines kept for a document; a longer one starts afresh."""


class _Piece(NamedTuple):
    """Characters of a line that lie in one part of the font: the part's name in the file, and their codes, escaped."""

    font: str
    codes: str


class Lettering:
    """Lines of one font and size on a canvas; ``finish`` writes them."""

    def __init__(self, canvas: Any, font: str, size: float) -> None:
        self._canvas, self._font, self._size = canvas, pdfmetrics.getFont(font), size
        kept: dict[str, dict[str, tuple[_Piece, ...]]] = canvas._doc.__dict__.setdefault("kept_lines", {})
        self._kept = kept.setdefault(font, {})
        self._code = ["BT"]
        self._current, self._spread = "", 0.0

    def line(self, text: str, left: float, base: float, *, spread: float = 0) -> None:
        """Put a line at a place; ``spread`` points are added between any two characters."""
        if spread != self._spread:
            self._code.append(f"{spread:.3f} Tc")
            self._spread = spread
        self._code.append(f"1 0 0 1 {left:.2f} {base:.2f} Tm")
        for piece in self._kept.get(text) or self._pieces(text):
            if piece.font != self._current:
                self._code.append(f"{piece.font} {self._size:g} Tf")
                self._current = piece.font
            self._code.append(f"({piece.codes}) Tj")

    def finish(self) -> None:
        """Write everything; character spacing would last beyond the text, so it is set back."""
        self._canvas.addLiteral("\n".join([*self._code, "0 Tc ET" if self._spread else "ET"]))

    def _pieces(self, text: str) -> tuple[_Piece, ...]:
        document = self._canvas._doc
        pieces = tuple(
            _Piece(self._font.getSubsetInternalName(subset, document), self._canvas._escape(codes))
            for subset, codes in self._font.splitString(text, document)
        )
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[text] = pieces
        return pieces


def rules(canvas: Any, segments: Iterable[tuple[float, float, float, float]]) -> None:
    """Draw straight lines, each from (x, y) to (x, y), with the width and colour that the canvas has."""
    canvas.addLiteral(" ".join([*(f"{x:.2f} {y:.2f} m {to_x:.2f} {to_y:.2f} l" for x, y, to_x, to_y in segments), "S"]))
