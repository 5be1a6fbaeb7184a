"""Headings that a unit's officers explained once, so that its next files are read without asking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.employers.imports.roster_columns import COLUMNS
from talent.employers.models import Employer, HeadingMeaning
from talent.identifiers.masking import masked_identity, masked_numbers, masked_phone
from talent.spreadsheets.errors import FoundColumn
from talent.spreadsheets.reading import Column
from talent.spreadsheets.sandbox.headings import normal

KEYS = {column.key: column for column in COLUMNS}
MASKS = {"identity_number": masked_identity, "phone": masked_phone}
"""How the cells of a column are masked, where it is known; of other columns whatever looks like such a number."""


def columns_of(employer: Employer) -> tuple[Column, ...]:
    """The columns of a roster with the headings explained for the unit or for one above it; the nearest counts."""
    return columns_with(meanings_of(employer))


def columns_with(meanings: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of a roster, each with the headings that are said to mean it.

    Args:
        meanings: the key of the column by heading.
    """
    more: dict[str, list[str]] = {}
    for heading, key in meanings.items():
        more.setdefault(key, []).append(heading)
    return tuple(
        replace(column, synonyms=(*more[column.key], *column.synonyms)) if column.key in more else column
        for column in COLUMNS
    )


def meanings_of(employer: Employer) -> dict[str, str]:
    """The key of the column by heading, for a unit and as said for those above it (two queries)."""
    line = _up_from(employer)
    found = HeadingMeaning.objects.filter(employer__in=line).values_list("employer", "heading", "column")
    return {heading: key for _unit, heading, key in sorted(found, key=lambda row: line.index(row[0]), reverse=True)}


def column_known_as(heading: str) -> Column | None:
    """The column that a heading is recognised as without anybody's explanation."""
    spelled = normal(heading)
    return next((c for c in COLUMNS if spelled in {normal(each) for each in (c.heading, *c.synonyms)}), None)


def _up_from(employer: Employer) -> list[UUID]:
    """The unit and those above it, the nearest first."""
    parents = dict(Employer.objects.order_by().values_list("pk", "parent"))
    line: list[UUID] = [employer.pk]
    while (above := parents.get(line[-1])) is not None and above not in line:
        line.append(above)
    return line


class ColumnInWords(NamedTuple):
    """A column of a file as its officer is shown it: heading, first cells, and what it is recognised as, or ""."""

    heading: str
    samples: tuple[str, ...]
    known_as: str


def columns_in_words(columns: Iterable[FoundColumn]) -> list[ColumnInWords]:
    """The columns of a file, each with what it is recognised as, and with its first cells as they are shown elsewhere.

    Numbers of documents and phones are masked there, names are not. What no column knows may hold such numbers too.
    """
    return [
        ColumnInWords(
            masked_numbers(column.heading),
            tuple(MASKS.get(column.key or "", masked_numbers)(sample) for sample in column.samples),
            _(KEYS[column.key].heading) if column.key in KEYS else "",
        )
        for column in columns
    ]


def column_called(words: str) -> str:
    """The key of the column that is called that, or has that key; what is asked itself where there is none."""
    known = column_known_as(words)
    return known.key if known else words


class ExplainedHeading(NamedTuple):
    """A heading that was explained, in words."""

    meaning: HeadingMeaning
    column: str


def headings_of(user: User) -> list[ExplainedHeading]:
    """What was explained for the units whose HR officer the user is (two queries)."""
    found = HeadingMeaning.objects.filter(employer__in=Employer.objects.served_by(user))
    rows = found.select_related("employer", "set_by").order_by("employer__name", "heading")
    return [ExplainedHeading(row, _(KEYS[row.column].heading)) for row in rows if row.column in KEYS]
