"""Working days by the table of calendar days; Monday to Friday where the table says nothing (调休 needs the table)."""

from __future__ import annotations

import datetime as dt
import threading
import time
import uuid
from dataclasses import dataclass, field

from django.conf import settings

from talent.calendars.models import CalendarDay, CalendarEdition

_ONE_DAY = dt.timedelta(days=1)
_SATURDAY = 5


@dataclass(slots=True)
class _Known:
    """What this process has read; ``checked_at`` is on the monotonic clock, in seconds."""

    days: dict[dt.date, bool] = field(default_factory=dict)
    token: uuid.UUID | None = None
    checked_at: float = float("-inf")


_known = _Known()
_lock = threading.Lock()


def is_working_day(day: dt.date) -> bool:
    """Whether ``day`` is worked: the table's word, else Monday to Friday."""
    return _is_working(_days(), day)


def is_entered(day: dt.date) -> bool:
    """Whether the table says anything of ``day``: a plain weekend is not in it, one inside a holiday is."""
    return day in _days()


def add_working_days(day: dt.date, n: int) -> dt.date:
    """The ``n``-th working day after ``day`` (``n`` = 0: ``day`` itself, worked or not).

    Raises:
        ValueError: ``n`` is negative.
    """
    if n < 0:
        raise ValueError("working days are counted forwards: n must not be negative")
    days = _days()
    while n:
        day += _ONE_DAY
        n -= _is_working(days, day)
    return day


def subtract_working_days(day: dt.date, n: int) -> dt.date:
    """The latest day after which ``n`` working days have passed by the end of ``day`` (``n`` = 0: ``day`` itself).

    So ``working_days_between(subtract_working_days(day, n), day) == n``.

    Raises:
        ValueError: ``n`` is negative.
    """
    if n < 0:
        raise ValueError("working days are counted back: n must not be negative")
    days = _days()
    while n:
        n -= _is_working(days, day)
        day -= _ONE_DAY
    return day


def working_days_between(start: dt.date, end: dt.date) -> int:
    """Working days after ``start`` up to and including ``end``; negative when ``end`` is before ``start``.

    So ``working_days_between(day, add_working_days(day, n)) == n``.
    """
    if end < start:
        return -working_days_between(end, start)
    days = _days()
    return sum(_is_working(days, start + dt.timedelta(days=n)) for n in range(1, (end - start).days + 1))


def years_covered() -> frozenset[int]:
    """The years for which the official days are in the table."""
    return frozenset(day.year for day in _days())


def forget() -> None:
    """Make this process look at the table's edition again at the next question."""
    _known.checked_at = float("-inf")


def _is_working(days: dict[dt.date, bool], day: dt.date) -> bool:
    known = days.get(day)
    return day.weekday() < _SATURDAY if known is None else known


def _days() -> dict[dt.date, bool]:
    """The table, read again when its edition changed; the edition is looked at every few seconds."""
    if time.monotonic() - _known.checked_at < settings.CALENDAR_CACHE_SECONDS:
        return _known.days
    with _lock:
        token = CalendarEdition.objects.values_list("token", flat=True).first()
        if token is None or token != _known.token:
            _known.days = dict(CalendarDay.objects.values_list("date", "is_working"))
            _known.token = token
        _known.checked_at = time.monotonic()
        return _known.days
