"""However a process is killed, a large roster is kept and committed whole or not at all, and then once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.faults.roster_crash_points import POINTS
from tests.faults.test_killed_jobs import ON_SQLITE, told_by

MODULE = "tests.faults.roster_crash_points"


@pytest.fixture(scope="module")
def on_sqlite() -> dict[str, Any]:
    return told_by(MODULE, seconds=600, environment=ON_SQLITE)


@pytest.fixture(scope="module")
def on_postgresql() -> dict[str, Any]:
    return told_by(MODULE, seconds=600, environment={})


@pytest.mark.xdist_group("roster crash points")
@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("database", ["on_sqlite", pytest.param("on_postgresql", marks=pytest.mark.postgres)])
def test_a_crash_exactly_there_leaves_nothing_half_done_lost_or_orphaned(
    request: pytest.FixtureRequest, database: str, point: str
):
    assert request.getfixturevalue(database)[point] == []
