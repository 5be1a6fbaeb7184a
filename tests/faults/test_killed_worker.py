"""However often the worker is killed, the next one leaves one whole file of each kind and nothing beside them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.sizes import KILLS, KILLS_ON_SQLITE, chosen

ROOT = Path(__file__).resolve().parents[2]
SECONDS_FOR_A_KILL = 15


def killed(times: int, **environment: str) -> dict[str, Any]:
    """What the killing told; it runs in a process and on a database of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killed_worker", "--kills", str(times)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60 + times * SECONDS_FOR_A_KILL,
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


@pytest.mark.sqlite
def test_killing_the_worker_loses_and_doubles_no_file_on_sqlite():
    times = chosen(KILLS_ON_SQLITE)
    told = killed(times, DATABASE_URL="sqlite:///:memory:")
    assert (told["wrong"], told["kills"], told["hit_while_rendering"] > 0) == ([], times, True)


@pytest.mark.postgres
def test_killing_the_worker_loses_and_doubles_no_file_on_postgresql():
    times = chosen(KILLS)
    told = killed(times)
    assert (told["wrong"], told["kills"], told["hit_while_rendering"] > 0) == ([], times, True)
