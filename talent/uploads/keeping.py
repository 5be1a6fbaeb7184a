"""Uploads that are needed word for word for a while: encrypted, whole or not there, thrown away once done with."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from django.core.files.storage import default_storage

from talent.calendars import clock
from talent.encryption.sealing import DecryptionError, seal, unseal
from talent.uploads.durable import whole_file

PIECE = 1024 * 1024
_LENGTH_BYTES = 4
SPARED_SECONDS = 3600
"""What is younger may belong to a request that has not been answered yet."""


def keep(folder: str, content: bytes) -> str:
    """Put an upload into a folder of the private storage, forced to disk; answers its name there, of our own making."""
    name = f"{folder}/{uuid.uuid4()}"
    keep_as(name, content)
    return name


def keep_as(name: str, content: bytes) -> None:
    """The same under a name that the caller makes; what lies there is replaced in one step."""
    with whole_file(_place(name)) as target:
        target.write(seal(content, name))


def is_kept(name: str) -> bool:
    """Whether it is there."""
    return _place(name).exists()


def content_of(name: str) -> bytes:
    """What was kept.

    Raises:
        FileNotFoundError: it is gone.
        DecryptionError: it was altered, or its key is gone.
    """
    return unseal(_place(name).read_bytes(), name)


def keep_pieces_as(name: str, file: BinaryIO) -> None:
    """As ``keep_as``, for a file of any size: never more of it than a piece is in memory."""
    file.seek(0)
    with whole_file(_place(name)) as target:
        piece, number = file.read(PIECE), 0
        while True:
            following = file.read(PIECE)
            sealed = seal(piece, _piece_place(name, number, last=not following))
            target.write(len(sealed).to_bytes(_LENGTH_BYTES, "big") + sealed)
            if not following:
                return
            piece, number = following, number + 1


def pieces_of(name: str) -> Iterator[bytes]:
    """What ``keep_pieces_as`` kept, piece by piece, each authenticated for its place in the file.

    Raises:
        FileNotFoundError: it is gone.
        DecryptionError: it was altered, cut off or added to, or its key is gone.
    """
    with _place(name).open("rb") as source:
        number, size = 0, source.read(_LENGTH_BYTES)
        while True:
            sealed = source.read(int.from_bytes(size, "big"))
            following = source.read(_LENGTH_BYTES)
            if not sealed:
                raise DecryptionError(f"The file {name} is cut off.")
            yield unseal(sealed, _piece_place(name, number, last=not following))
            if not following:
                return
            number, size = number + 1, following


def _piece_place(name: str, number: int, *, last: bool) -> str:
    return f"{name}#{number}{'!' if last else ''}"


def throw_away(name: str) -> None:
    """The upload is not needed any more; one that is gone already is no error."""
    _place(name).unlink(missing_ok=True)


def sweep(folder: str, needed: Collection[str]) -> int:
    """Throw away what a crash left in the folder and nothing needs; returns how many files."""
    before = clock.real_now().timestamp() - SPARED_SECONDS
    left = [
        path
        for path in _place(folder).glob("*")
        if f"{folder}/{path.name}" not in needed and path.stat().st_mtime < before
    ]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _place(name: str) -> Path:
    return Path(default_storage.path(name))
