"""Triggers that keep what was sealed: a line's content never changes, a batch's no more once it is sealed.

Lines are written anew as a whole while a batch is a draft, so their content is never updated at all; only status,
bank reason and answer are. The encrypted account may be written again under a newer key: its blind index, which
names the same account, may not change. SQLite drops triggers when it rebuilds a table, so a migration that alters
one of these tables ends with ``protect()`` again; ``missing`` is asked by ``verify_books``. A version of a bank
template never changes either, as the bytes of files that were sent are made by it.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper

LINE, BATCH, TEMPLATE = "payments_paymentline", "payments_paymentbatch", "payments_banktemplate"
LINE_CONTENT = (
    "batch_id", "instalment_id", "sequence", "reference", "payee_name", "account_index", "bank_name", "bank_account_id",
    "amount_yuan", "policy_version", "anomalies",
)  # fmt: skip
BATCH_CONTENT = (
    "number", "title", "budget_line", "budget_subject", "line_count", "total_yuan", "digest", "seal_note",
    "drawn_up_by_id", "drawn_up_person_id", "drawn_up_at", "sealed_by_id", "sealed_person_id", "sealed_at",
)  # fmt: skip
CHOSEN_TEMPLATE = ("bank_template_id", "bank_file_count")
CHARGED_TO = ("charged_to_id",)
TEMPLATE_CONTENT = ("code", "version", "name", "spec", "in_use", "changed_by_id", "changed_at")
"""All of it: a change is a new version."""
NAMES = {LINE: "sealed_line_content", BATCH: "sealed_batch_content", TEMPLATE: "bank_template_version"}
_SEALED = "OLD.sealed_at IS NOT NULL AND "
_FUNCTION = "refuse_change_of_sealed_content"
_MAKE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'sealed: the content of % is never changed', TG_TABLE_NAME
USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def install(connection: BaseDatabaseWrapper, *, templates: bool = True, budget: bool = True) -> None:
    """Put the triggers on the tables; those that are there are replaced.

    Args:
        templates: False in the migrations from before there were bank templates.
        budget: False in the migrations from before batches were charged to a budget line.
    """
    lift(connection)
    _execute(connection, [_MAKE_FUNCTION] if connection.vendor == "postgresql" else [])
    batch = BATCH_CONTENT + (CHOSEN_TEMPLATE if templates else ()) + (CHARGED_TO if budget else ())
    triggers = [_trigger(connection, LINE, LINE_CONTENT, ""), _trigger(connection, BATCH, batch, _SEALED)]
    _execute(connection, triggers + [_trigger(connection, TEMPLATE, TEMPLATE_CONTENT, "")] * templates)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off: for migrations that alter the tables, nothing else."""
    on_table = ' ON "{}"' if connection.vendor == "postgresql" else ""
    _execute(connection, [f'DROP TRIGGER IF EXISTS "{name}"' + on_table.format(table) for table, name in NAMES.items()])


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that are absent or switched off."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in NAMES.values() if name not in present]


def protect(*, templates: bool = True, budget: bool = True) -> migrations.RunPython:
    """The migration operation that installs the triggers."""

    def forwards(_apps: Any, editor: Any) -> None:
        install(editor.connection, templates=templates, budget=budget)

    def backwards(_apps: Any, editor: Any) -> None:
        lift(editor.connection)

    return migrations.RunPython(forwards, backwards)


def _trigger(connection: BaseDatabaseWrapper, table: str, columns: tuple[str, ...], condition: str) -> str:
    postgres = connection.vendor == "postgresql"
    differs = "IS DISTINCT FROM" if postgres else "IS NOT"
    changed = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in columns)
    body = f"EXECUTE FUNCTION {_FUNCTION}()" if postgres else f"BEGIN SELECT RAISE(ABORT, 'sealed: {table}'); END"
    return (
        f'CREATE TRIGGER "{NAMES[table]}" BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN ({condition}({changed})) {body}'
    )


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
