"""A copy of an uploaded roster with its problems written in it, and how long the uploaded file is kept for that."""

from __future__ import annotations

import datetime as dt
import io
from functools import partial
from typing import IO, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.audit import events as audit
from talent.calendars import clock
from talent.employers.arrivals import units_as_read
from talent.employers.headings import columns_of
from talent.employers.imports import roster_files
from talent.employers.imports.roster import annotate_roster
from talent.employers.lines import Line
from talent.employers.models import Employer, Roster
from talent.employers.naming import units_beside
from talent.employers.workflow import READING, RosterStatus
from talent.encryption.sealing import DecryptionError
from talent.jobs.models import Job
from talent.spreadsheets.errors import UnreadableFile
from talent.workflow.refusals import ActionRefused


def annotated_copy(roster: Roster, *, by: User) -> bytes:
    """An XLSX of what was uploaded, with every problem written at its cell; that it was taken is logged.

    Raises:
        ActionRefused: the roster is not the officer's, it is a preview no more, or its file is kept no longer.
    """
    if not Roster.objects.visible_to(by).filter(pk=roster.pk).exists():
        raise ActionRefused(_("没有找到这份花名册，或者您无权办理。"))
    kept = roster_files.file_of(roster)
    try:
        if (copy := roster_files.copy_of(kept)) is None:
            with roster_files.opened(kept) as file, io.BytesIO() as made:
                part_only = roster.remarks.get("part_only", False)
                write_copy(roster.employer, file, made, on=clock.day_of(roster.uploaded_at), part_only=part_only)
                copy = made.getvalue()
    except (FileNotFoundError, DecryptionError, UnreadableFile) as gone:
        raise ActionRefused(_("上传的文件已不再保留。请重新上传，再下载标注了问题的文件。")) from gone
    with transaction.atomic():
        detail = {"rows": roster.bad_count + roster.duplicate_count}
        audit.record("roster.copy_downloaded", roster, by=by, detail=detail)
    return copy


def write_copy(employer: Employer, file: BinaryIO, copy: IO[bytes], *, on: dt.date, part_only: bool = False) -> None:
    """Write an XLSX of a roster with every problem at its cell, as they were told on a day, and beside the rows of
    people who come from other units which these are. Raises UnreadableFile.
    """
    units, columns = units_beside(employer, part_only=part_only), columns_of(employer)
    annotate_roster(file, copy, units=units, on=on, columns=columns, noted=partial(_moved, employer))


def _moved(employer: Employer, lines: list[Line]) -> dict[int, str]:
    words = _("这个人现在在%(unit)s的名单上或在该单位任职。可以导入；确已调入的，请在预览页登记。")
    return {row: words % {"unit": unit} for row, unit in units_as_read(employer, lines).items()}


def sweep_roster_files() -> int:
    """Remove the files of rosters that are settled or have lain for days, and what a crash left; returns how many."""
    waiting = Roster.objects.filter(status=RosterStatus.PREVIEW, uploaded_at__gt=clock.now() - roster_files.KEPT)
    needed = [roster_files.file_of(roster) for roster in waiting.only("sha256")]
    asked_for = Job.objects.filter(kind=READING, requested_at__gt=clock.now() - roster_files.KEPT)
    read = asked_for.values_list("subject", "wish__sha256")  # what needs its file no more has thrown it away
    return roster_files.sweep([*needed, *(roster_files.Kept(*each) for each in read)])
