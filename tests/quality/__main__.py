"""Look at every page of the demo as each persona, in both languages, at two widths; exit status 1 for a missed bar."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talent.settings.demo")
    django.setup()

from playwright.sync_api import Browser, sync_playwright

from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.portal import ROOT, demo_portal, environment_of
from tests.quality import lighthouse
from tests.quality.bars import FOR_STAFF_ONLY, Measured
from tests.quality.crawling import Site, Walk
from tests.quality.measuring import Traffic, measure
from tests.quality.reporting import page_table, score_table, wording_table
from tests.quality.visitors import VISITORS, Guest, Visitor, arrive, speak
from tests.quality.wording import untranslated

LANGUAGES = ("zh-hans", "en")
ERROR_PAGES = {"stranger": ("/nowhere/", 404), "applicant": ("/review/queue/", 403)}


@dataclass
class Round:
    """Everything that one run finds."""

    options: argparse.Namespace
    address: str
    extra: dict[str, list[str]]
    site: Site = field(default_factory=Site)
    pages: list[Measured] = field(default_factory=list)
    scores: list[lighthouse.Score] = field(default_factory=list)

    def visit(self, visitor: Visitor, browser: Browser) -> None:
        """Sign in, find the visitor's pages, measure each."""
        guest = arrive(visitor, browser, self.address)
        found = Walk(self.site, visitor, guest).go(self.extra.get(visitor.name, []))
        chosen = [page for page in found if not self.options.page or page[0] in self.options.page]
        print(f"{visitor.name}: {len(chosen)} pages", file=sys.stderr)
        if self.options.lighthouse:
            self.scores += lighthouse.run(visitor, guest, self.address, found)
        for language in self.options.languages:
            self._measure(visitor, guest, language, chosen)
        guest.context.close()
        if self.options.json:
            found_so_far = [asdict(page) for page in self.pages]
            self.options.json.write_text(json.dumps(found_so_far, ensure_ascii=False, indent=1), encoding="utf-8")

    def _measure(self, visitor: Visitor, guest: Guest, language: str, pages: list[tuple[str, str]]) -> None:
        speak(guest, language)
        traffic = Traffic(guest.page)
        expected = [(name, path, 200) for name, path in pages]
        if visitor.name in ERROR_PAGES and not self.options.page:
            path, status = ERROR_PAGES[visitor.name]
            expected.append((str(status), path, status))
        for name, path, status in expected:
            kind = "staff" if name in FOR_STAFF_ONLY else visitor.kind
            measured = Measured(name, visitor.name, kind, path, language, expected=status)
            measure(guest.page, traffic, measured, self.options.screenshots)
            self.pages.append(measured)

    def report(self) -> bool:
        """Print the tables; whether every bar was reached."""
        print(page_table(self.pages))
        if self.scores:
            print("\n" + score_table(self.scores))
        print("\n" + wording_table(*untranslated(self.pages)))
        print("\nBroken links:", *self.site.broken or ["none"], sep="\n  ")
        unreached = [] if self.options.visitor else self.site.never_reached()
        print("\nURL names that nobody reached:", *unreached or ["none"], sep="\n  ")
        missed = sum(any(True for _ in page.missed()) for page in self.pages)
        short = sum(not score.reached for score in self.scores)
        print(f"\n{len(self.pages)} pages measured, {missed} miss a bar; {len(self.scores)} scores, {short} too low")
        return not (missed or short or self.site.broken or unreached)


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("--visitor", nargs="*", help="only these: " + ", ".join(each.name for each in VISITORS))
    parser.add_argument("--page", nargs="*", help="only pages with these URL names")
    parser.add_argument("--languages", nargs="*", default=LANGUAGES, choices=LANGUAGES)
    parser.add_argument("--screenshots", type=Path, help="keep pictures of each page in this folder")
    parser.add_argument("--json", type=Path, help="write what was measured to this file")
    parser.add_argument("--lighthouse", nargs="?", const="yes", choices=["yes", "if-available"], help="scores too")
    options = parser.parse_args()
    if options.screenshots:
        options.screenshots.mkdir(parents=True, exist_ok=True)
    if options.lighthouse and not lighthouse.install():
        if options.lighthouse == "yes":
            parser.error("Lighthouse could not be fetched: node, npm and their registry are needed")
        print("Lighthouse is left out: npm could not fetch it", file=sys.stderr)
        options.lighthouse = None
    return options


def set_scenery(folder: Path) -> dict[str, list[str]]:
    """Add what the demo leaves out; returns, by visitor, addresses that no page links to or few would find."""
    command = [sys.executable, "-m", "tests.quality.scenery"]
    done = subprocess.run(command, cwd=ROOT, env=environment_of(folder), check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def main() -> int:
    """Serve, look, tell."""
    options = read_options()
    with tempfile.TemporaryDirectory() as folder, demo_portal(Path(folder)) as address, sync_playwright() as playwright:
        this_round = Round(options, address, set_scenery(Path(folder)))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for visitor in VISITORS:
            if not options.visitor or visitor.name in options.visitor:
                this_round.visit(visitor, browser)
        browser.close()
        reached = this_round.report()
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
