"""Large return files that wait for the worker: encrypted in private storage, gone once the worker is done with them."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from django.conf import settings

from talent.calendars import clock
from talent.encryption.sealing import seal, unseal

SUFFIX = ".waiting"
SHORTEST_STAY = dt.timedelta(hours=1)
"""What is younger may belong to a request that has not committed yet."""


def keep(key: UUID, sha256: str, content: bytes) -> None:
    """Keep a file, forced to disk. Its key and SHA-256 find it again, so another file never takes its place."""
    place = _place(key, sha256)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = place.with_name(f"{place.name}.{uuid.uuid4().hex}.part")
    try:
        with open(unfinished, "xb", opener=_private) as target:
            target.write(seal(content, _bound_to(key, sha256)))
            target.flush()
            os.fsync(target.fileno())
        os.replace(unfinished, place)
    finally:
        unfinished.unlink(missing_ok=True)
    _force(place.parent)


def read(key: UUID, sha256: str) -> bytes:
    """The file word for word.

    Raises:
        FileNotFoundError: there is none.
        DecryptionError: it was altered, or its key is gone.
    """
    return unseal(_place(key, sha256).read_bytes(), _bound_to(key, sha256))


def forget(key: UUID, sha256: str) -> None:
    """Remove the file, if it is there."""
    _place(key, sha256).unlink(missing_ok=True)


def sweep(*, besides: Collection[UUID]) -> int:
    """Remove what a crash left: files an hour old that wait for nobody. Returns how many."""
    kept = {str(key) for key in besides}
    before = (clock.real_now() - SHORTEST_STAY).timestamp()
    swept = 0
    for path in _folder().glob(f"*{SUFFIX}*"):
        if path.name[:36] not in kept and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def _folder() -> Path:
    return Path(settings.PRIVATE_ROOT) / "waiting"


def _place(key: UUID, sha256: str) -> Path:
    return _folder() / f"{key}-{sha256}{SUFFIX}"


def _bound_to(key: UUID, sha256: str) -> str:
    return f"payments.waiting:{key}:{sha256}"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _force(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
