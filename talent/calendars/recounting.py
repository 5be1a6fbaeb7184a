"""Counting a column of stored days again when the calendar has changed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Case, QuerySet, Value, When

from talent.audit import events as audit
from talent.bulk.keys import among
from talent.calendars import clock
from talent.calendars.following import CalendarChange


def recount(rows: QuerySet[Any], column: str, change: CalendarChange, *, only_later: bool = False) -> int:
    """Move the days of a column that are still to come, so that as many working days are left as before; how many rows.

    The rows are locked in the order of their keys; one event says how many went from which day to which.

    Args:
        only_later: a day that would come earlier stays: somebody was told that they have until then.
    """
    today = clock.today()
    ahead = rows.filter(**{f"{column}__gt": today})
    moved = change.days_moved(ahead.order_by().values_list(column, flat=True).distinct(), since=today)
    moved = {day: new for day, new in moved.items() if new > day or not only_later}
    if not moved:
        return 0
    locked = ahead.filter(**{f"{column}__in": moved}).select_for_update(of=("self",)).order_by("pk")
    found = dict(locked.values_list("pk", column))
    cases = [When(**{column: day, "then": Value(new)}) for day, new in moved.items()]
    rows.model._default_manager.filter(pk__in=among(found)).update(**{column: Case(*cases)})
    _record(f"{rows.model._meta.label_lower}.{column}", moved, Counter(found.values()), change)
    return len(found)


def _record(what: str, moved: dict[dt.date, dt.date], rows: Counter[dt.date], change: CalendarChange) -> None:
    steps = [{"from": day, "to": moved[day], "rows": count} for day, count in sorted(rows.items())]
    audit.record("calendar.days_recounted", None, by=change.by, detail={"what": what, "moved": steps})
