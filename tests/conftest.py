"""What every test shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests import template_database
from tests.faults.sizes import SOAK

POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
BROWSER = bool(os.environ.get("BROWSER_TESTS"))
TESTS = Path(__file__).parent
ON_ONE_DATABASE = (
    "architecture", "pictures", "quality", "subsidies/policy", "subsidies/portal/demo/test_seeds.py",
    "subsidies/portal/demo/test_roster_files.py", "subsidies/portal/demo/test_return_files.py",
    "talent/identifiers", "talent/spreadsheets", "talent/ui", "talent/uploads",
)  # fmt: skip
"""What these test does not depend on the database: the run on SQLite is enough."""

# Machines are shared and slow at times: no test fails for being slow on one example.
hypothesis_settings.register_profile("ci", deadline=None, max_examples=100)
hypothesis_settings.register_profile(
    "soak", deadline=None, max_examples=5_000, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("soak" if SOAK else "ci")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run cannot do, or what the other run does: races on SQLite, SQLite's kills on PostgreSQL."""
    kept, left_out = [], []
    for item in items:
        unfit = item.get_closest_marker("sqlite" if POSTGRES else "postgres") or (
            bool(item.get_closest_marker("browser")) != BROWSER
        )
        unfit = unfit or (POSTGRES and item.path.relative_to(TESTS).as_posix().startswith(ON_ONE_DATABASE))
        (left_out if unfit else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    template_database.prepare_tests()


@pytest.fixture(autouse=True)
def private_files(settings: object, tmp_path: Path) -> Path:
    """Uploads of a test lie in its own folder."""
    settings.PRIVATE_ROOT = tmp_path / "private"  # type: ignore[attr-defined]
    return tmp_path / "private"
