"""Run one benchmark or all; exit status 1 when a bar is missed."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talent.settings.test")
django.setup()

from tests.benchmarks import assess, letters, reconcile, render, roster, seal, staff_list, upload, verification  # noqa: E402 - models need the settings
from tests.benchmarks.measuring import Report, Walk  # noqa: E402

BENCHMARKS: Mapping[str, Callable[[int | None], Sequence[Report | Walk]]] = {
    "assess": assess.run,
    "letters": letters.run,
    "seal": seal.run,
    "render_csv": render.run_csv,
    "render_xlsx": render.run_xlsx,
    "render_pain001": render.run_pain001,
    "upload": upload.run,
    "roster": roster.run,
    "staff_list": staff_list.run,
    "verification": verification.run,
    "reconcile": reconcile.run,
}


def main() -> int:
    """Read the command line, run, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("name", choices=[*BENCHMARKS, "all"])
    parser.add_argument("--n", type=int, default=None, help="how many items; each benchmark has a default of its own")
    options = parser.parse_args()
    names = list(BENCHMARKS) if options.name == "all" else [options.name]
    reports = [report for name in names for report in BENCHMARKS[name](options.n)]
    for report in reports:
        print(report.text())
    return 0 if all(report.meets_bar for report in reports) else 1


if __name__ == "__main__":
    sys.exit(main())
