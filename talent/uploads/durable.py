"""A file that is there whole or not at all, whatever moment the machine stops at."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
UNFINISHED = ".part"
"""How the name of a file ends that is being written, or that a crash left so."""


@contextmanager
def whole_file(place: Path) -> Iterator[BinaryIO]:
    """Write a private file beside its place, force it to disk, then move it there in one step over what is there.

    After an error nothing is left; after a crash perhaps a file whose name ends in UNFINISHED, for a sweep.
    """
    place.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    unfinished = place.with_name(f"{place.name}.{uuid.uuid4().hex}{UNFINISHED}")
    try:
        with open(unfinished, "xb", opener=_private) as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        os.replace(unfinished, place)
    finally:
        unfinished.unlink(missing_ok=True)
    _force_folder(place.parent)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, PRIVATE_FILE)


def _force_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
