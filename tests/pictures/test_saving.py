"""Screenshots become small files that look the same."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.pictures import saving

PAPER, INK, RULE = (245, 247, 250), (29, 33, 41), (200, 22, 29)


def screenshot(width: int = 40, height: int = 30) -> bytes:
    image = Image.new("RGB", (width, height), PAPER)
    image.paste(INK, (0, 0, width, height // 3))
    image.paste(RULE, (0, 0, 2, 2))
    answer = io.BytesIO()
    image.save(answer, "PNG")
    return answer.getvalue()


def noise(width: int, height: int) -> bytes:
    answer = io.BytesIO()
    Image.effect_noise((width, height), 80).convert("RGB").save(answer, "PNG")
    return answer.getvalue()


def test_areas_keep_their_colours():
    image = Image.open(io.BytesIO(saving.as_palette_png(screenshot(), widest=40)))
    assert (image.mode, {colour for _, colour in image.convert("RGB").getcolors() or []}) == ("P", {PAPER, INK, RULE})


def test_a_wide_screenshot_is_made_narrower_in_proportion():
    assert Image.open(io.BytesIO(saving.as_palette_png(screenshot(), widest=20))).size == (20, 15)


def test_a_picture_that_stays_too_large_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(saving, "LARGEST_BYTES", 1_000)
    with pytest.raises(saving.TooLarge, match=r"1,000 are allowed: crop it"):
        saving.as_palette_png(noise(200, 200), widest=200)
