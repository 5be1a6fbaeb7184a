"""Promised days of open cases follow the calendar."""

from __future__ import annotations

from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from talent.calendars.following import CalendarChange
from talent.calendars.recounting import recount


def follow_calendar(change: CalendarChange) -> None:
    """Count again what was promised to applicants, and until when they correct: that never becomes earlier."""
    recount(Application.objects.live(), "promised_on", change)
    returned = Application.objects.filter(status=ApplicationStatus.RETURNED)
    recount(returned, "corrections_due_on", change, only_later=True)
