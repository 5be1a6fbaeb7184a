"""Rows of a query as the driver gives them: nothing is made of a value that goes straight into a file or a digest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connections
from django.db.models import QuerySet

AT_ONCE = 2_000


def raw_pieces(rows: QuerySet[Any, Any], size: int = AT_ONCE) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a ``values_list()`` in pieces: keys are UUIDs or their 32 digits, sealed values are bytes.

    Read to the end before what the query reads is written to.
    """
    sql, params = rows.query.sql_with_params()
    connection = connections[rows.db]
    with connection.chunked_cursor() if connection.in_atomic_block else connection.cursor() as cursor:
        cursor.execute(sql, params)
        while piece := cursor.fetchmany(size):
            yield piece
