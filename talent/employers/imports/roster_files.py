"""The files of rosters: kept, encrypted, until the worker has read them and for the copy with their problems."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple
from uuid import UUID

from talent.employers.models import Roster
from talent.encryption.sealing import DecryptionError
from talent.spreadsheets.errors import FoundColumn
from talent.uploads import keeping

FOLDER = "rosters"
KEPT = dt.timedelta(days=7)
"""How long a file stays with a preview that nobody commits or gives up."""


class Kept(NamedTuple):
    """Whose file it is: the key of the roster that it makes, and its digest."""

    pk: UUID
    sha256: str

    @property
    def name(self) -> str:
        """Where it lies."""
        return f"{FOLDER}/{self.pk}-{self.sha256}"

    @property
    def question_name(self) -> str:
        """Where it lies what is asked about its headings."""
        return f"{self.name}-headings"

    @property
    def copy_name(self) -> str:
        """Where the copy with its problems lies, of a file too large for making one while the person waits."""
        return f"{self.name}-copy"

    @property
    def names(self) -> tuple[str, ...]:
        """Where anything of it may lie."""
        return self.name, self.question_name, self.copy_name


class Question(NamedTuple):
    """Columns that were not recognised in a file, by key, and what stands in it instead."""

    missing: tuple[str, ...]
    columns: tuple[FoundColumn, ...]


def file_of(roster: Roster) -> Kept:
    """The file of a roster."""
    return Kept(roster.pk, roster.sha256)


def keep(kept: Kept, file: BinaryIO) -> None:
    """Keep a file."""
    keeping.keep_pieces_as(kept.name, file)


def is_kept(roster: Roster) -> bool:
    """Whether the file is there."""
    return keeping.is_kept(file_of(roster).name)


@contextmanager
def opened(kept: Kept) -> Iterator[BinaryIO]:
    """The file as it was uploaded, on disk without a name while it is read.

    Raises:
        FileNotFoundError: it is gone.
        DecryptionError: it was altered, is another roster's, or its key is gone.
    """
    with tempfile.TemporaryFile() as file:
        for piece in keeping.pieces_of(kept.name):
            file.write(piece)
        yield file


def keep_copy(kept: Kept, copy: BinaryIO) -> None:
    """Keep the copy with the problems of a file."""
    keeping.keep_pieces_as(kept.copy_name, copy)


def copy_of(kept: Kept) -> bytes | None:
    """The copy with the problems, where one is ready. Raises DecryptionError."""
    try:
        return b"".join(keeping.pieces_of(kept.copy_name))
    except FileNotFoundError:
        return None


def keep_question(kept: Kept, missing: Sequence[str], columns: Sequence[FoundColumn]) -> None:
    """Keep what is to be asked about a file: encrypted as well, since it names the first cells."""
    asked = [list(missing), [[column.heading, column.samples, column.key] for column in columns]]
    keeping.keep_as(kept.question_name, json.dumps(asked).encode())


def question_about(kept: Kept) -> Question | None:
    """What is asked about a file that waits for the answer."""
    try:
        missing, columns = json.loads(keeping.content_of(kept.question_name))
    except (FileNotFoundError, DecryptionError):
        return None
    return Question(tuple(missing), tuple(FoundColumn(name, tuple(cells), key) for name, cells, key in columns))


def forget_question(kept: Kept) -> None:
    """The question was answered."""
    keeping.throw_away(kept.question_name)


def throw_away(kept: Kept) -> None:
    """The roster is settled, or is not going to be."""
    for name in kept.names:
        keeping.throw_away(name)


def sweep(needed: Iterable[Kept]) -> int:
    """Throw away the files of other rosters than these, and what a crash left; returns how many."""
    return keeping.sweep(FOLDER, {name for kept in needed for name in kept.names})
