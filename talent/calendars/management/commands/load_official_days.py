"""Enter official days of which the table says nothing yet; with --refresh first renew the shipped file."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from talent.calendars import actions, official_days


class Command(BaseCommand):
    help = "Enter the shipped official days that are missing in the calendar; days that officers entered stay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--refresh", action="store_true", help="first write the shipped file from the package chinesecalendar"
        )

    def handle(self, *, refresh: bool, **options: Any) -> None:
        if refresh:
            official_days.write(official_days.from_library())
        self.stdout.write(f"{actions.add_official_days(official_days.read(), by=None)} days entered")
