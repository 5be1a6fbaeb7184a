"""Draw the transition tables into docs/workflows, or check that the drawings are up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from talent.workflow import diagrams


class Command(BaseCommand):
    help = "Write docs/workflows/<name>.md for each transition table; with --check only compare."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="exit with status 1 when a page is out of date")
        parser.add_argument("--root", type=Path, default=settings.BASE_DIR, help="the folder that holds docs/")

    def handle(self, *, check: bool, root: Path, **options: Any) -> None:
        pages = {root / path: text for path, text in diagrams.pages().items()}
        stale = [path for path, text in pages.items() if _content(path) != text]
        folder = root / "docs" / "workflows"
        forgotten = [path for path in sorted(folder.glob("*.md")) if path not in pages]
        if check:
            if stale or forgotten:
                names = ", ".join(str(path.relative_to(root)) for path in [*stale, *forgotten])
                raise CommandError(f"Out of date, run manage.py draw_workflows: {names}")
            return
        folder.mkdir(parents=True, exist_ok=True)
        for path in stale:
            path.write_text(pages[path], encoding="utf-8")
        for path in forgotten:
            path.unlink()
        self.stdout.write(f"{len(stale)} drawn, {len(pages) - len(stale)} unchanged, {len(forgotten)} removed")


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
