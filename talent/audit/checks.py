"""The triggers are where they should be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections

from talent.audit import append_only


def check_triggers(
    app_configs: Sequence[Any] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """audit.E001: a table that should only grow can be changed (``manage.py check --database default``)."""
    return [
        Error(
            f"Missing in database {alias!r}: {', '.join(missing)}.",
            hint="Run manage.py protect_tables; a migration that alters such a table ends with append_only.protect.",
            id="audit.E001",
        )
        for alias in databases or ()
        if (missing := append_only.missing(connections[alias], append_only.tables()))
    ]
