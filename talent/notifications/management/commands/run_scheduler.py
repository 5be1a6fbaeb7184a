"""Run the periodic jobs until told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections

from talent.notifications import scheduler

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Look for due jobs every few seconds; SIGTERM or SIGINT lets the job at hand finish first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=5.0, help="seconds between two looks (default: 5)")

    def handle(self, *, interval: float, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            close_old_connections()
            try:
                scheduler.run_due_jobs()
            except (OperationalError, InterfaceError):
                logger.exception("The database did not answer; trying again")
            stop.wait(interval)
