"""Days by which objections are answered follow the calendar."""

from __future__ import annotations

from subsidies.objections.models import Objection
from talent.calendars.following import CalendarChange
from talent.calendars.recounting import recount


def follow_calendar(change: CalendarChange) -> None:
    """Count again what was promised to those who objected."""
    recount(Objection.objects.open(), "promised_on", change)
