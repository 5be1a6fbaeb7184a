"""Write a staff roster as an employer's HR would hand it over."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.translation import gettext as _

from subsidies.portal.demo.handing_over import hand_over, only_in_the_demo
from subsidies.portal.demo.roster_files import FLAVOURS, as_xlsx, staff_of
from talent.employers.models import Employer


class Command(BaseCommand):
    help = "Write a staff roster (XLSX) for an employer of the demo: who awaits verification, and made-up colleagues."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--employer", required=True, help="unified social credit code, or the name")
        parser.add_argument("--flavour", choices=list(FLAVOURS), default="clean")
        parser.add_argument("--output", type=Path, help="default: 花名册_FLAVOUR.xlsx in this folder")
        parser.add_argument("--force", action="store_true", help="write over a file that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        only_in_the_demo()
        wanted, flavour = options["employer"], options["flavour"]
        employer = Employer.objects.filter(Q(credit_code=wanted) | Q(name=wanted) | Q(short_name=wanted)).first()
        if employer is None:
            raise CommandError(_("名单里没有统一社会信用代码或名称为 %(wanted)s 的单位。") % {"wanted": wanted})
        rows = FLAVOURS[flavour](staff_of(employer))
        path = options["output"] or Path(f"花名册_{flavour}.xlsx")
        hand_over(as_xlsx(rows), path, force=options["force"])
        self.stdout.write(str(path))
