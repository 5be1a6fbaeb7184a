"""What else is to be said of a roster that was read: what was passed over, what it lacks, what nobody sees in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from django.utils.translation import gettext as _

from talent.employers.imports.roster_columns import CONTRACT, FOR_INVITING, LASTING, PROVING
from talent.employers.imports.roster_units import UnitColumn
from talent.spreadsheets.characters import tidy
from talent.spreadsheets.reading import Table

MOST_NAMED = 12


class Remarks(TypedDict):
    """What was passed over: sheets, rows (number and reason), headings; and proving columns that are not there.

    ``unsaid``: what is for inviting and has no column, ``lasting``: what ends payments and has none, see
    ``actions.carrying_over``; ``below``: how many rows name
    units below the employer, by the key of each; ``unknown_units``: words in the column of units that are none, where
    it seems to tell departments; ``part_only``: of a file of many units only the part of this one was read;
    ``hidden``: numbers of the first rows that can be imported though the file hides them, ``hidden_count`` of all.
    """

    other_sheets: list[str]
    ignored: list[tuple[int, str]]
    ignored_count: int
    unread_headings: list[str]
    lacking: list[str]
    unsaid: list[str]
    lasting: list[str]
    below: dict[str, int]
    unknown_units: list[str]
    part_only: bool
    hidden: list[int]
    hidden_count: int


def remarks_on(table: Table, column: UnitColumn, hidden: Sequence[int], *, part_only: bool) -> Remarks:
    """The remarks on a table whose column of units is this, with the hidden ones among the rows to be imported."""
    lacking = [str(name) for key, name in PROVING.items() if key not in table.columns]
    if not CONTRACT & table.columns.keys():
        lacking.insert(0, _("合同期限"))
    return {
        "other_sheets": [tidy(sheet) for sheet in table.other_sheets[:MOST_NAMED]],
        "ignored": [(ignored.number, ignored.reason) for ignored in table.ignored[:MOST_NAMED]],
        "ignored_count": table.ignored_count,
        "unread_headings": [tidy(heading) for heading in list(table.unknown_headings.values())[:MOST_NAMED]],
        "lacking": lacking,
        "unsaid": [name for name, told_by in FOR_INVITING.items() if not told_by & table.columns.keys()],
        "lasting": [name for name, told_by in LASTING.items() if not told_by & table.columns.keys()],
        "below": column.below,
        "unknown_units": column.unknown,
        "part_only": part_only,
        "hidden": list(hidden[:MOST_NAMED]),
        "hidden_count": len(hidden),
    }
