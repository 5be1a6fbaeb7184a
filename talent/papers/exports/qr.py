"""The QR code of a paper: the address at which anyone can verify it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
MASK = 3


def verify_address(code: str) -> str:
    """The public address that says whether a paper with this code is genuine."""
    return f"{settings.PORTAL_ADDRESS}{reverse('verify:paper', args=[code])}"


class QRCode(Flowable):
    """The code as filled squares, ``side`` points wide; placed like any flowable of reportlab.

    Args:
        code: of a paper, whose verification it leads to; or give the ``address``.
    """

    def __init__(self, code: str = "", *, address: str = "", side: float = SIDE) -> None:
        super().__init__()
        self.address = address or verify_address(code)
        self.width = self.height = side

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """A square."""
        return self.width, self.height

    def draw(self) -> None:
        """One path, in units of a module: reportlab's own calls would write each of some 300 bars with six decimals."""
        matrix = _modules(self.address)
        module = self.width / (len(matrix) + 2 * QUIET)
        canvas = self.canv
        canvas.saveState()
        canvas.setFillColor(INK)
        canvas.translate(QUIET * module, self.height - QUIET * module)
        canvas.scale(module, -module)
        canvas.addLiteral(" ".join([*(f"{left} {row} {length} 1 re" for row, left, length in runs(matrix)), "f"]))
        canvas.restoreState()


def runs(matrix: Sequence[bytearray]) -> Iterator[tuple[int, int, int]]:
    """(row, place, length) of each run of dark modules, rows from the top."""
    for number, row in enumerate(matrix):
        place = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                yield number, place, length
            place += length


def _modules(address: str) -> Sequence[bytearray]:
    # Readers take any mask; trying all eight for the prettiest costs more than drawing the whole letter.
    return segno.make_qr(address, error=ERROR_CORRECTION, mask=MASK).matrix
