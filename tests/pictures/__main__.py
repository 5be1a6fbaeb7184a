"""Photograph the pages for the guides, on a demo of its own; exit status 1 where a page is not the one meant."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talent.settings.demo")
    django.setup()

from playwright.sync_api import Error, sync_playwright

from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.portal import ROOT, demo_portal
from tests.pictures.camera import Camera, WrongPage
from tests.pictures.saving import TooLarge
from tests.pictures.shots import SHOTS

FOLDER = ROOT / "docs/guides/pictures"


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the pictures (default: %(default)s)")
    parser.add_argument("--only", nargs="*", metavar="NAME", default=[], help="only these: " + ", ".join(SHOTS))
    options = parser.parse_args()
    if unknown := [name for name in options.only if name not in SHOTS]:
        parser.error("no such picture: " + ", ".join(unknown))
    options.out.mkdir(parents=True, exist_ok=True)
    return options


def main() -> int:
    """Serve, photograph, tell."""
    options = read_options()
    chosen = [shot for name, shot in SHOTS.items() if not options.only or name in options.only]
    failed = []
    with tempfile.TemporaryDirectory() as folder, demo_portal(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        camera = Camera(browser, address, options.out)
        for shot in chosen:
            try:
                print(f"{shot.file}  {camera.take(shot) / 1000:.0f} KB")
            except (WrongPage, TooLarge, AssertionError, Error) as wrong:
                failed.append(shot.name)
                print(f"{shot.name}: {wrong}", file=sys.stderr)
        browser.close()
    if failed:
        print("Not taken: " + ", ".join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
