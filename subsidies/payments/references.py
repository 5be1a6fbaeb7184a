"""Numbers of batches, lines and recoveries: FF2026-0001 is the first batch of 2026, FF2026-0001-00012 its twelfth
line, ZH2026-0001 the first recovery of that year."""

from __future__ import annotations

import re
import unicodedata

REFERENCE = re.compile(r"(?<![0-9A-Z])(FF[0-9]{4}-[0-9]{4,6})-([0-9]{5,7})(?![0-9])")
_DASHES = re.compile(r"[‐‑‒–—―−]")


def batch_number(year: int, number: int) -> str:
    """The number of the ``number``-th batch of a year."""
    return f"FF{year}-{number:04d}"


def line_reference(batch: str, sequence: int) -> str:
    """The reference of a line, which travels in the bank's remark column."""
    return f"{batch}-{sequence:05d}"


def references_in(text: str) -> list[tuple[str, str]]:
    """(reference, batch number) of each line reference in a remark, in any width of letters and dashes."""
    spelling = _DASHES.sub("-", unicodedata.normalize("NFKC", text)).upper()
    return [(match.group(0), match.group(1)) for match in REFERENCE.finditer(spelling)]


def recovery_number(year: int, number: int) -> str:
    """The number of the ``number``-th recovery of a year."""
    return f"ZH{year}-{number:04d}"
