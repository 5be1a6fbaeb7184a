"""``manage.py import_bank_return``: a bank's return for a batch, read, shown and, if told, entered as on the page."""

from __future__ import annotations

import json
import uuid
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from subsidies.payments import actions
from subsidies.payments.imports.bank_return import read_return
from subsidies.payments.models import BankReturn, PaymentBatch
from subsidies.payments.permissions import may_upload_return
from subsidies.payments.return_checks import match_with
from subsidies.payments.return_report import Report, report_of_file, report_of_return
from talent.accounts.models import User
from talent.workflow.refusals import ActionRefused

CLEAN, REFUSED, EXCEPTIONS = 0, 1, 2


class Command(BaseCommand):
    """Exit status: 0 when the return is clean, 2 when it has exceptions, 1 when it is refused; nothing is half done."""

    help = "Read a bank's return for a batch; with --as upload it, with --commit enter it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file as the bank sent it")
        parser.add_argument("--batch", required=True, metavar="NUMBER", help="the number of the batch, FF2026-0001")
        parser.add_argument("--as", dest="username", help="e-mail of the staff account that uploads and enters")
        parser.add_argument("--commit", action="store_true", help="enter what can be entered")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report, status = self._take(**options)
        except (ActionRefused, OSError) as refusal:
            self._print({"refused": str(refusal)}, as_json=options["json"])
            raise SystemExit(REFUSED) from refusal
        self._print({"status": status, **report.as_json()}, as_json=options["json"])
        if not report.is_clean:
            raise SystemExit(EXCEPTIONS)

    def _take(self, *, file: Path, batch: str, username: str | None, commit: bool, **_: Any) -> tuple[Report, str]:
        """The report, and what became of the return."""
        found = PaymentBatch.objects.filter(number=batch).first()
        if found is None:
            raise ActionRefused(f"There is no batch {batch}.")
        content = file.read_bytes()
        if username is None:
            if commit:
                raise ActionRefused("--commit needs --as: whoever enters a return has a name.")
            with read_return(content, file_name=file.name) as read:
                return report_of_file(read, match_with(found, read)), "read"
        user = _staff(username, found)
        kept = actions.upload_return(found, by=user, pk=uuid.uuid4(), file_name=file.name, content=content)
        if commit:
            kept = actions.commit_return(kept, by=user)
        return report_of_return(kept), BankReturn.objects.get(pk=kept.pk).status

    def _print(self, told: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        if "refused" in told:
            self.stderr.write(told["refused"])
            return
        self.stdout.write(f"{told['status']}: " + ", ".join(f"{k} {n}" for k, n in told["results"].items()))
        for problem in told["problems"]:
            place = " ".join(filter(None, (problem["sheet"], problem["cell"] or str(problem["row"]))))
            self.stdout.write(f"{problem['kind']}\t{place}\t{problem['value']}\t{problem['message']}")
        for word in filter(None, (", ".join(told["unusual"]), told["contradiction"])):
            self.stdout.write(f"unusual: {word}")


def _staff(username: str, batch: PaymentBatch) -> User:
    """The staff account of that e-mail address, where it may bring returns of the batch."""
    user = User.objects.with_email(username).filter(is_active=True).first()
    if user is None or not may_upload_return(batch, user):
        raise ActionRefused(f"{username} may not upload a return of batch {batch.number}.")
    return user
