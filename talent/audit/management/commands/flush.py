"""Emptying the database: only for tests, whose tables must be empty again after each."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as FlushCommand

from talent.audit import append_only


class Command(FlushCommand):
    """Django's command, with the append-only triggers lifted meanwhile."""

    def handle(self, **options: Any) -> None:
        if not settings.APPEND_ONLY_MAY_BE_LIFTED:
            raise CommandError("This database keeps a log that is never emptied.")
        with append_only.lifted(options["database"]):
            super().handle(**options)
