"""Importing a staff roster: preview first, then commit or discard as a whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import BinaryIO
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.accounts.separation import natural_person_of
from talent.audit import events as audit
from talent.audit.sensitive import redact
from talent.calendars import clock
from talent.employers.actions.arriving import note_who_moved
from talent.employers.actions.carrying_over import carry_over
from talent.employers.actions.roster_locks import locked, refuse_day, refuse_merged, refuse_underway
from talent.employers.headings import columns_with, meanings_of
from talent.employers.imports import roster_files
from talent.employers.imports.roster import LIMITS, RosterReading, read_roster
from talent.employers.imports.roster_resource import RosterEntryResource
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.naming import units_beside
from talent.employers.queries import COUNTS, compared_with_those_in_force
from talent.employers.workflow import ROSTER, RosterStatus
from talent.jobs.models import Job
from talent.jobs.progress import UNWATCHED, Progress
from talent.notifications import outbox
from talent.spreadsheets.characters import tidy
from talent.spreadsheets.errors import MissingColumns, UnreadableFile
from talent.spreadsheets.sandbox.limits import Limits
from talent.uploads.keeping import PIECE
from talent.workflow.refusals import ActionRefused

MOST_PROBLEMS_KEPT = 200
NOTHING_MORE: Mapping[str, str] = MappingProxyType({})
ROWS_AT_ONCE = 10_000
KEPT_COUNTS = ("good_count", "bad_count", "duplicate_count", *COUNTS)


class HeadingsNotKnown(ActionRefused):
    """Required columns are not recognised: ``missing`` are their keys, ``columns`` what stands in the file instead."""

    def __init__(self, found: MissingColumns) -> None:
        super().__init__(str(found))
        self.missing, self.columns = found.missing, found.columns


class TooManyRows(ActionRefused):
    """The file has more rows than were to be read."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was uploaded: the key of the roster that it is to make, what it is called, and its digest."""

    pk: UUID
    file_name: str
    sha256: str

    @property
    def kept(self) -> roster_files.Kept:
        """Where the file is kept."""
        return roster_files.Kept(self.pk, self.sha256)


def upload_of(file: BinaryIO, *, file_name: str) -> Upload:
    """What was uploaded, without a number of a person that may stand in its name."""
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return Upload(uuid4(), redact(tidy(file_name))[:200], digest.hexdigest())


def read(
    employer: Employer,
    file: BinaryIO,
    *,
    meanings: Mapping[str, str] = NOTHING_MORE,
    part_only: bool = False,
    limits: Limits = LIMITS,
    progress: Progress = UNWATCHED,
) -> RosterReading:
    """What a file says about the employer's staff; nothing is kept.

    Args:
        meanings: the key of the column by heading, besides what is explained for the employer already.
        part_only: the file is one of many units, and only the rows that name this one are read.

    Raises:
        HeadingsNotKnown: there is a header, but required columns are not recognised in it.
        TooManyRows: there are more than the limits allow.
        ActionRefused: the file cannot be used, or it lists nobody.
    """
    columns = columns_with({**meanings_of(employer), **meanings})
    try:
        units = units_beside(employer, part_only=part_only)
        reading = read_roster(file, units=units, columns=columns, limits=limits, progress=progress)
    except MissingColumns as refusal:
        raise HeadingsNotKnown(refusal) from refusal
    except UnreadableFile as refusal:
        raise (TooManyRows if refusal.code == "too_many_rows" else ActionRefused)(str(refusal)) from refusal
    if not reading.lines and not reading.problems and not reading.remarks["below"]:
        raise ActionRefused(_("表头下面没有人员。请检查是否选错了文件或工作表。"))
    return reading


def preview(
    employer: Employer,
    file: BinaryIO,
    *,
    file_name: str,
    by: User,
    part_only: bool = False,
    limits: Limits = LIMITS,
) -> Roster:
    """Read a file and keep what it says for the officer to look at; nothing counts before it is committed.

    Raises:
        ActionRefused: the employer is not the officer's, the file cannot be used, or it lists nobody.
    """
    refuse_others(employer, by=by)
    reading = read(employer, file, part_only=part_only, limits=limits)
    upload = upload_of(file, file_name=file_name)
    with transaction.atomic():
        roster = keep_preview(employer, reading, upload, by=by)
        if reading.problems or reading.remarks["below"]:
            # Before the row is committed: a file without its row is swept, a row without its file has nothing to give.
            roster_files.keep(upload.kept, file)
    return roster


def refuse_others(employer: Employer, *, by: User) -> None:
    """Raises ActionRefused where the employer is not the officer's."""
    natural_person_of(by)
    if not Employer.objects.served_by(by).filter(pk=employer.pk).exists():
        raise ActionRefused(_("您没有为这个单位导入花名册的权限。"))


