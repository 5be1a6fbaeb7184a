"""A number on a desk: what it counts, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Stat:
    """A number with its words; ``kind`` colours it where it asks for something."""

    label: str
    value: int
    unit: str
    url: str
    note: str = ""
    kind: str = ""


def stat(label: str, value: int, unit: str, page: str, *, note: str = "", kind: str = "", **query: str) -> Stat:
    """A number that leads to a page by its URL name; it is coloured, and its note shown, only when it is not zero."""
    return Stat(label, value, unit, reverse(page, query=query or None), note if value else "", kind if value else "")
