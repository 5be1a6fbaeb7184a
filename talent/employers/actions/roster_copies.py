"""A copy of an uploaded roster with its problems written in it, and how long the uploaded file is kept for that."""

from __future__ import annotations

import io

from django.db import transaction
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.audit import events as audit
from talent.calendars import clock
from talent.employers.headings import columns_of
from talent.employers.imports import roster_files
from talent.employers.imports.roster import annotate_roster
from talent.employers.models import Employer, Roster
from talent.employers.workflow import RosterStatus
from talent.encryption.sealing import DecryptionError
from talent.spreadsheets.errors import UnreadableFile
from talent.workflow.refusals import ActionRefused


def annotated_copy(roster: Roster, *, by: User) -> bytes:
    """An XLSX of what was uploaded, with every problem written at its cell; that it was taken is logged.

    Raises:
        ActionRefused: the roster is not the officer's, it is a preview no more, or its file is kept no longer.
    """
    if not Roster.objects.visible_to(by).filter(pk=roster.pk).exists():
        raise ActionRefused(_("没有找到这份花名册，或者您无权办理。"))
    copy = io.BytesIO()
    try:
        file = io.BytesIO(roster_files.read(roster))
        rows = annotate_roster(
            file,
            copy,
            other_employers=names_of_others(roster.employer),
            on=clock.day_of(roster.uploaded_at),
            columns=columns_of(roster.employer),
        )
    except (FileNotFoundError, DecryptionError, UnreadableFile) as gone:
        raise ActionRefused(_("上传的文件已不再保留。请重新上传，再下载标注了问题的文件。")) from gone
    with transaction.atomic():
        audit.record("roster.copy_downloaded", roster, by=by, detail={"rows": rows})
    return copy.getvalue()


def sweep_roster_files() -> int:
    """Remove the files of rosters that are settled or have lain for days, and what a crash left; returns how many."""
    waiting = Roster.objects.filter(status=RosterStatus.PREVIEW, uploaded_at__gt=clock.now() - roster_files.KEPT)
    return roster_files.sweep(waiting.only("sha256"))


def names_of_others(employer: Employer) -> set[str]:
    """What the other units are called: a row that names one of them is not about this employer's staff."""
    others = Employer.objects.exclude(pk=employer.pk).values_list("name", "short_name")
    return {name for pair in others for name in pair if name} - {employer.name, employer.short_name}
