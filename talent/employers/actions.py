"""Importing a staff roster: preview first, then commit or discard as a whole."""

from __future__ import annotations

import hashlib
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.audit import events as audit
from talent.calendars import clock
from talent.employers.imports.roster import RosterReading, read_roster
from talent.employers.imports.roster_resource import RosterEntryResource
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.workflow import ROSTER
from talent.encryption.blind_index import blind_index
from talent.notifications import outbox
from talent.spreadsheets.errors import UnreadableFile
from talent.workflow.refusals import ActionRefused

COMPARED = ("name", "hired_on", "contract_months", "open_ended", "works_in_city", "insured_months", "left_on")


def preview(employer: Employer, file: BinaryIO, *, file_name: str, by: User) -> Roster:
    """Read a file and keep what it says for the officer to look at; nothing counts before it is committed.

    Raises:
        ActionRefused: the file cannot be used, or has no row that can be imported and no problem to show.
    """
    try:
        reading = read_roster(file)
    except UnreadableFile as refusal:
        raise ActionRefused(str(refusal)) from refusal
    if not reading.rows and not reading.problems:
        raise ActionRefused(_("表头下面没有人员。请检查是否选错了文件或工作表。"))
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    with transaction.atomic():
        counts = _counts(employer, reading)
        roster = Roster.objects.create(
            employer=employer,
            file_name=file_name[:200],
            sha256=digest,
            sheet_name=reading.sheet[:100],
            problems=reading.problems,
            uploaded_by=by,
            uploaded_at=clock.now(),
            **counts,
        )
        RosterEntryResource(roster).import_rows(reading.rows)
        audit.record("roster.preview", roster, by=by, to_status=roster.status, detail=counts)
    return roster


@transaction.atomic
def commit(roster: Roster, *, by: User) -> Roster:
    """Let the good rows count: they replace what earlier rosters of the employer said of the same people.

    People whom the roster does not list keep what was said of them: not being listed is not leaving.

    Raises:
        ActionRefused: the roster is not a preview any more, or it has no row to import.
    """
    roster = Roster.objects.visible_to(by).select_for_update(of=("self",)).get(pk=roster.pk)
    source, target = roster.status, ROSTER.target("commit", roster.status)
    if not roster.good_count:
        raise ActionRefused(_("没有可以导入的行。请按提示修改文件后重新上传。"))
    people = roster.entries.values("identity_index")
    earlier = RosterEntry.objects.in_force().filter(employer=roster.employer, identity_index__in=people)
    earlier.exclude(roster=roster).update(replaced_at=clock.now())
    roster.status, roster.committed_by, roster.committed_at = target, by, clock.now()
    roster.save(update_fields=["status", "committed_by", "committed_at"])
    audit.record("roster.commit", roster, by=by, from_status=source, to_status=target)
    outbox.enqueue(settings.AFTER_ROSTER_COMMIT, roster_id=str(roster.pk))
    return roster


@transaction.atomic
def discard(roster: Roster, *, by: User) -> Roster:
    """Give up a preview; what it said is deleted, that it was uploaded stays on record."""
    roster = Roster.objects.visible_to(by).select_for_update(of=("self",)).get(pk=roster.pk)
    source, roster.status = roster.status, ROSTER.target("discard", roster.status)
    roster.problems = []
    roster.save(update_fields=["status", "problems"])
    roster.entries.all().delete()
    audit.record("roster.discard", roster, by=by, from_status=source, to_status=roster.status)
    return roster


def _counts(employer: Employer, reading: RosterReading) -> dict[str, Any]:
    """How many rows are new, changed or as before, against the rosters in force of the same employer."""
    known = {
        entry.identity_index: tuple(getattr(entry, name) for name in COMPARED)
        for entry in RosterEntry.objects.in_force().filter(employer=employer).only("identity_index", *COMPARED)
    }
    counts = {"good_count": len(reading.rows), "new_count": 0, "changed_count": 0, "unchanged_count": 0}
    for row in reading.rows:
        before = known.get(blind_index(row["identity_number"], "identity_number"))
        if before is None:
            counts["new_count"] += 1
        elif before == tuple(row[name] for name in COMPARED):
            counts["unchanged_count"] += 1
        else:
            counts["changed_count"] += 1
    return counts | {"bad_count": reading.bad_rows}
