"""The Chinese font of every paper: registered once, embedded in part, and asked what it cannot print."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from reportlab import rl_config
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

REGULAR = "NotoSansSC"
BOLD = "NotoSansSC-Bold"
FILES = {
    REGULAR: Path("400Regular") / "NotoSansSC_400Regular.ttf",
    BOLD: Path("700Bold") / "NotoSansSC_700Bold.ttf",
}
SUBSTITUTE = "〓"
INVISIBLE = frozenset("\n\r\t\u00a0")
CODES_AT_ONCE = 100
CODE = re.compile(r"<([0-9A-F]{2})> <([0-9A-F]{4,6})>")
CODES = re.compile(r"\d+ beginbfchar.*endbfchar", re.DOTALL)


class FontMissing(ImproperlyConfigured):
    """The font files are not where ``PDF_FONT_DIR`` says."""


class UnprintableText(ValueError):
    """A text holds characters that the font does not have: ``characters``, each once, in order.

    Nothing is printed rather than a paper with an empty box where a name should be.
    """

    def __init__(self, text: str, characters: list[str]) -> None:
        super().__init__(" ".join(f"U+{ord(char):04X}" for char in characters))
        self.text = text
        self.characters = characters


class UnprintableName(UnprintableText):
    """A person's name that cannot be printed."""


class ChineseFont(TTFont):
    """A TrueType font whose text can be copied out, also characters beyond U+FFFF."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Add the font's objects, then write its Unicode tables anew: UTF-16, and at most 100 codes in a block."""
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                stream.content = CODES.sub(lambda found: _blocks(CODE.findall(found.group(0))), stream.content)


def _blocks(codes: list[tuple[str, str]]) -> str:
    meant = [(code, _utf16(value)) for code, value in codes if int(value, 16)]
    blocks = []
    for start in range(0, len(meant), CODES_AT_ONCE):
        block = meant[start : start + CODES_AT_ONCE]
        lines = "\n".join(f"<{code}> <{value}>" for code, value in block)
        blocks.append(f"{len(block)} beginbfchar\n{lines}\nendbfchar")
    return "\n".join(blocks)


def _utf16(value: str) -> str:
    """The code point in UTF-16; the eight digits of a surrogate pair stay as they are."""
    return value if len(value) == 4 else chr(int(value, 16)).encode("utf-16-be").hex().upper()


@cache
def register() -> None:
    """Make the fonts known to reportlab; doing it again costs nothing.

    Raises:
        FontMissing: a font file is absent or unreadable.
    """
    for name, file in FILES.items():
        path = Path(settings.PDF_FONT_DIR) / file
        try:
            pdfmetrics.registerFont(ChineseFont(name, str(path)))
        except (TTFError, OSError) as error:
            message = f"The PDF font {file.name} is missing below PDF_FONT_DIR; `make setup` installs it."
            raise FontMissing(message) from error
    for bold in (0, 1):
        for italic in (0, 1):
            addMapping(REGULAR, bold, italic, BOLD if bold else REGULAR)
    # Streams as bytes: wrapping them in base 85 for mail programs of the nineties costs a quarter of the time and size.
    rl_config.useA85 = 0


@cache
def _printable() -> frozenset[str]:
    register()
    return INVISIBLE.union(map(chr, pdfmetrics.getFont(REGULAR).face.charToGlyph))


def unprintable(text: str) -> list[str]:
    """Characters of ``text`` that the font lacks, each once, in order. Line ends and tabs count as printable."""
    known = _printable()
    return [] if known.issuperset(text) else list(dict.fromkeys(char for char in text if char not in known))


def check_printable(text: str) -> str:
    """``text`` itself. Raises UnprintableText."""
    if missing := unprintable(text):
        raise UnprintableText(text, missing)
    return text


def check_name(name: str) -> str:
    """A person's name as it is. Raises UnprintableName."""
    if missing := unprintable(name):
        raise UnprintableName(name, missing)
    return name


def substituted(text: str) -> str:
    """``text`` with 〓 for each character the font lacks: for remarks and other free text, never for names."""
    missing = frozenset(unprintable(text))
    return text if not missing else "".join(SUBSTITUTE if char in missing else char for char in text)
