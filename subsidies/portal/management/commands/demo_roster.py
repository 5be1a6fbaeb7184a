"""Write a staff roster as an employer's HR would hand it over."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.translation import gettext as _

from subsidies.portal.demo.handing_over import hand_over, only_in_the_demo
from subsidies.portal.demo.roster_files import FLAVOURS
from subsidies.portal.demo.roster_staff import staff_of
from talent.employers.models import Employer


class Command(BaseCommand):
    help = (
        "Write a staff roster for an employer of the demo: who awaits verification, whom its rosters list already, "
        "and made-up colleagues; XLSX, or with --flavour csv text in GB18030."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--employer", required=True, help="unified social credit code, or the name")
        parser.add_argument("--flavour", choices=list(FLAVOURS), default="clean")
        parser.add_argument("--output", type=Path, help="default: 花名册_FLAVOUR.xlsx (or .csv) in this folder")
        parser.add_argument("--force", action="store_true", help="write over a file that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        only_in_the_demo()
        wanted, name = options["employer"], options["flavour"]
        employer = Employer.objects.filter(Q(credit_code=wanted) | Q(name=wanted) | Q(short_name=wanted)).first()
        if employer is None:
            raise CommandError(_("名单里没有统一社会信用代码或名称为 %(wanted)s 的单位。") % {"wanted": wanted})
        flavour = FLAVOURS[name]
        path = options["output"] or Path(f"花名册_{name}.{flavour.suffix}")
        hand_over(flavour.content(staff_of(employer)), path, force=options["force"])
        self.stdout.write(str(path))
