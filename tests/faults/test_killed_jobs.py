"""However and wherever a process is killed, a batch is sealed or entered whole or not at all, and then once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.crash_points import POINTS
from tests.faults.sizes import KILLS_OF_JOBS, KILLS_OF_JOBS_ON_SQLITE, chosen

ROOT = Path(__file__).resolve().parents[2]
SECONDS_FOR_A_KILL = 20
KILLS_ON_ONE_DATABASE = 250
"""After each kill all books are looked through: on one database a long run gets slower with all that went before."""
ON_SQLITE = {"DATABASE_URL": "sqlite:///:memory:"}


def told_by(module: str, *arguments: str, seconds: int, environment: dict[str, str]) -> dict[str, Any]:
    """What a run of its own, on a database of its own, printed."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=seconds,
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def killed(times: int, environment: dict[str, str]) -> dict[str, Any]:
    """What all kills together came to, some on a database after others on another."""
    total: dict[str, Any] = {"wrong": [], "kills": 0, "hit_while_working": 0}
    while (left := times - total["kills"]) > 0:
        part = min(left, KILLS_ON_ONE_DATABASE)
        seconds = 120 + part * SECONDS_FOR_A_KILL
        told = told_by("tests.faults.killed_jobs", "--kills", str(part), seconds=seconds, environment=environment)
        total = {key: told[key] + before for key, before in total.items()}
    return total


@pytest.fixture(scope="module")
def crashes_on_sqlite() -> dict[str, Any]:
    return told_by("tests.faults.crash_points", seconds=900, environment=ON_SQLITE)


@pytest.fixture(scope="module")
def crashes_on_postgresql() -> dict[str, Any]:
    return told_by("tests.faults.crash_points", seconds=900, environment={})


@pytest.mark.xdist_group("crash points")
@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize(
    "database",
    [
        pytest.param("crashes_on_sqlite", marks=pytest.mark.sqlite),
        pytest.param("crashes_on_postgresql", marks=pytest.mark.postgres),
    ],
)
def test_a_crash_exactly_there_leaves_nothing_half_done_lost_or_orphaned(
    request: pytest.FixtureRequest, database: str, point: str
):
    assert request.getfixturevalue(database)[point] == []


@pytest.mark.sqlite
def test_killing_the_worker_seals_and_enters_whole_or_not_at_all_on_sqlite():
    times = chosen(KILLS_OF_JOBS_ON_SQLITE)
    told = killed(times, ON_SQLITE)
    assert (told["wrong"], told["kills"], told["hit_while_working"] > 0) == ([], times, True)


@pytest.mark.postgres
def test_killing_the_worker_seals_and_enters_whole_or_not_at_all_on_postgresql():
    times = chosen(KILLS_OF_JOBS)
    told = killed(times, {})
    assert (told["wrong"], told["kills"], told["hit_while_working"] > 0) == ([], times, True)
