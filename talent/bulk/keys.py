"""Very many keys in one parameter of a query, where a list of them would make one parameter each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import connections
from django.db.models.expressions import RawSQL


def among(keys: Iterable[UUID | str], *, using: str = "default") -> RawSQL:
    """For ``pk__in=among(keys)``, as many as there may be; keys as UUIDs or as the driver gives them."""
    if connections[using].vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::uuid[])", [list(keys)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps([_digits(key) for key in keys])])


def key_text(key: UUID | str) -> str:
    """A key as the driver gives it, a UUID or its 32 digits, in the usual spelling."""
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}" if isinstance(key, str) else str(key)


def _digits(key: UUID | str) -> str:
    return key if isinstance(key, str) else key.hex
