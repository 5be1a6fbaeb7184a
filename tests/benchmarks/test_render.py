"""The lines that the benchmark of the bank's files makes have every column that lines have today."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.architecture.source import ROOT


@pytest.mark.sqlite
def test_the_benchmark_of_the_banks_csv_runs_to_its_report():
    command = [sys.executable, "-m", "tests.benchmarks", "render_csv", "--n", "20"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert ("render_csv: 20 items" in done.stdout, "Traceback" in done.stderr) == (True, False)
