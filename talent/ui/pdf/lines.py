"""Breaking Chinese text into lines inside a narrow cell, where nothing may hang over the edge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth

CLOSING = "，；：！？、。·）】》〉」』〕”’…％%)\\]"
OPENING = "（【《〈「『〔“‘￥¥(\\["
# What stays together: opening marks with what follows, words and numbers whole, closing marks with what precedes.
UNIT = re.compile(rf"[{OPENING}]*(?:[0-9A-Za-z][0-9A-Za-z.,:/@_\-]*|.)[{CLOSING}]*", re.DOTALL)


class Line(NamedTuple):
    """A line, its width in points, and whether its paragraph goes on below: such a line may be spread to the edge."""

    text: str
    width: float
    goes_on: bool = False


@lru_cache(maxsize=20_000)
def width_of(unit: str, font: str, size: float) -> float:
    """Width in points of a character or a word: the same few thousand come again and again."""
    return float(stringWidth(unit, font, size))


@lru_cache(maxsize=5_000)
def broken(text: str, font: str, size: float, room: float, *, indent: float = 0) -> tuple[Line, ...]:
    """Lines no wider than ``room`` points; a unit that is too wide by itself is cut where it must be.

    ``indent`` is what the first line of each paragraph has less.
    """
    return tuple(line for piece in text.split("\n") for line in _fitted(piece, font, size, room, indent))


def _fitted(piece: str, font: str, size: float, room: float, indent: float) -> Iterator[Line]:
    line, used, left = "", 0.0, room - indent
    for unit in _units(piece, font, size, room - indent):
        width = width_of(unit, font, size)
        if line and used + width > left:
            yield _trimmed(line, font, size, used)
            line, used, left = "", 0.0, room
            if unit.isspace():
                continue
        line += unit
        used += width
    yield _trimmed(line, font, size, used)._replace(goes_on=False)


def _units(piece: str, font: str, size: float, room: float) -> Iterator[str]:
    for unit in UNIT.findall(piece):
        if width_of(unit, font, size) <= room:
            yield unit
        else:
            yield from unit


def _trimmed(line: str, font: str, size: float, used: float) -> Line:
    text = line.rstrip()
    return Line(text, used if text == line else stringWidth(text, font, size), goes_on=True)
