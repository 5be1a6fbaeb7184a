"""Text out of cells: what people cannot see goes, what they wrote stays."""

from __future__ import annotations

import re
import unicodedata

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
ALPHANUMERIC = {wide: narrow for wide, narrow in FULL_WIDTH.items() if chr(narrow).isalnum() or narrow == 0x20}
# Radicals that look like characters come from copying out of PDF files: ⾼ for 高.
RADICALS = {
    code: mapped
    for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6))
    if (mapped := unicodedata.normalize("NFKC", chr(code))) != chr(code)
}
BLANKS = re.compile(r"\s+")
INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
TEXT_MARK = re.compile(r"\A'(?=[=+\-@\t\r])")


def half_width(text: str) -> str:
    """Full-width ASCII made half-width, punctuation too; for dates, numbers and amounts."""
    return text.translate(FULL_WIDTH)


def visible(text: str) -> str:
    """Without control characters, zero-width and bidi characters and lone surrogates; any white space is a blank."""
    if text.isprintable():  # then there is none of them, and no white space but blanks: nearly always
        return text
    spaced = (" " if char.isspace() else char for char in text)
    return "".join(char for char in spaced if unicodedata.category(char) not in INVISIBLE)


def tidy(text: str) -> str:
    """Text fit to keep: visible characters, blanks single and none at the ends, full-width letters and digits narrow.

    Chinese punctuation, ``·``, ①, ㎡ and compatibility ideographs stay as they are: they may be part of a name.
    """
    return BLANKS.sub(" ", visible(text).translate(ALPHANUMERIC).translate(RADICALS)).strip()


def has_private_characters(text: str) -> bool:
    """Whether a character has no meaning outside the computer it was typed on (private use, unassigned)."""
    return any(unicodedata.category(char) in {"Co", "Cn"} for char in text)


def without_text_mark(text: str) -> str:
    """Without the apostrophe by which our own files for people keep ``=1+1`` from becoming a formula."""
    return TEXT_MARK.sub("", text)
