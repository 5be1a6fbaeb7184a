"""Run some benchmarks or all; exit status 1 when a bar is missed."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talent.settings.test")
django.setup()

from tests.benchmarks import assess, letters, reconcile, render, roster, seal, staff_list, upload, verification  # noqa: E402 - models need the settings
from tests.benchmarks.measuring import Report, Wait, Walk  # noqa: E402

BENCHMARKS: Mapping[str, Callable[[int | None], Sequence[Report | Wait | Walk]]] = {
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
    """Read the command line, run, print each report as soon as it is there."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="+", metavar="name", choices=[*BENCHMARKS, "all"], help=", ".join(BENCHMARKS))
    parser.add_argument("--n", type=int, default=None, help="how many items; each benchmark has a default of its own")
    options = parser.parse_args()
    names = list(BENCHMARKS) if "all" in options.names else options.names
    met = True
    for report in (report for name in names for report in BENCHMARKS[name](options.n)):
        print(report.text(), flush=True)
        met = met and report.meets_bar
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
