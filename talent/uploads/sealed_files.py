"""Uploaded files that are needed word for word for a while: encrypted in private storage, bound to their row."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from talent.calendars import clock
from talent.encryption.sealing import seal, unseal

SUFFIX = ".waiting"
SHORTEST_STAY = dt.timedelta(hours=1)
"""What is younger may belong to a request that has not committed yet."""


@dataclass(frozen=True, slots=True)
class SealedFiles:
    """Files of one kind: in ``folder`` of the private storage, each bound to its ``purpose``, key and SHA-256."""

    folder: str
    purpose: str

    def keep(self, key: UUID, sha256: str, content: bytes) -> None:
        """Keep a file, forced to disk. Its key and SHA-256 find it again, so another file never takes its place."""
        place = self._place(key, sha256)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = place.with_name(f"{place.name}.{uuid.uuid4().hex}.part")
        try:
            with open(unfinished, "xb", opener=_private) as target:
                target.write(seal(content, self._bound_to(key, sha256)))
                target.flush()
                os.fsync(target.fileno())
            os.replace(unfinished, place)
        finally:
            unfinished.unlink(missing_ok=True)
        _force(place.parent)

    def holds(self, key: UUID, sha256: str) -> bool:
        """Whether the file is there."""
        return self._place(key, sha256).exists()

    def read(self, key: UUID, sha256: str) -> bytes:
        """The file word for word.

        Raises:
            FileNotFoundError: there is none.
            DecryptionError: it was altered, or its key is gone.
        """
        return unseal(self._place(key, sha256).read_bytes(), self._bound_to(key, sha256))

    def forget(self, key: UUID, sha256: str) -> None:
        """Remove the file, if it is there."""
        self._place(key, sha256).unlink(missing_ok=True)

    def sweep(self, *, besides: Collection[UUID]) -> int:
        """Remove files an hour old that nobody needs, among them what a crash left. Returns how many."""
        kept = {str(key) for key in besides}
        before = (clock.real_now() - SHORTEST_STAY).timestamp()
        swept = 0
        for path in self._folder().glob(f"*{SUFFIX}*"):
            if path.name[:36] not in kept and path.stat().st_mtime < before:
                path.unlink(missing_ok=True)
                swept += 1
        return swept

    def _folder(self) -> Path:
        return Path(settings.PRIVATE_ROOT) / self.folder

    def _place(self, key: UUID, sha256: str) -> Path:
        return self._folder() / f"{key}-{sha256}{SUFFIX}"

    def _bound_to(self, key: UUID, sha256: str) -> str:
        return f"{self.purpose}:{key}:{sha256}"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _force(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
