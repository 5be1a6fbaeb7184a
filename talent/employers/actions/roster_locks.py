"""Whose turn it is to act on a unit's rosters, and what is refused meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.accounts.separation import natural_person_of
from talent.calendars import clock
from talent.employers.models import Employer, Roster
from talent.employers.workflow import COMMITTING
from talent.jobs.models import Job
from talent.workflow.refusals import ActionRefused


def refuse_underway(roster: Roster, *, besides: Job | None = None) -> None:
    """Refuse while the worker commits a roster of the employer: asked before the row lock, so that nobody waits."""
    underway = Job.objects.filter(kind=COMMITTING, wish__employer=str(roster.employer_id)).underway()
    if besides is not None:
        underway = underway.exclude(pk=besides.pk)
    if (job := underway.first()) is None:
        return
    if job.subject == roster.pk:
        raise ActionRefused(_("后台正在导入这份花名册，请等待完成。"))
    raise ActionRefused(_("后台正在导入本单位的另一份花名册，请在完成后再办理。"))


def locked(roster: Roster, *, by: User, besides: Collection[UUID] = ()) -> Roster:
    """The roster as it is now, locked after its employer: of one employer's rosters only one is acted on at a time.

    The locks let others write rows that point at either, so that nobody who holds such a row waits for this one.

    Args:
        besides: other units whose rows are written to as well.

    Raises:
        ActionRefused: there is no such roster, or it is not the officer's.
    """
    natural_person_of(by)
    lock_units({roster.employer_id, *besides})
    rosters = Roster.objects.visible_to(by).select_for_update(of=("self",), no_key=True).select_related("employer")
    found = rosters.filter(pk=roster.pk).first()
    if found is None:
        raise ActionRefused(_("没有找到这份花名册，或者您无权办理。"))
    return found


def lock_units(units: Collection[UUID]) -> None:
    """Lock units whose rosters are acted on, before any roster, in the order of their keys."""
    list(Employer.objects.select_for_update(no_key=True).filter(pk__in=units).order_by("pk").values_list("pk"))


def refuse_day(arrivals_on: dt.date | None) -> None:
    """Raises ActionRefused for a day that has not come."""
    if arrivals_on is not None and arrivals_on > clock.today():
        raise ActionRefused(_("调入日期不能晚于今天。还没有调入的，请到调入后再办理。"))
