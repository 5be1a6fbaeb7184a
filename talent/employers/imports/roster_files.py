"""The files of rosters that are looked through: kept for the copy in which their problems are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from talent.employers.models import Roster
from talent.uploads import keeping

FOLDER = "rosters"
KEPT = dt.timedelta(days=7)
"""How long a file stays with a preview that nobody commits or gives up."""


def keep(roster: Roster, content: bytes) -> None:
    """Keep the file of a preview."""
    keeping.keep_as(_name(roster), content)


def is_kept(roster: Roster) -> bool:
    """Whether the file is there."""
    return keeping.is_kept(_name(roster))


def read(roster: Roster) -> bytes:
    """The file as it was uploaded.

    Raises:
        FileNotFoundError: it is gone.
        DecryptionError: it was altered, is another roster's, or its key is gone.
    """
    return keeping.content_of(_name(roster))


def throw_away(roster: Roster) -> None:
    """The roster is settled."""
    keeping.throw_away(_name(roster))


def sweep(needed: Iterable[Roster]) -> int:
    """Throw away the files of other rosters than these, and what a crash left; returns how many."""
    return keeping.sweep(FOLDER, {_name(roster) for roster in needed})


def _name(roster: Roster) -> str:
    return f"{FOLDER}/{roster.pk}-{roster.sha256}"
