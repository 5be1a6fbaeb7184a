"""Rows that break one constraint and no other: what each breaker prepares, and the write that it answers."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.db import models

Write = Callable[[], object]
"""Writes what the database must refuse."""
Breaker = Callable[[], Write]


def sets(row: models.Model, **values: Any) -> Write:
    """An edit of the row past every action."""
    return lambda: type(row)._base_manager.filter(pk=row.pk).update(**values)


def copies(row: models.Model, **values: Any) -> Write:
    """A second row that says what this one does, but for its key and these values."""
    same = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return lambda: type(row)(**(same | {"pk": uuid.uuid4()} | values)).save(force_insert=True)
