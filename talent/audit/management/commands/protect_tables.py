"""Put the append-only triggers back, for example after SQLite rebuilt a table."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from talent.audit import append_only


class Command(BaseCommand):
    help = "Install the triggers that keep the log and the ledgers append-only."

    def handle(self, **options: Any) -> None:
        missing = append_only.missing(connection, append_only.tables())
        append_only.install(connection, append_only.tables())
        self.stdout.write(f"{len(append_only.tables())} tables protected, {len(missing)} triggers had been missing")
