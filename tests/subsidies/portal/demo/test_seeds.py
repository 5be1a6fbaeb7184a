"""The demo city comes out the same from the same seed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from subsidies.portal.demo import digest, loading


def loaded(people: int, seed: int) -> str:
    """The digest of a city that is taken down again."""
    with transaction.atomic():
        loading.load(people=people, seed=seed)
        found = digest.digest()
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_city_and_another_another(settings, tmp_path: Path):
    call_command("load_institutions", stdout=io.StringIO())
    found = []
    for order, seed in enumerate((1, 1, 2)):
        settings.PRIVATE_ROOT = tmp_path / str(order)
        found.append(loaded(3, seed))
    first, second, other = found
    assert (first == second, first == other) == (True, False)
