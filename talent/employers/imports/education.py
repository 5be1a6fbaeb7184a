"""What a roster says of someone's degree, school and phone: only for inviting them, never for verifying anything.

What cannot be read in these columns is left unsaid: it keeps no row out.
"""

from __future__ import annotations

import datetime as dt
import re

from django.core.exceptions import ValidationError

from talent.accounts.contact import read_phone
from talent.employers.kinds import RosterDegree
from talent.spreadsheets import cells
from talent.spreadsheets.errors import CellProblem
from talent.spreadsheets.values import CellValue

LONGEST_SCHOOL = 100
_WORDS = (
    (re.compile(r"博士后"), None),  # a position, not a degree
    (re.compile(r"博士|doctor|ph\.?d", re.IGNORECASE), RosterDegree.DOCTOR),
    (re.compile(r"硕士|研究生|master|mba", re.IGNORECASE), RosterDegree.MASTER),
    (re.compile(r"学士|本科|bachelor", re.IGNORECASE), RosterDegree.BACHELOR),
    (re.compile(r"专科|大专|高职|中专|中职|技校|高中|职高|初中|小学"), RosterDegree.BELOW),
)


def degree_level(value: CellValue) -> str:
    """The level that a column headed 学历 or 学位 tells; empty where it tells none."""
    try:
        written = cells.text(value)
    except CellProblem:
        return ""
    return next((level or "" for pattern, level in _WORDS if pattern.search(written)), "")


def school(value: CellValue) -> str:
    """The school as it is written; empty where the cell holds no text."""
    try:
        written = cells.text(value)
    except CellProblem:
        return ""
    return written[:LONGEST_SCHOOL] if any(char.isalpha() for char in written) else ""


def graduated_on(value: CellValue) -> dt.date | None:
    """The day of graduation, the first of the month where only that is told; None where neither can be read."""
    try:
        return cells.date_or_month(value)
    except CellProblem:
        return None


def phone(value: CellValue) -> str | None:
    """A mobile number in E.164; None for anything to which no message can be sent."""
    whole = isinstance(value, float) and value.is_integer()
    try:
        return read_phone(str(int(value)) if whole else cells.text(value))  # type: ignore[arg-type]
    except (CellProblem, ValidationError):
        return None
