"""``manage.py import_roster``: a staff roster, read, shown and, if told, previewed and committed as on the page."""

from __future__ import annotations

import datetime as dt
import io
import json
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from talent.accounts.models import StaffRole, User
from talent.accounts.roles import Role
from talent.employers import actions
from talent.employers.headings import column_called
from talent.employers.models import Employer, Roster
from talent.employers.roster_report import Report, report_of
from talent.workflow.refusals import ActionRefused

CLEAN, REFUSED, PROBLEMS = 0, 1, 2


class Command(BaseCommand):
    """Exit status: 0 when the roster is clean; 2 when it has problems, or rows of units below, which ``--part`` reads;
    1 when it is refused; nothing is half done.
    """

    help = "Read a staff roster of an employer; with --as upload it as a preview, with --commit import its good rows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the roster as the employer's HR made it")
        parser.add_argument("--employer", required=True, metavar="CODE", help="unified social credit code, or the name")
        who = "e-mail of the HR officer who uploads and commits; --commit does without where the employer has one alone"
        parser.add_argument("--as", dest="email", help=who)
        parser.add_argument("--commit", action="store_true", help="let the good rows count")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            dest="mapped",
            metavar="HEADING=COLUMN",
            help="which column a heading of the file means, as 员工=姓名; with --as that is remembered",
        )
        parser.add_argument(
            "--arrived-on",
            type=dt.date.fromisoformat,
            metavar="DAY",
            help="with --commit: record as moved here whom other units of the group have; the day where rows tell none",
        )
        parser.add_argument(
            "--part", action="store_true", help="of a file of many units, read only the rows that name this employer"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = self._take(**options)
        except (ActionRefused, OSError) as refusal:
            report = Report(refused=str(refusal))
        self._print(report, as_json=options["json"])
        if report.refused or report.problems or "units_below" in report.passed_over:
            raise SystemExit(REFUSED if report.refused else PROBLEMS)

    def _take(self, *, file: Path, employer: str, email: str | None, mapped: list[str], **options: Any) -> Report:
        found = Employer.objects.called(employer).first()
        if found is None:
            raise ActionRefused(_("名单里没有统一社会信用代码或名称为 %(wanted)s 的单位。") % {"wanted": employer})
        commit, arrived_on = options["commit"], options["arrived_on"]
        by = _officer(email, found) if email else _only_officer(found) if commit else None
        content, meanings = file.read_bytes(), actions.checked_meanings(map(_meaning, mapped))
        part_only = options["part"]
        reading = actions.read(found, io.BytesIO(content), meanings=meanings, part_only=part_only)
        report = report_of(found, reading)
        if by is None:
            return report
        report = replace(report, by=by.email or "")
        keep = partial(_keep, found, content, meanings, file_name=file.name, by=by, part_only=part_only)
        keep = partial(keep, commit=commit, arrived_on=arrived_on)
        return _kept(report, keep)

    def _print(self, report: Report, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
            return
        if report.counts:
            self.stdout.write(f"{report.status}: " + ", ".join(f"{kind} {n}" for kind, n in report.counts.items()))
        if report.by:
            self.stdout.write(f"by: {report.by}")
        for moved in report.moved:
            self.stdout.write(f"{moved['row']}\tmoved from {moved['from']}")
        for problem in report.problems:
            place = " ".join(filter(None, (problem["sheet"], problem["cell"])))
            self.stdout.write(f"{place}\t{problem['value']}\t{problem['message']}{problem['fix']}")
        for name, passed_over in report.passed_over.items():
            self.stdout.write(f"{name}: " + ", ".join(map(str, passed_over)))
        if "units_below" in report.passed_over:
            self.stdout.write("read the rows of each unit below with --employer UNIT --part")
        if report.refused:
            self.stderr.write(report.refused)


def _officer(email: str, employer: Employer) -> User:
    """The account of that e-mail address, where it is an HR officer of the employer."""
    user = User.objects.with_email(email).filter(is_active=True).first()
    if user is None or not Employer.objects.served_by(user).filter(pk=employer.pk).exists():
        words = {"email": email, "employer": employer.name}
        raise ActionRefused(_("%(email)s 没有为 %(employer)s 导入花名册的权限。") % words)
    return user


def _only_officer(employer: Employer) -> User:
    """The HR officer of the employer, where there is one alone: a roster is always some person's statement."""
    own = _emails_of({employer.pk})
    if len(own) == 1:
        return _officer(own[0], employer)
    above = {employer.pk}
    while employer.parent is not None:
        employer = employer.parent
        above.add(employer.pk)
    if not (named := _emails_of(above)):
        raise ActionRefused(_("本单位和上级单位都没有可以办理的人事账号，请先请账号管理员设立。"))
    words = {"emails": _("、").join(named)}
    raise ActionRefused(_("确认导入要写明由谁办理：请加上 --as 和人事的邮箱，可以是 %(emails)s。") % words)


def _emails_of(units: set[UUID]) -> list[str]:
    """E-mails of the HR officers of these units who may act: their account is open, and a person is behind it."""
    granted = StaffRole.objects.in_force().filter(role=Role.HR_OFFICER, employer__in=units, user__is_active=True)
    emails = granted.filter(user__natural_person__isnull=False)
    found = emails.order_by("user__email").values_list("user__email", flat=True).distinct()
    return [email for email in found if email]


def _meaning(written: str) -> tuple[str, str]:
    """Heading and key of the column out of ``员工=姓名``; a heading may hold that sign, the name of a column none."""
    heading, _sign, column = written.rpartition("=")
    return heading, column_called(column.strip())


def _kept(report: Report, keep: Callable[[], Roster]) -> Report:
    """The report of the roster once it is kept; where it is refused none is, and what was read is told with it."""
    try:
        return report.but_kept(keep())
    except ActionRefused as refusal:
        return report.but_refused(str(refusal))


# Whoever asked for a commit must not find a preview lying about when that is refused.
@transaction.atomic
def _keep(
    employer: Employer,
    content: bytes,
    meanings: Mapping[str, str],
    *,
    file_name: str,
    by: User,
    part_only: bool,
    commit: bool,
    arrived_on: dt.date | None,
) -> Roster:
    actions.explain_headings(employer, meanings.items(), by=by)
    roster = actions.preview(employer, io.BytesIO(content), file_name=file_name, by=by, part_only=part_only)
    return actions.commit(roster, by=by, arrivals_on=arrived_on) if commit else roster
