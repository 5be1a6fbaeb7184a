"""Do what waits in the outbox."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from talent.notifications.outbox import PortalWorker


class Command(BaseCommand):
    help = "Run tasks as they come; the first SIGTERM or SIGINT lets the task at hand finish, a second one stops it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds to wait when idle (default: 1)")
        parser.add_argument("--batch", action="store_true", help="stop when nothing is ready any more")
        parser.add_argument("--max-tasks", type=int, help="stop after so many tasks")

    def handle(self, *, interval: float, batch: bool, max_tasks: int | None, **options: Any) -> None:
        worker = PortalWorker(interval=interval, batch=batch, max_tasks=max_tasks)
        worker.configure_signals()
        worker.run()
