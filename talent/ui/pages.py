"""Pages of long lists: by key instead of by offset, so that the last page costs what the first does.

The cursor in the URL holds nothing but sort values; do not sort by personal data.
"""

from __future__ import annotations

import base64
import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Field, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

SIZES = (50, 100, 200)
COUNT_CAP = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page, the query strings of its neighbours (empty where there is none), and the total up to a cap."""

    rows: list[Any]
    size: int
    total: int
    capped: bool
    previous_query: str
    next_query: str
    size_links: list[tuple[int, str]]

    @property
    def total_text(self) -> str:
        """The total in words: ``共 37 条``, ``共 10,000+ 条``."""
        return _("共 %(count)s 条") % {"count": f"{self.total:,}{'+' if self.capped else ''}"}

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def page_of(queryset: QuerySet[Any], request: HttpRequest, *, order: Sequence[str], total: int | None = None) -> Page:
    """Return the page that ``?size=``, ``?after=`` and ``?before=`` ask for.

    ``order`` names columns that are never null, ``-`` for descending, and ends in one that is unique (``"pk"``).
    ``queryset`` may be one of models or of ``values()`` that include those columns. A broken cursor shows page one.
    ``total`` saves counting where it is known how many there are.
    """
    return page_of_several([(queryset, order)], request, total=total)


def page_of_several(
    sources: Sequence[tuple[QuerySet[Any], Sequence[str]]], request: HttpRequest, *, total: int | None = None
) -> Page:
    """The same of rows from several tables in one order: of each (queryset, order) the columns hold the same."""
    size, (first, first_order) = _size(request), sources[0]
    after, before = (_decode(request.GET.get(name, ""), first_order, first) for name in ("after", "before"))
    backwards = before is not None and after is None
    edge = before if backwards else after
    found: list[tuple[Any, Sequence[str]]] = []
    for queryset, order in sources:
        ordering = backwards_of(order) if backwards else list(order)
        window = queryset.order_by(*ordering)
        if edge is not None:
            window = window.filter(beyond(ordering, edge))
        found += [(row, order) for row in window[: size + 1]]
    if len(sources) > 1:
        _merge(found, descending=[name.startswith("-") != backwards for name in first_order])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_previous = more if backwards else after is not None
    has_next = True if backwards else more
    if total is None:
        total = sum(counted(queryset) for queryset, _order in sources)
    return Page(
        rows=[row for row, _order in found],
        size=size,
        total=min(total, COUNT_CAP),
        capped=total > COUNT_CAP,
        previous_query=_query(request, before=cursor_at(edge_of(*found[0]))) if found and has_previous else "",
        next_query=_query(request, after=cursor_at(edge_of(*found[-1]))) if found and has_next else "",
        size_links=[(each, _query(request, size=each)) for each in SIZES],
    )


def counted(queryset: QuerySet[Any]) -> int:
    """How many there are, as far as a page says it: one more than that stands for any more."""
    return queryset.order_by().values("pk")[: COUNT_CAP + 1].count()


def page_of_known(
    keys: Sequence[Sequence[Any]], request: HttpRequest, *, rows: QuerySet[Any], order: Sequence[str]
) -> Page:
    """The same where it is known already which rows there are, in their order, and only those of a page are fetched.

    Args:
        keys: for each row the values of ``order``, of which the last is its key.
    """
    size, signs = _size(request), [name.startswith("-") for name in order]
    after, before = (_decode(request.GET.get(name, ""), order, rows) for name in ("after", "before"))
    if after is not None:
        start = bisect_right(keys, _Place(after, signs), key=lambda values: _Place(values, signs))
    elif before is not None:
        start = bisect_left(keys, _Place(before, signs), key=lambda values: _Place(values, signs)) - size
    else:
        start = 0
    window = keys[max(0, start) : start + size]
    found = rows.in_bulk([values[-1] for values in window])
    return Page(
        rows=[found[values[-1]] for values in window if values[-1] in found],
        size=size,
        total=len(keys),
        capped=False,
        previous_query=_query(request, before=cursor_at(window[0])) if window and start > 0 else "",
        next_query=_query(request, after=cursor_at(window[-1])) if window and start + size < len(keys) else "",
        size_links=[(each, _query(request, size=each)) for each in SIZES],
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in an order, some of whose columns descend."""

    values: Sequence[Any]
    descending: Sequence[bool]

    def __lt__(self, other: _Place) -> bool:
        for mine, theirs, descends in zip(self.values, other.values, self.descending, strict=True):
            if mine != theirs:
                return bool(mine > theirs) if descends else bool(mine < theirs)
        return False


