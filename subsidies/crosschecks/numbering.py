"""Numbers of lists: BD2026-001 and on, year by year, without gaps and without clash."""

from __future__ import annotations

from subsidies.crosschecks.models import CrossCheckSeries
from talent.calendars import clock

PREFIX = "BD"


def next_number() -> str:
    """Take the next number of this year, inside the transaction that uses it: where that fails, it is free again."""
    year = clock.today().year
    CrossCheckSeries.objects.get_or_create(year=year)
    series = CrossCheckSeries.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{PREFIX}{year}-{series.last:03d}"
