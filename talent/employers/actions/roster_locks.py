"""Whose turn it is to act on a unit's rosters, and what is refused meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
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


def lock_standing(units: Collection[UUID]) -> dict[UUID, Employer]:
    """Lock units and those that go on for them, before anything else; for each the one that does, as it is now.

    Called inside a transaction. Whoever waits for a merger to end finds the successor.
    """
    wanted = set(units)
    while True:
        with transaction.atomic():
            rows = Employer.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
            found = {unit.pk: unit for unit in rows}
            successors = {unit.merged_into_id for unit in found.values() if unit.merged_into_id}
            if successors <= wanted:
                return {key: _last(found[key], found) for key in found}
            transaction.set_rollback(True)  # gives the locks back, so that all are taken in the order of the keys
        wanted |= successors


def refuse_merged(employer: Employer) -> None:
    """Lock the unit, so that nobody merges it meanwhile. Raises ActionRefused where somebody has."""
    lock_units({employer.pk})
    if not Employer.objects.standing().filter(pk=employer.pk).exists():
        raise ActionRefused(_("该单位已并入其他单位，请为承接单位导入花名册。"))


def _last(unit: Employer, units: Mapping[UUID, Employer]) -> Employer:
    return unit if unit.merged_into_id is None else _last(units[unit.merged_into_id], units)


def refuse_day(arrivals_on: dt.date | None) -> None:
    """Raises ActionRefused for a day that has not come."""
    if arrivals_on is not None and arrivals_on > clock.today():
        raise ActionRefused(_("调入日期不能晚于今天。还没有调入的，请到调入后再办理。"))
