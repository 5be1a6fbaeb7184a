"""Numbers of notices: GS2026-001 and on, year by year, without gaps and without clash."""

from __future__ import annotations

from subsidies.notices.models import NoticeSeries
from talent.calendars import clock

PREFIX = "GS"


def next_number() -> str:
    """Take the next number of this year; the lock on the year's row makes two at once take turns.

    Call it inside the transaction that uses the number: where that fails, the number is free again.
    """
    year = clock.today().year
    NoticeSeries.objects.get_or_create(year=year)
    series = NoticeSeries.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{PREFIX}{year}-{series.last:03d}"
