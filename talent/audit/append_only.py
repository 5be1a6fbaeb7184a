"""Tables that only grow: triggers refuse UPDATE and DELETE, and on PostgreSQL TRUNCATE.

A model declares it with the class attribute ``append_only = True``; a migration installs the triggers with
``protect("<table>")``. SQLite drops triggers silently when it rebuilds a table, so a migration that alters a
protected table ends with ``protect`` again; ``missing`` is asked by a system check, by the tests and by
``verify_audit``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connections, migrations
from django.db.backends.base.base import BaseDatabaseWrapper

_FUNCTION = "refuse_change_of_append_only_table"
_MAKE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append-only: % is never changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def tables() -> list[str]:
    """The tables of all models that declare ``append_only = True``."""
    return sorted(model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False))


def install(connection: BaseDatabaseWrapper, names: Iterable[str]) -> None:
    """Put the triggers on these tables; those that are there are replaced."""
    lift(connection, names := list(names))
    statements = [_MAKE_FUNCTION] if connection.vendor == "postgresql" else []
    for table in names:
        for operation, scope in _operations(connection):
            if connection.vendor == "postgresql":
                body = f"FOR EACH {scope} EXECUTE FUNCTION {_FUNCTION}()"
            else:
                body = f"BEGIN SELECT RAISE(ABORT, 'append-only: {table} is never changed'); END"
            statements.append(f'CREATE TRIGGER "{_name(table, operation)}" BEFORE {operation} ON "{table}" {body}')
    _execute(connection, statements)


def lift(connection: BaseDatabaseWrapper, names: Iterable[str]) -> None:
    """Take the triggers off these tables where they are."""
    on_table = ' ON "{}"' if connection.vendor == "postgresql" else ""
    _execute(
        connection,
        [
            f'DROP TRIGGER IF EXISTS "{_name(table, operation)}"' + on_table.format(table)
            for table in names
            for operation, _scope in _operations(connection)
        ],
    )


def missing(connection: BaseDatabaseWrapper, names: Iterable[str]) -> list[str]:
    """Names of triggers that should be on these tables and are absent or switched off; absent tables do not count."""
    present = set(connection.introspection.table_names())
    wanted = [_name(t, operation) for t in names if t in present for operation, _scope in _operations(connection)]
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {row[0] for row in cursor.fetchall()}
    return [name for name in wanted if name not in found]


@contextmanager
def lifted(alias: str = "default") -> Iterator[None]:
    """Run a block without the triggers of any append-only table: for emptying a test database, nothing else."""
    connection = connections[alias]
    existing = [table for table in tables() if table in connection.introspection.table_names()]
    lift(connection, existing)
    try:
        yield
    finally:
        install(connection, existing)


def protect(*names: str) -> migrations.RunPython:
    """The migration operation that makes tables append-only."""

    def forwards(_apps: Any, editor: Any) -> None:
        install(editor.connection, names)

    def backwards(_apps: Any, editor: Any) -> None:
        lift(editor.connection, names)

    return migrations.RunPython(forwards, backwards)


def _operations(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    operations = [("UPDATE", "ROW"), ("DELETE", "ROW")]
    return [*operations, ("TRUNCATE", "STATEMENT")] if connection.vendor == "postgresql" else operations


def _name(table: str, operation: str) -> str:
    return f"append_only_{table}_{operation.lower()}"


def _execute(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
