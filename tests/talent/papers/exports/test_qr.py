"""The QR code on a page can be read back, and leads to the verify page."""

from __future__ import annotations

import segno

from talent.papers.exports.qr import QRCode, runs, verify_address
from talent.ui.pdf.document import render

CODE = "7K2MQ9XD" * 3 + "0123"


def test_the_address_is_the_public_one(settings):
    settings.PORTAL_ADDRESS = "https://talent.example.gov.cn"
    assert verify_address(CODE) == f"https://talent.example.gov.cn/verify/{CODE}/"


def test_the_bars_are_the_dark_modules_of_the_code():
    matrix = segno.make_qr(verify_address(CODE), error="m").matrix
    drawn = {(row, left + step) for row, left, length in runs(matrix) for step in range(length)}
    dark = {(row, place) for row, line in enumerate(matrix) for place, value in enumerate(line) if value}
    assert drawn == dark


def test_it_is_placed_like_any_flowable():
    assert render([QRCode(CODE)], title="t", header="h")[:5] == b"%PDF-"
