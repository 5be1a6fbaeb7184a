"""One table as the limited process sees it, whatever file it came from."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

Cell = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """``rows`` gives each row in order, row 1 first, blank ones included; ``hidden`` is see ``oddities``.

    ``rows_not_shown``: numbers, from 0, of rows that a filter or the person hid: they are read, and nobody sees them.
    ``merged``: first and last (row, column), both from 0, of the cells that are shown as one.
    """

    name: str
    rows: Iterator[Sequence[Cell]]
    hidden: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    rows_not_shown: Set[int] = frozenset()
