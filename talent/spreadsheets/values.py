"""Raw cell values as they come out of a file."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from typing import Any, Literal

# Above fifteen digits a spreadsheet number has lost digits (IEEE 754 double, and Excel shows fifteen).
EXACT_BELOW = 10**15
ERROR_VALUES = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A cell whose content cannot be used; ``shown`` is what the spreadsheet program shows.

    ``ruined``: a number of sixteen digits or more, whose last digits are gone. ``error``: ``#N/A`` and the like.
    ``formula``: a formula that was never calculated. ``narrow``: ``####`` in a text file, saved from a column that was
    too narrow to show its content. ``merged``: nothing is shown but the content of the merged cell named ``with_cell``.
    """

    shown: str
    why: Literal["ruined", "error", "formula", "narrow", "merged"]
    with_cell: str = ""


CellValue = str | int | float | bool | datetime.date | datetime.datetime | Spoilt | None


def from_json(cell: Any) -> CellValue:
    """A cell as the limited process writes it; whole numbers become int, too long ones Spoilt."""
    if isinstance(cell, str):
        return _spoilt_text(cell) if cell.startswith("#") else cell
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return Spoilt("#NUM!", "error")
        if not cell.is_integer():
            return cell
        return int(cell) if abs(cell) < EXACT_BELOW else Spoilt(scientific(cell), "ruined")
    if isinstance(cell, dict):
        if "d" in cell:
            return datetime.date.fromisoformat(cell["d"])
        if "t" in cell:
            return datetime.datetime.fromisoformat(cell["t"])
        if "m" in cell:
            return Spoilt("", "merged", cell["m"])
        return Spoilt(cell["e"], "formula" if cell["e"].startswith("=") else "error")
    if isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) >= EXACT_BELOW:
        return Spoilt(scientific(cell), "ruined")
    return cell


def _spoilt_text(cell: str) -> CellValue:
    if cell.strip("#") == "" and len(cell) > 2:
        return Spoilt(cell, "narrow")
    return Spoilt(cell, "error") if cell in ERROR_VALUES else cell


def scientific(number: float) -> str:
    """The number as Excel shows it in a narrow column: ``2.20102E+17``."""
    mantissa, exponent = f"{number:.5E}".split("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{int(exponent):+03d}"


def shown(value: CellValue) -> str:
    """The value as a person sees it in the file; "" for a blank cell."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, Spoilt):
        return value.shown
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)
