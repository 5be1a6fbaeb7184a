"""The command on a file of many units."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from talent.employers.models import RosterEntry
from tests.factories import make_employer
from tests.talent.employers.rosters import HEADER, hr_of, roster_file, row


def run(file: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """Exit status and what was printed."""
    out, status = io.StringIO(), 0
    try:
        call_command("import_roster", str(file), "--json", *options, stdout=out)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return status, json.loads(out.getvalue())


@pytest.mark.django_db
def test_it_is_read_part_by_part(tmp_path: Path):
    group = make_employer()
    unit, file = make_employer(name="样例分厂", parent=group), tmp_path / "全集团.xlsx"
    rows = [[*row("孙一"), "样例分厂"], [*row("孙二"), "样例分厂"]]
    file.write_bytes(roster_file(*rows, header=[*HEADER, "用人单位"]).getvalue())
    status, whole = run(file, "--employer", group.credit_code)
    assert (status, whole["passed_over"], whole["counts"]["new"]) == (2, {"units_below": ["样例分厂 2"]}, 0)
    part = ("--employer", unit.credit_code, "--part")
    assert [(status, told["counts"]["new"]) for status, told in [run(file, *part)]] == [(0, 2)]
    status, told = run(file, *part, "--as", str(hr_of(group).email), "--commit")
    assert (status, told["status"], RosterEntry.objects.in_force().filter(employer=unit).count()) == (0, "committed", 2)
