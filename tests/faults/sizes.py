"""How much of the same a run does: little where every change waits for it, much in ``make soak`` (SOAK=1)."""

from __future__ import annotations

import os
from typing import TypeVar

Size = TypeVar("Size")

SOAK = bool(os.environ.get("SOAK"))
RACE_ROUNDS = (1_500, 20_000)
"""Rounds of all races on PostgreSQL together: in every run (roughly what the races ask for, added up), and in soak."""
KILLS = (60, 5_000)
KILLS_ON_SQLITE = (6, 1_000)
"""Times that a worker is killed; on SQLite, where every change waits for it, fewer."""
LIFECYCLE = ((100, 30), (5_000, 40))
LIFECYCLE_ON_SQLITE = ((20, 30), (1_000, 40))
"""Runs of the model of the money's whole life, and steps in each."""
KILLS_OF_JOBS = (20, 2_000)
KILLS_OF_JOBS_ON_SQLITE = (6, 500)
"""Times that a worker is killed while it seals a batch or enters a return."""
FUZZ_INPUTS = (2_000, 500_000)
"""Inputs that importers are fed."""

RETURN_MUTATIONS = (500, 20_000)
RETURN_MUTATIONS_ON_SQLITE = (80, 5_000)
"""Bank returns that are made wrong in some way and entered; on SQLite, where every change waits for it, fewer."""


def chosen(sizes: tuple[Size, Size]) -> Size:
    """The size of this run."""
    return sizes[SOAK]


def race_rounds(count: int) -> int:
    """Rounds of one race that runs ``count`` times in every run; soak keeps its share of all rounds."""
    return count * RACE_ROUNDS[1] // RACE_ROUNDS[0] if SOAK else count


def fuzz_inputs(count: int) -> int:
    """Inputs of one fuzz test that gets ``count`` in every run; soak keeps its share of all inputs."""
    return count * FUZZ_INPUTS[1] // FUZZ_INPUTS[0] if SOAK else count
