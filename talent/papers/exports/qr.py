"""The QR code of a paper: the address at which anyone can verify it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import segno
from django.conf import settings
from django.urls import reverse
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from talent.ui.pdf.paragraphs import INK

SIDE = 24 * mm
QUIET = 2
"""Modules left white on each side; the paper around is white too."""
ERROR_CORRECTION = "m"


def verify_address(code: str) -> str:
    """The public address that says whether a paper with this code is genuine."""
    return f"{settings.PORTAL_ADDRESS}{reverse('verify:paper', args=[code])}"


class QRCode(Flowable):
    """The code as filled squares, ``side`` points wide; placed like any flowable of reportlab."""

    def __init__(self, code: str, *, side: float = SIDE) -> None:
        super().__init__()
        self.address = verify_address(code)
        self.width = self.height = side

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """A square."""
        return self.width, self.height

    def draw(self) -> None:
        """Runs of dark modules as rectangles, in one path."""
        canvas = self.canv
        canvas.setFillColor(INK)
        path = canvas.beginPath()
        for left, bottom, length, height in _bars(self.address, self.width):
            path.rect(left, bottom, length, height)
        canvas.drawPath(path, stroke=0, fill=1)


@lru_cache(maxsize=64)
def _bars(address: str, side: float) -> tuple[tuple[float, float, float, float], ...]:
    """(left, bottom, width, height) of each run of dark modules; the origin is the lower left corner."""
    return tuple(_runs(address, side))


def _runs(address: str, side: float) -> Iterator[tuple[float, float, float, float]]:
    matrix = segno.make_qr(address, error=ERROR_CORRECTION).matrix
    module = side / (len(matrix) + 2 * QUIET)
    for number, row in enumerate(matrix):
        bottom = side - (number + 1 + QUIET) * module
        place = QUIET
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                yield place * module, bottom, length * module, module
            place += length
