"""Load the institutions that applicants choose from."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from talent.profiles.imports.institutions import load_institutions


class Command(BaseCommand):
    help = "Load or refresh the list of degree-granting institutions from a CSV file (UTF-8: code,name,authority,city)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        default = settings.BASE_DIR / "fixtures" / "reference" / "institutions.csv"
        parser.add_argument("file", nargs="?", type=Path, default=default)

    def handle(self, *args: object, file: Path, **options: object) -> None:
        self.stdout.write(_("已载入高等学校 %(count)d 所。") % {"count": load_institutions(file)})
