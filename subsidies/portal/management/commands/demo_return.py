"""Write a bank's return for a released batch."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from subsidies.payments.models import PaymentBatch
from subsidies.portal.demo.handing_over import hand_over, only_in_the_demo
from subsidies.portal.demo.return_files import FLAVOURS, FORMATS, Damaged, NotAnswerable, sent_to_bank
from talent.calendars import clock


class Command(BaseCommand):
    help = "Write the bank's return for a released batch of the demo, from the file that the bank was sent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", required=True, help="number of the batch, such as FF2026-0001")
        parser.add_argument("--flavour", choices=list(FLAVOURS), default="paid")
        parser.add_argument("--format", choices=list(FORMATS), default="csv")
        parser.add_argument("--output", type=Path, help="default: NUMBER_回盘_FLAVOUR.csv in this folder")
        parser.add_argument("--force", action="store_true", help="write over a file that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        only_in_the_demo()
        number, flavour = options["batch"], options["flavour"]
        batch = PaymentBatch.objects.filter(number=number).first()
        if batch is None:
            raise CommandError(_("没有批次 %(number)s。") % {"number": number})
        try:
            answers = FLAVOURS[flavour](sent_to_bank(batch))
        except Damaged as error:
            raise CommandError(
                _("批次 %(number)s 的银行文件不在原处或与生成时不一致，请先运行 verify_books 查明。")
                % {"number": number}
            ) from error
        except NotAnswerable as error:
            raise CommandError(
                _("批次 %(number)s 还没有放行并生成银行文件，银行无从回盘。") % {"number": number}
            ) from error
        content = FORMATS[options["format"]](answers, day=clock.today().isoformat())
        path = options["output"] or Path(f"{number}_回盘_{flavour}.{options['format']}")
        hand_over(content, path, force=options["force"])
        self.stdout.write(str(path))
