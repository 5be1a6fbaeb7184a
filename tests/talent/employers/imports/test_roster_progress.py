"""What somebody who waits for a roster hears of it."""

from __future__ import annotations

import pytest

from talent.employers.imports import roster
from talent.employers.imports.roster import read_roster
from tests.talent.employers.rosters import roster_file, row
from tests.talent.jobs.heard import Heard

pytestmark = pytest.mark.django_db


def test_the_progress_ends_with_all_rows_checked_and_names_each_stage(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(roster, "TOLD_EACH", 2)
    heard = Heard()
    read_roster(roster_file(*(row() for _ in range(5))), progress=heard)
    assert heard.said[-5:] == [("checking", 5), 0, 2, 4, 5]
