"""Bring the message catalogues up to the source, check them, or compile them."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from talent.ui.translations import catalogues
from talent.ui.translations.extraction import Message, messages_of_python, messages_of_template


class Command(BaseCommand):
    help = "Bring the message catalogues up to the source (--check: only say what is missing; --compile: only compile)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")
        parser.add_argument("--compile", action="store_true")

    def handle(self, *args: object, check: bool, compile: bool, **options: object) -> None:  # noqa: A002
        folder = Path(settings.LOCALE_PATHS[0])
        paths = {language: folder / language / "LC_MESSAGES" / "django.po" for language in catalogues.HEADERS}
        if not compile:
            messages = list(_messages(settings.BASE_DIR))
            found: list[str] = []
            for language, path in paths.items():
                if not check:
                    catalogues.update(path, language, messages)
                found += catalogues.problems(path, language, messages)
            if found and check:
                raise CommandError("\n".join([*found, f"{len(found)} problems"]))
            self.stdout.write(f"{len(messages)} texts, {len(found)} problems")
        for path in paths.values():
            catalogues.compile_catalogue(path)


def _messages(root: Path) -> Iterator[Message]:
    for package in ("talent", "subsidies"):
        for path in sorted((root / package).rglob("*.py")):
            yield from messages_of_python(path, str(path.relative_to(root)))
    for folder in ("templates", "talent", "subsidies"):
        for kind in ("*.html", "*.txt"):
            for path in sorted((root / folder).rglob(kind)):
                yield from messages_of_template(path, str(path.relative_to(root)))
