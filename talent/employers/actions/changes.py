"""What becomes of a unit on a day: another name, another place, the end of its time on the list."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.audit import events as audit
from talent.calendars import clock
from talent.employers.actions.employers import require_keeper, save
from talent.employers.kinds import ChangeKind
from talent.employers.models import Employer, EmployerChange
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def rename(employer: Employer, *, by: User, name: str, short_name: str, changed_on: dt.date) -> Employer:
    """Give a unit another name; the former one stays known, and what was printed before keeps it.

    The name it has already changes nothing: a form sent twice renames once.

    Raises:
        ActionRefused: ``by`` does not keep the list, the unit was merged, the name is taken, or the day is ahead.
    """
    employer = _locked(employer, by=by, changed_on=changed_on)
    before = employer.name
    if (before, employer.short_name) == (name, short_name):
        return employer
    employer.name, employer.short_name = name, short_name
    save(employer)
    return noted(employer, ChangeKind.RENAMED, changed_on, before, name, by=by)


@transaction.atomic
def move_base(employer: Employer, *, by: User, in_city: bool, changed_on: dt.date) -> Employer:
    """Say whether a unit works in the city from then on: transfers to it follow that.

    Raises:
        ActionRefused: as ``rename``.
    """
    employer = _locked(employer, by=by, changed_on=changed_on)
    if employer.in_city == in_city:
        return employer
    words = {True: _("长春"), False: _("长春以外")}
    employer.in_city = in_city
    save(employer)
    return noted(employer, ChangeKind.MOVED, changed_on, words[not in_city], words[in_city], by=by)


@transaction.atomic
def take_off_list(employer: Employer, *, by: User, changed_on: dt.date) -> Employer:
    """Give a unit its last day on the list.

    Raises:
        ActionRefused: ``by`` does not keep the list, the unit was merged, or the day is before the first one.
    """
    employer = _locked(employer, by=by)
    before = employer.listed_until
    if before == changed_on:
        return employer
    employer.listed_until = changed_on
    save(employer)
    was = before.isoformat() if before else ""
    return noted(employer, ChangeKind.LEFT, changed_on, was, changed_on.isoformat(), by=by)


def noted(employer: Employer, kind: ChangeKind, changed_on: dt.date, before: str, after: str, *, by: User) -> Employer:
    """Keep what a change was, beside the unit and in the log."""
    EmployerChange.objects.create(
        employer=employer,
        kind=kind,
        changed_on=changed_on,
        before=before,
        after=after,
        made_by=by,
        made_at=clock.now(),
    )
    detail = {"kind": str(kind), "changed_on": changed_on, "before": before, "after": after}
    audit.record(f"employer.{kind}", employer, by=by, detail=detail)
    return employer


def _locked(employer: Employer, *, by: User, changed_on: dt.date | None = None) -> Employer:
    require_keeper(by)
    employer = Employer.objects.select_for_update(of=("self",)).get(pk=employer.pk)
    if employer.merged_into_id is not None:
        raise ActionRefused(_("该单位已并入其他单位，不能再变更。"))
    if changed_on is not None and changed_on > clock.today():
        raise ActionRefused(_("变更日期不能晚于今天。还没有变更的，请到当天再办理。"))
    return employer
