"""Run the periodic jobs that are due, once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from talent.notifications import scheduler


class Command(BaseCommand):
    help = "Run every periodic job whose turn it is; exits with status 1 when one failed."

    def handle(self, **options: Any) -> None:
        outcomes = scheduler.run_due_jobs()
        for outcome in outcomes:
            self.stdout.write(f"{outcome.name}: {outcome.error or outcome.result}")
        failed = [outcome.name for outcome in outcomes if outcome.error]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}")
