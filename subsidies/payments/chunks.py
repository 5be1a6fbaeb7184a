"""Long lists in pieces that every database takes in one query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
SIZE = 500
"""Below the 999 parameters that the smallest SQLite takes."""


def chunks(items: Iterable[T], size: int = SIZE) -> Iterator[list[T]]:
    """The items in their order, ``size`` at a time; the last piece may be shorter."""
    iterator = iter(items)
    while piece := list(islice(iterator, size)):
        yield piece