@transaction.atomic
def keep_preview(
    employer: Employer, reading: RosterReading, upload: Upload, *, by: User, progress: Progress = UNWATCHED
) -> Roster:
    """Keep what was read, all rows or none.

    Raises:
        ActionRefused: the employer is not the officer's, or it was merged since the file was chosen.
    """
    refuse_others(employer, by=by)
    roster = Roster.objects.create(
        pk=upload.pk,
        employer=employer,
        file_name=upload.file_name,
        sha256=upload.sha256,
        sheet_name=tidy(reading.sheet)[:100],
        good_count=len(reading.lines),
        bad_count=reading.bad_rows,
        duplicate_count=reading.duplicate_rows,
        problem_count=reading.problem_count,
        problems=reading.problems[:MOST_PROBLEMS_KEPT],
        remarks=reading.remarks,
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    RosterEntryResource(roster).import_lines(reading.lines, progress=progress)
    _recount(roster)
    refuse_merged(employer)  # as late as may be: nobody waits for a large file to be kept
    audit.record("roster.preview", roster, by=by, to_status=roster.status, detail=_counts(roster))
    return roster


def commit(
    roster: Roster,
    *,
    by: User,
    arrivals_on: dt.date | None = None,
    progress: Progress = UNWATCHED,
    job: Job | None = None,
) -> Roster:
    """Let the good rows count: they replace what earlier rosters of the employer said of the same people.

    People whom the roster does not list keep what was said of them: not being listed is not leaving. A second
    commit of the same roster (a double click) changes nothing.

    Args:
        arrivals_on: where those who come from other units of the group are to be recorded as moved here, the day for
            those whose row tells none; that is done afterwards, with what else comes of a roster.

    Raises:
        ActionRefused: that day has not come, the roster was discarded or taken back, has no row to import, the worker
            is committing it or another of the employer, or another of the group was committed or taken back since its
            counts were made: they are then made anew, for the officer to look at again.
    """
    refuse_day(arrivals_on)
    refuse_underway(roster, besides=job)
    with transaction.atomic():
        roster = locked(roster, by=by)
        if roster.status == RosterStatus.COMMITTED:
            return roster
        target = ROSTER.target("commit", roster.status)
        if not roster.good_count and roster.remarks.get("below"):
            raise ActionRefused(_("文件里没有本单位可以导入的人，写明下属单位的要按单位分开读取。"))
        if not roster.good_count:
            raise ActionRefused(_("没有可以导入的行。请按提示修改文件后重新上传。"))
        progress.stage("comparing", parts=0)
        moved_on = _recount(roster)
        if not moved_on:
            roster.arrivals_on = arrivals_on
            _put_in_force(roster, target, by=by, progress=progress)
    if moved_on:
        message = _("预览之后，本单位或集团内其他单位的名单有变动，人数已重新计算。请核对后再次确认导入。")
        raise ActionRefused(message)
    return roster


@transaction.atomic
def discard(roster: Roster, *, by: User) -> Roster:
    """Give up a preview; what it said is deleted, that it was uploaded stays on record.

    Raises:
        ActionRefused: the roster counts already, or the worker is committing it.
    """
    refuse_underway(roster)
    roster = locked(roster, by=by)
    if roster.status == RosterStatus.DISCARDED:
        return roster
    source, roster.status = roster.status, ROSTER.target("discard", roster.status)
    roster.problems, roster.remarks = [], {}
    roster.save(update_fields=["status", "problems", "remarks"])
    roster.entries.all().delete()
    _forget_file(roster)
    audit.record("roster.discard", roster, by=by, from_status=source, to_status=roster.status)
    return roster


@transaction.atomic
def recount(roster: Roster, *, by: User) -> None:
    """Make the counts of a preview anew, after another roster was committed."""
    roster = locked(roster, by=by)
    if roster.status == RosterStatus.PREVIEW:
        _recount(roster)


def _put_in_force(roster: Roster, target: str, *, by: User, progress: Progress) -> None:
    source, now = roster.status, clock.now()
    earlier = RosterEntry.objects.in_force().filter(employer=roster.employer).exclude(roster=roster)
    progress.stage("replacing", parts=roster.good_count)
    done, last = 0, roster.entries.aggregate(last=Max("row_number"))["last"]
    for first in range(0, last + 1, ROWS_AT_ONCE):
        piece = roster.entries.filter(row_number__gte=first, row_number__lt=first + ROWS_AT_ONCE)
        earlier.filter(identity_index__in=piece.values("identity_index")).update(replaced_at=now, replaced_by=roster)
        done += piece.update(effective_at=now)
        progress.at(done)
    roster.status, roster.committed_by, roster.committed_at = target, by, now
    roster.save(update_fields=["status", "committed_by", "committed_at", "arrivals_on"])
    _forget_file(roster)
    audit.record("roster.commit", roster, by=by, from_status=source, to_status=target, detail=_counts(roster))
    outbox.enqueue(settings.AFTER_ROSTER_COMMIT, roster_id=str(roster.pk))


def _forget_file(roster: Roster) -> None:
    # What cannot be removed now is swept later: it is no reason to fail once the rest is done.
    transaction.on_commit(partial(roster_files.throw_away, roster_files.file_of(roster)), robust=True)


def _recount(roster: Roster) -> bool:
    """Count the entries against the rosters in force; whether the counts are others than before."""
    carry_over(roster)
    note_who_moved(roster)
    before, counts = [getattr(roster, name) for name in COUNTS], compared_with_those_in_force(roster)
    for name, count in counts.items():
        setattr(roster, name, count)
    roster.save(update_fields=list(counts))
    return before != list(counts.values())


def _counts(roster: Roster) -> dict[str, int]:
    return {name: getattr(roster, name) for name in KEPT_COUNTS}
