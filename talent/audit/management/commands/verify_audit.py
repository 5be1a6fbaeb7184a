"""Verify that nothing in the log was changed, removed or slipped in."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from talent.audit import chain


class Command(BaseCommand):
    help = "Compute the chain over the log again; exits with status 1 at the first difference."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", metavar="POSITION:HASH", help="a head noted earlier that must still be there")

    def handle(self, *, head: str | None, **options: Any) -> None:
        try:
            expected = chain.parse_head(head) if head else None
        except chain.HeadUnknown as error:
            raise CommandError(str(error)) from None
        found = chain.verify(expected=expected)
        self.stdout.write(f"linked: {found.head.position}\nnot yet linked: {found.unlinked}\nhead: {found.head}")
        if found.difference:
            raise CommandError(found.difference)
        self.stdout.write("no difference")
