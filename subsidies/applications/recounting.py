"""Promised days of open cases, and the last days to appeal against closed ones, follow the calendar."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from subsidies.applications.kinds import Outcome
from subsidies.applications.models import Application
from subsidies.applications.promises import appeal_by
from subsidies.applications.workflow import ApplicationStatus
from talent.bulk.keys import among
from talent.calendars import clock
from talent.calendars.following import CalendarChange
from talent.calendars.recounting import recount

CLOSED_WITHIN = dt.timedelta(days=90)
"""Long enough for the working days in which one may appeal, whatever holidays lie between."""


def follow_calendar(change: CalendarChange) -> None:
    """Count again what was promised to applicants; until when they correct or appeal never becomes earlier."""
    recount(Application.objects.live(), "promised_on", change)
    returned = Application.objects.filter(status=ApplicationStatus.RETURNED)
    recount(returned, "corrections_due_on", change, only_later=True)
    _keep_what_was_told(change)
    recount(Application.objects.filter(status=ApplicationStatus.CLOSED), "appeal_until", change, only_later=True)


def _keep_what_was_told(change: CalendarChange) -> None:
    """Give cases that were closed before the last day to appeal was kept the day that they were told until now.

    Here and not when the column came: only now is it known what the calendar said, and only those count whose days run.
    """
    since = clock.now() - CLOSED_WITHIN
    untold = Application.objects.filter(
        status=ApplicationStatus.CLOSED,
        appeal_until=None,
        status_changed_at__gte=since,
        decisions__outcome=Outcome.REFUSED,
    )
    told: dict[dt.date, list[UUID]] = {}
    for key, closed_at in untold.distinct().order_by("pk").values_list("pk", "status_changed_at"):
        told.setdefault(appeal_by(clock.day_of(closed_at), calendar=change.before), []).append(key)
    for until, keys in told.items():
        Application.objects.filter(pk__in=among(keys), appeal_until=None).update(appeal_until=until)
