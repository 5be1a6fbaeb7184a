"""Days by which appeals are decided follow the calendar."""

from __future__ import annotations

from subsidies.appeals.models import Appeal
from talent.calendars.following import CalendarChange
from talent.calendars.recounting import recount


def follow_calendar(change: CalendarChange) -> None:
    """Count again what was promised to those who appealed."""
    recount(Appeal.objects.open(), "promised_on", change)
