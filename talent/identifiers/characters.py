"""How people and spreadsheets spell digits and letters, brought to one spelling."""

from __future__ import annotations

import re
import unicodedata

_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]*)?[Ee]\+?[0-9]{1,3}")
_WITH_DECIMALS = re.compile(r"[0-9]{11,}\.0*")


def without_blanks(text: str) -> str:
    """``text`` without white space and invisible characters (NBSP, ideographic space, zero-width, bidi marks)."""
    return "".join(char for char in text if not char.isspace() and unicodedata.category(char) != "Cf")


def compact(text: str) -> str:
    """``text`` in half-width capitals without blanks: the spelling for numbers that hold letters."""
    if text.isascii() and text.isalnum():  # as nearly all are: there is nothing to leave out
        return text.upper()
    return without_blanks(unicodedata.normalize("NFKC", text)).upper()


def looks_like_a_spreadsheet_number(text: str) -> bool:
    """Whether a spreadsheet turned a number into 2.20102E+17 or gave it decimals."""
    return bool(_SCIENTIFIC.fullmatch(text) or _WITH_DECIMALS.fullmatch(text))


def first_outside(text: str, allowed: str) -> tuple[int, str] | None:
    """Place (from 1) and character of the first one that is not in ``allowed``."""
    return next(((place, char) for place, char in enumerate(text, 1) if char not in allowed), None)
