"""Lighthouse over some pages, signed in where need be; it comes from npm into ``var/lighthouse``."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.portal import ROOT
from tests.quality.visitors import Guest, Visitor

VERSION = "12.8.2"
FOLDER = ROOT / "var" / "lighthouse"
CLI = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices")
BARS = {"public": (98, 100, 100), "applicant": (98, 100, 100), "staff": (95, 100, 100)}
PAGES = {
    "stranger": ("portal:start", "portal:check", "portal:policy", "notices:list", "notices:detail", "account_login"),
    "draft": ("me:home", "me:task_list", "me:identity", "me:degree_new", "me:evidence", "me:check"),
    "granted": ("me:case",),
    "hr": ("verification:queue", "employer:roster"),
    "reviewer": ("review:queue", "review:case", "payments:batch"),
    "finance": ("finance:batch_list", "finance:batch"),
    "admin": ("audit:event_list",),
}
"""By visitor; mobile for the public and applicants, desktop for staff."""
TRIES = 3
"""The machine may be busy: where performance falls short, the median of so many runs counts."""


@dataclass
class Score:
    """Three scores of 100 of one page, in the order of CATEGORIES, and the audits that cost points."""

    name: str
    visitor: str
    kind: str
    scores: tuple[int, int, int]
    lost: list[str]

    @property
    def reached(self) -> bool:
        return all(score >= bar for score, bar in zip(self.scores, BARS[self.kind], strict=True))


def install() -> bool:
    """Fetch Lighthouse unless it is there; False where node or npm is missing or the registry does not answer."""
    if CLI.exists():
        return True
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return False
    wanted = [f"lighthouse@{VERSION}", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error"]
    return subprocess.run([npm, "install", "--prefix", str(FOLDER), *wanted], check=False).returncode == 0


def run(visitor: Visitor, guest: Guest, address: str, pages: list[tuple[str, str]]) -> list[Score]:
    """Scores of the pages that are chosen for this visitor."""
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in guest.context.cookies(address))
    first = dict(reversed(pages))
    return [
        _score(visitor, name, address + first[name], cookies) for name in PAGES.get(visitor.name, ()) if name in first
    ]


def _score(visitor: Visitor, name: str, url: str, cookies: str) -> Score:
    runs = [_once(url, cookies, desktop=visitor.kind == "staff")]
    while len(runs) < TRIES and _scores(runs[0])[0] < BARS[visitor.kind][0]:
        runs.append(_once(url, cookies, desktop=visitor.kind == "staff"))
    performance = round(statistics.median(_scores(each)[0] for each in runs))
    return Score(name, visitor.name, visitor.kind, (performance, *_scores(runs[0])[1:]), list(_lost(runs[0])))


def _scores(report: dict[str, Any]) -> tuple[int, int, int]:
    first, second, third = (round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES)
    return first, second, third


def _lost(report: dict[str, Any]) -> list[str]:
    weighed = {
        audit["id"] for name in CATEGORIES for audit in report["categories"][name]["auditRefs"] if audit["weight"]
    }
    return [key for key in sorted(weighed) if (report["audits"][key]["score"] or 1) < 0.9 or _failed(report, key)]


def _failed(report: dict[str, Any], key: str) -> bool:
    return report["audits"][key]["score"] == 0


def _once(url: str, cookies: str, *, desktop: bool) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        flags = " ".join(f'"{flag}"' if " " in flag else flag for flag in (*FLAGS, "--headless", "--incognito"))
        command = ["node", str(CLI), url, "--quiet", "--output=json", f"--output-path={out}", f"--chrome-flags={flags}"]
        command += [f"--only-categories={','.join(CATEGORIES)}", *(["--preset=desktop"] if desktop else [])]
        if cookies:
            command.append(f"--extra-headers={json.dumps({'Cookie': cookies})}")
        subprocess.run(command, env=os.environ | {"CHROME_PATH": CHROMIUM}, check=True, timeout=180)
        report = json.loads(out.read_text(encoding="utf-8"))
    if report["finalDisplayedUrl"] != url:
        raise RuntimeError(f"{url} led to {report['finalDisplayedUrl']}: another page would have been scored")
    return report
