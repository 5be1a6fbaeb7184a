"""Rows given as columns, written by COPY (PostgreSQL) or one prepared statement (SQLite): no model instance a row.

Constraints and triggers see each row as they always do. Nothing is filled in: every column is named.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from typing import Any
from uuid import UUID, uuid4

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

Convert = Callable[[Any], Any]
AS_THEY_ARE = frozenset({"CharField", "TextField", "PositiveIntegerField", "PositiveBigIntegerField", "BinaryField"})
"""Kinds of fields whose values every driver takes as they are."""


def insert_columns(
    model: type[models.Model],
    columns: Mapping[str, Sequence[Any]],
    *,
    same: Mapping[str, Any],
    ignore_conflicts: bool = False,
) -> None:
    """Insert a row for each place of the ``columns``, in the caller's transaction.

    Args:
        columns: values by the attribute's name (``batch_id``), equally long; what an encrypted field holds is given
            as ``columns.seal_texts`` made it, and a key may be as the driver gave it.
        same: the attributes whose value is the same in every row.
        ignore_conflicts: a row that a unique constraint forbids is left out; COPY cannot do that.

    Raises:
        TypeError: a field of the model is named in neither, or in both.
    """
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    if sorted(field.attname for field in fields) != sorted([*columns, *same]):
        raise TypeError(f"Every column of {model._meta.label} must be named once.")
    connection = connections[router.db_for_write(model)]
    values: list[Any] = []
    for field in fields:
        if field.attname in same:
            values.append(repeat(_converter(field, connection, alone=True)(same[field.attname])))
        else:
            values.append(map(_converter(field, connection), columns[field.attname]))
    varying = [place for place, field in enumerate(fields) if field.attname in columns]
    count = len(columns[fields[varying[0]].attname])
    rows = zip(*values, range(count), strict=False)  # columns that are the same have no end: the range gives it
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and not ignore_conflicts:
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for *row, _place in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("%s" for _ in fields)
            sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - all names are Django's own
            if ignore_conflicts:
                sql += " ON CONFLICT DO NOTHING"
            cursor.executemany(sql, [row[:-1] for row in rows])


def insert_like(like: models.Model, columns: Mapping[str, Sequence[Any]]) -> list[UUID]:
    """Rows that say what ``like`` says but for the columns, under new keys unless given; answers the keys."""
    key = like._meta.pk.attname
    columns = {key: [uuid4() for _ in next(iter(columns.values()))], **columns}
    names = [field.attname for field in like._meta.concrete_fields if field.attname not in columns]
    insert_columns(type(like), columns, same={name: getattr(like, name) for name in names})
    return list(columns[key])


def _converter(field: models.Field[Any, Any], connection: BaseDatabaseWrapper, *, alone: bool = False) -> Convert:
    """How a value of the field goes to the database; a shortcut where very many go and little is to be done."""
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, models.ForeignKey):
        return _converter(field.target_field, connection, alone=alone)
    if not alone and isinstance(field, models.UUIDField):
        return _same if connection.features.has_native_uuid_field else _hex
    if not alone and field.get_internal_type() in AS_THEY_ARE:
        return _same
    return lambda value: field.get_db_prep_save(value, connection)


def _same(value: Any) -> Any:
    return value


def _hex(value: UUID | str | None) -> str | None:
    return value.hex if isinstance(value, UUID) else value


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value)
