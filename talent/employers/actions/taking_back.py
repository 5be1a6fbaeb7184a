"""Taking back a roster that was committed a moment ago; called by the verification feature."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.audit import events as audit
from talent.bulk.keys import among
from talent.calendars import clock
from talent.employers.actions.arriving import count_again, hand_on
from talent.employers.actions.roster_locks import locked, refuse_underway
from talent.employers.models import Roster, RosterEntry
from talent.employers.workflow import ROSTER, RosterStatus
from talent.workflow.refusals import ActionRefused


class RowsTakenBack(NamedTuple):
    """What became of a roster's rows."""

    rows: int
    """How many count no more."""
    restored: int
    """For how many of these people the earlier row counts again."""


def lock_to_take_back(roster: Roster, *, by: User) -> Roster:
    """The roster as it is now, locked, for whoever takes it back; one that is taken back already is given as it is.

    Raises:
        ActionRefused: it is not the officer's, does not count, was committed too long ago, another roster of the
            employer was committed since, or the worker is committing one.
    """
    refuse_underway(roster)
    former = set(roster.entries.filter(moved_from__isnull=False).values_list("moved_from", flat=True).distinct())
    roster = locked(roster, by=by, besides=former)
    if roster.status == RosterStatus.TAKEN_BACK:
        return roster
    ROSTER.target("take_back", roster.status)
    if roster.committed_at is None or clock.now() - roster.committed_at > Roster.TAKE_BACK_WITHIN:
        raise ActionRefused(_("已超过 10 分钟，不能撤回。有错的，请改好文件重新导入，以新的花名册为准。"))
    if Roster.objects.committed_after(roster).exists():
        raise ActionRefused(_("之后又有花名册生效，不能撤回。有错的，请改好文件重新导入，以新的花名册为准。"))
    return roster


@transaction.atomic
def mark_taken_back(roster: Roster, *, by: User, keeping: Collection[UUID], detail: Mapping[str, int]) -> RowsTakenBack:
    """Let the rows of a roster count no more, and those that it replaced count again: also those of the units from
    which people were recorded as moved, and each at the unit that goes on for its own.

    Args:
        roster: as ``lock_to_take_back`` gave it.
        keeping: its entries that stay in force, since somebody has acted on them.
        detail: what else was taken back, for the log.
    """
    source, now = roster.status, clock.now()
    target = ROSTER.target("take_back", source)
    leaving = roster.entries.in_force()
    hand_on(roster, keeping=keeping)
    replaced = RosterEntry.objects.filter(replaced_by=roster)
    if keeping:
        kept = roster.entries.filter(pk__in=among(keeping))
        replaced = replaced.exclude(identity_index__in=kept.values("identity_index"))
        leaving = leaving.exclude(pk__in=among(keeping))
    rows = leaving.update(replaced_at=now)
    restored = count_again(replaced.filter(employer=roster.employer_id))
    elsewhere = count_again(replaced.exclude(employer=roster.employer_id))
    roster.status, roster.taken_back_by, roster.taken_back_at, roster.kept_count = target, by, now, len(keeping)
    roster.save(update_fields=["status", "taken_back_by", "taken_back_at", "kept_count"])
    counts = {"rows": rows, "restored": restored, "restored_elsewhere": elsewhere, "kept": len(keeping), **detail}
    audit.record("roster.take_back", roster, by=by, from_status=source, to_status=target, detail=counts)
    return RowsTakenBack(rows, restored)
