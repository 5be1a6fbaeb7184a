"""One way to write an event as bytes, so that its digest can be computed again years later on another database."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any
from uuid import UUID

from django.utils.functional import Promise


def plain(value: Any) -> Any:
    """``value`` as JSON that every database gives back unchanged: days and instants as ISO text, UUIDs as text.

    Raises:
        TypeError: for floats (databases write them differently) and for anything that has no one way to be written.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str | Promise | UUID):
        return text(str(value))
    if isinstance(value, dt.datetime):
        return instant(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {text(str(key)): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    raise TypeError(f"The log takes no {type(value).__name__}")


def text(value: str) -> str:
    """Text that PostgreSQL stores: without NUL and lone surrogates."""
    return value.replace("\x00", "").encode("utf-8", "replace").decode()


def instant(value: dt.datetime) -> str:
    """An aware instant in UTC to the microsecond."""
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def digest(content: dict[str, Any]) -> str:
    """SHA-256, in hex, of ``content`` as JSON with sorted keys and no spaces, in UTF-8."""
    written = json.dumps(plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