def _merge(found: list[tuple[Any, Sequence[str]]], *, descending: Sequence[bool]) -> None:
    """Sort rows of several tables by their columns, the last column first: sorting keeps the order of equals."""
    for place in range(len(descending) - 1, -1, -1):
        found.sort(key=lambda each: _value(each[0], each[1][place].lstrip("-")), reverse=descending[place])


def _size(request: HttpRequest) -> int:
    asked = request.GET.get("size", "")
    return int(asked) if asked in {str(size) for size in SIZES} else SIZES[0]


def backwards_of(order: Sequence[str]) -> list[str]:
    """The same order from its end."""
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


def edge_of(row: Any, order: Sequence[str]) -> list[Any]:
    """Where a row (a model or a dict) stands in a list of that order."""
    return [_value(row, name.lstrip("-")) for name in order]


def cursor_at(edge: Sequence[Any]) -> str:
    """The cursor of a place in a list, for ``?after=`` and ``?before=``."""
    text = json.dumps([v.isoformat() if isinstance(v, date) else str(v) if isinstance(v, UUID) else v for v in edge])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def beyond(ordering: Sequence[str], edge: Sequence[Any]) -> Q:
    """Rows after ``edge``: (a > x) or (a = x and b > y) …, by the direction of each column."""
    condition, equal = Q(pk__in=[]), Q()
    for name, value in zip(ordering, edge, strict=True):
        column = name.lstrip("-")
        condition |= equal & Q(**{f"{column}__{'lt' if name.startswith('-') else 'gt'}": value})
        equal &= Q(**{column: value})
    return condition


def _value(row: Any, column: str) -> Any:
    if isinstance(row, dict):
        return row[column]
    for part in column.split("__"):
        row = getattr(row, part)
    return row


def _decode(cursor: str, order: Sequence[str], queryset: QuerySet[Any]) -> list[Any] | None:
    if not cursor:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, list) or len(values) != len(order):
        return None
    try:
        return [_read(v, _field(queryset, name.lstrip("-"))) for name, v in zip(order, values, strict=True)]
    except (ValueError, TypeError, OverflowError, ValidationError):
        return None


def _read(value: Any, field: Field[Any, Any]) -> Any:
    """A value of a cursor as its column holds it. Raises for what no database could compare with."""
    read = field.to_python(value)
    if read is None:
        raise ValueError("a column to sort by is never null")
    if isinstance(read, datetime):
        return read.astimezone(UTC)  # overflows for what lies beyond the calendar
    if isinstance(read, str):
        if "\0" in read:
            raise ValueError("PostgreSQL has no NUL in text")
        read.encode()  # refuses half a surrogate pair
    return read


def _field(queryset: QuerySet[Any], column: str) -> Field[Any, Any]:
    model, field = queryset.model, None
    for part in column.split("__"):
        field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        model = getattr(field, "related_model", None) or model
    assert field is not None
    return field


def _query(request: HttpRequest, **changes: Any) -> str:
    """The list as it is narrowed, at another place; what was ticked on the way here is not ticked there again."""
    query = request.GET.copy()
    for name in ("after", "before", "ticked"):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = str(value)
    return query.urlencode()
