"""The benchmarks run to their reports: what they make is what the tables have today, and the pages answer."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.architecture.source import ROOT
from tests.faults.sizes import SOAK

pytestmark = pytest.mark.sqlite
AT_LENGTH = pytest.mark.skipif(not SOAK, reason="starts a server; make soak does")


@pytest.mark.parametrize(
    ("name", "items", "lines"),
    [
        ("render_csv", 20, ["render_csv: 20 items"]),
        pytest.param("staff_list", 60, ["staff_list: 60 items", "8 clients: p95"], marks=AT_LENGTH),
    ],
)
def test_a_benchmark_runs_to_its_report(name: str, items: int, lines: list[str]):
    command = [sys.executable, "-m", "tests.benchmarks", name, "--n", str(items)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert ([line for line in lines if line not in done.stdout], "Traceback" in done.stderr) == ([], False)
