"""What was entered, as its applicant reads it."""

from __future__ import annotations

from typing import Any

from subsidies.applications.snapshots import Item, Row, Section, sections
from talent.ui.formatting import MISSING

OPTIONAL = frozenset(
    {"major", "position", "certification_number", "chsi_code", "chsi_code_expires_on", "applied_on", "foreign_expert"}
)
"""What most people leave open: shown only where something was said."""


def answers_of(entered: dict[str, Any]) -> list[Section]:
    """A snapshot in words, numbers of people masked, without what was not asked of this person."""
    return [
        section._replace(items=[Item(item.title, [row for row in item.rows if _says(row)]) for item in section.items])
        for section in sections(entered)
    ]


def _says(row: Row) -> bool:
    return row.value != MISSING or row.path.rsplit(".", 1)[-1] not in OPTIONAL
