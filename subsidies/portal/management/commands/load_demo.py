"""Load the demo's made-up people, employers and cases."""

from __future__ import annotations

import gc
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from subsidies.portal.demo import digest, loading
from subsidies.portal.demo.accounts import DEMO_ACCOUNTS
from talent.accounts.models import User

RARELY = 200_000
"""Objects made between two rounds of the garbage collector."""


class Command(BaseCommand):
    help = "Load made-up employers, staff, applicants and cases; does nothing where they are loaded already."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--people", type=_count, default=loading.PEOPLE, help="how many beside the showcase (default: %(default)s)"
        )
        parser.add_argument(
            "--seed", type=int, default=loading.SEED, help="the same seed gives the same people (default: %(default)s)"
        )

        parser.add_argument("--digest", action="store_true", help="print a SHA-256 over every row, to compare demos")

    def handle(self, *, people: int, seed: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("只有演示环境可以载入演示数据。"))
        if User.objects.filter(email=DEMO_ACCOUNTS[0].email).exists():
            self.stdout.write(_("演示数据已在，未作改动。"))
            return
        # Rows by the hundred thousand, hardly any of them in cycles: looking for these as often as usual costs a tenth.
        gc.set_threshold(RARELY)
        call_command("load_institutions", stdout=self.stdout)
        call_command("load_bank_templates", stdout=self.stdout)
        loading.load(people=people, seed=seed)
        for kind, numbers in digest.counts().items():
            self.stdout.write(f"{kind}: " + ", ".join(f"{status} {number}" for status, number in numbers.items()))
        if options["digest"]:
            self.stdout.write(f"SHA-256 {digest.digest()}")
        self.stdout.write(_("演示数据已载入。"))


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number <= loading.MOST_PEOPLE:
        raise ValueError(text)
    return number
