"""What one mutant takes away, and what must notice."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.faults import locks
from tests.faults.locks import Edits


@dataclass(frozen=True)
class Mutant:
    """What is taken away, and what must notice."""

    name: str
    tests: tuple[str, ...]
    edits: Edits = field(default_factory=dict)
    """By module: what is written in place of what."""
    drops: tuple[str, ...] = ()
    """Constraints, indexes and triggers that the database is without."""
    locks: tuple[str, ...] = ()
    """Row locks, as ``locks`` names them."""
    behind: str = ""
    """What stands behind it, where nothing goes wrong without it alone: the tests then pass."""

    @property
    def all_edits(self) -> Edits:
        unlocked = locks.edits(*self.locks)
        return {module: unlocked.get(module, []) + self.edits.get(module, []) for module in {**unlocked, **self.edits}}
