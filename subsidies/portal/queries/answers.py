"""What was entered, as its applicant reads it."""

from __future__ import annotations

from typing import Any

from subsidies.applications.snapshots import Item, Row, Section, sections
from talent.identifiers import bank_card
from talent.ui.formatting import MISSING

OPTIONAL = frozenset(
    {"major", "position", "certification_number", "chsi_code", "chsi_code_expires_on", "applied_on", "foreign_expert"}
)
"""What most people leave open: shown only where something was said."""


def answers_to_check(entered: dict[str, Any]) -> list[Section]:
    """The same, with the account number in full: a digit typed wrong is seen nowhere else before the bank sees it."""
    whole = bank_card.in_groups(entered["bank_account"]["account_number"]) if entered["bank_account"] else ""
    return [
        section._replace(
            items=[Item(item.title, [_unmasked(row, whole) for row in item.rows]) for item in section.items]
        )
        for section in answers_of(entered)
    ]


def answers_of(entered: dict[str, Any]) -> list[Section]:
    """A snapshot in words, numbers of people masked, without what was not asked of this person."""
    return [
        section._replace(items=[Item(item.title, [row for row in item.rows if _says(row)]) for item in section.items])
        for section in sections(entered)
    ]


def _unmasked(row: Row, whole: str) -> Row:
    return row._replace(value=whole) if row.path == "bank_account.account_number" else row


def _says(row: Row) -> bool:
    return row.value != MISSING or row.path.rsplit(".", 1)[-1] not in OPTIONAL
