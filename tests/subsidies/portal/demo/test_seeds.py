"""The demo city comes out the same from the same seed."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from subsidies.portal.demo import digest, loading
from talent.calendars import clock

pytestmark = pytest.mark.django_db
DAY, NOON = dt.date(2026, 11, 26), dt.time(12, 0)
"""Cities are the same on the same day: without it, midnight in Changchun could fall between two of them."""


@pytest.fixture(autouse=True)
def institutions() -> None:
    call_command("load_institutions", stdout=io.StringIO())


def loaded(seed: int, folder: Path, settings: object) -> str:
    """The digest of a city that is taken down again."""
    settings.PRIVATE_ROOT = folder  # type: ignore[attr-defined]
    with transaction.atomic(), clock.moved_to(DAY, at=NOON):
        loading.load(people=3, seed=seed)
        found = digest.digest()
        transaction.set_rollback(True)
    return found


def test_the_same_seed_gives_the_same_city(settings, tmp_path: Path):
    assert loaded(1, tmp_path / "first", settings) == loaded(1, tmp_path / "second", settings)


def test_another_seed_gives_other_people(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loading.showcase, "plan", lambda city: None)
    assert loaded(1, tmp_path / "one", settings) != loaded(2, tmp_path / "other", settings)
