"""``manage.py verify_books``: recompute everything about payments and name each difference."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from subsidies.payments.books import differences


class Command(BaseCommand):
    """Exits with status 1 when anything differs, and prints one line for each difference."""

    help = "Check balances, seals, files, live lines and instalments of all payments, and every budget line."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for difference in differences():
            found += 1
            self.stderr.write(difference)
        if found:
            self.stderr.write(f"{found} differences")
            raise SystemExit(1)
        self.stdout.write("All payments agree: balances, seals, files, live lines, instalments and budget lines.")
