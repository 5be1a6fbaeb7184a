"""Screenshots as small files: few colours, no wider than a page shows them, and never silently large."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

WIDEST_PIXELS = {"phone": 780, "desk": 1280}
LARGEST_BYTES = 120_000
ALL_TOGETHER_BYTES = 2_500_000
COLOURS = (256, 128, 64, 32)
"""Tried in turn until the file is small enough; text stays crisp down to the last."""


class TooLarge(Exception):
    """A picture that even the fewest colours do not bring under the limit."""


def save(screenshot: bytes, path: Path, *, kind: str) -> int:
    """Write the palette PNG; returns its size in bytes."""
    small = as_palette_png(screenshot, widest=WIDEST_PIXELS[kind])
    path.write_bytes(small)
    return len(small)


def as_palette_png(screenshot: bytes, *, widest: int) -> bytes:
    """The screenshot with as many colours as fit under the limit."""
    image = Image.open(io.BytesIO(screenshot)).convert("RGB")
    if image.width > widest:
        image = image.resize((widest, round(image.height * widest / image.width)), Image.Resampling.LANCZOS)
    for colours in COLOURS:
        answer = io.BytesIO()
        _reduced(image, colours).save(answer, "PNG", optimize=True)
        if answer.tell() <= LARGEST_BYTES:
            return answer.getvalue()
    raise TooLarge(f"{answer.tell():,} bytes with {COLOURS[-1]} colours, {LARGEST_BYTES:,} are allowed: crop it")


def _reduced(image: Image.Image, colours: int) -> Image.Image:
    """The most frequent colours stay exactly as they are, so areas keep theirs; the others take one that is near."""
    frequent = [colour for colour, _ in Counter(_pixels(image.tobytes())).most_common(colours // 2)]
    spread = image.quantize(colours - len(frequent), method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in frequent for part in colour] + spread[: 3 * (colours - len(frequent))])
    near = image.quantize(palette=palette, dither=Image.Dither.NONE)
    exact = {colour: index for index, colour in enumerate(frequent)}
    pixels = zip(_pixels(image.tobytes()), near.tobytes(), strict=True)
    near.frombytes(bytes(exact.get(colour, index) for colour, index in pixels))
    return near


def _pixels(raw: bytes) -> Iterator[tuple[int, int, int]]:
    """The pixels of raw RGB data."""
    return zip(raw[::3], raw[1::3], raw[2::3], strict=True)
