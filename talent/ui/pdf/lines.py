"""Breaking Chinese text into lines inside a narrow cell, where nothing may hang over the edge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth

CLOSING = "，；：！？、。·）】》〉」』〕”’…％%)\\]"
OPENING = "（【《〈「『〔“‘(\\["
# What stays together: opening marks with what follows, words and numbers whole, closing marks with what precedes.
UNIT = re.compile(rf"[{OPENING}]*(?:[0-9A-Za-z][0-9A-Za-z.,:/@_\-]*|.)[{CLOSING}]*", re.DOTALL)


class Line(NamedTuple):
    """A line and its width in points."""

    text: str
    width: float


def broken(text: str, font: str, size: float, room: float) -> tuple[Line, ...]:
    """Lines no wider than ``room`` points; a unit that is too wide by itself is cut where it must be."""
    if "\n" not in text:
        width = stringWidth(text, font, size)
        if width <= room:
            return (Line(text, width),)
    return tuple(line for piece in text.split("\n") for line in _fitted(piece, font, size, room))


def _fitted(piece: str, font: str, size: float, room: float) -> Iterator[Line]:
    line, used = "", 0.0
    for unit in _units(piece, font, size, room):
        width = stringWidth(unit, font, size)
        if line and used + width > room:
            yield _trimmed(line, font, size)
            line, used = "", 0.0
            if unit.isspace():
                continue
        line += unit
        used += width
    yield _trimmed(line, font, size)


def _units(piece: str, font: str, size: float, room: float) -> Iterator[str]:
    for unit in UNIT.findall(piece):
        if stringWidth(unit, font, size) <= room:
            yield unit
        else:
            yield from unit


def _trimmed(line: str, font: str, size: float) -> Line:
    text = line.rstrip()
    return Line(text, stringWidth(text, font, size))
