"""Working days by the table of calendar days; Monday to Friday where the table says nothing (调休 needs the table)."""

from __future__ import annotations

import datetime as dt
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

from talent.calendars.arrangement import holidays_missing
from talent.calendars.models import CalendarDay, CalendarEdition

_ONE_DAY = dt.timedelta(days=1)
_SATURDAY = 5


@dataclass(slots=True)
class _Known:
    """What this process has read; ``checked_at`` is on the monotonic clock, in seconds."""

    days: dict[dt.date, bool] = field(default_factory=dict)
    covered: frozenset[int] = frozenset()
    token: uuid.UUID | None = None
    checked_at: float = float("-inf")


_known = _Known()
_lock = threading.Lock()


class Calendar:
    """Working days by what a table says of single days, else Monday to Friday."""

    def __init__(self, days: Mapping[dt.date, bool]) -> None:
        self.days = days

    @classmethod
    def as_stored(cls) -> Calendar:
        """The table as this transaction sees it, whatever the process remembers (one query)."""
        return cls(dict(CalendarDay.objects.values_list("date", "is_working")))

    def is_working(self, day: dt.date) -> bool:
        """Whether ``day`` is worked: the table's word, else Monday to Friday."""
        known = self.days.get(day)
        return day.weekday() < _SATURDAY if known is None else known

    def add(self, day: dt.date, n: int) -> dt.date:
        """``add_working_days`` by this calendar."""
        if n < 0:
            raise ValueError("working days are counted forwards: n must not be negative")
        while n:
            day += _ONE_DAY
            n -= self.is_working(day)
        return day

    def subtract(self, day: dt.date, n: int) -> dt.date:
        """``subtract_working_days`` by this calendar."""
        if n < 0:
            raise ValueError("working days are counted back: n must not be negative")
        while n:
            n -= self.is_working(day)
            day -= _ONE_DAY
        return day

    def between(self, start: dt.date, end: dt.date) -> int:
        """``working_days_between`` by this calendar."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working(start + dt.timedelta(days=n)) for n in range(1, (end - start).days + 1))


def is_working_day(day: dt.date) -> bool:
    """Whether ``day`` is worked: the table's word, else Monday to Friday."""
    return _now().is_working(day)


def is_entered(day: dt.date) -> bool:
    """Whether the table says anything of ``day``: a plain weekend is not in it, one inside a holiday is."""
    return day in _days()


def add_working_days(day: dt.date, n: int) -> dt.date:
    """The ``n``-th working day after ``day`` (``n`` = 0: ``day`` itself, worked or not).

    Raises:
        ValueError: ``n`` is negative.
    """
    return _now().add(day, n)


def subtract_working_days(day: dt.date, n: int) -> dt.date:
    """The latest day after which ``n`` working days have passed by the end of ``day`` (``n`` = 0: ``day`` itself).

    So ``working_days_between(subtract_working_days(day, n), day) == n``.

    Raises:
        ValueError: ``n`` is negative.
    """
    return _now().subtract(day, n)


def working_days_between(start: dt.date, end: dt.date) -> int:
    """Working days after ``start`` up to and including ``end``; negative when ``end`` is before ``start``.

    So ``working_days_between(day, add_working_days(day, n)) == n``.
    """
    return _now().between(start, end)


def years_covered() -> frozenset[int]:
    """The years whose official arrangement is in the table, every holiday with its days."""
    _days()
    return _known.covered


def years_entered() -> frozenset[int]:
    """The years of which the table says anything."""
    return frozenset(day.year for day in _days())


def years_missing(first: dt.date, last: dt.date) -> list[int]:
    """The years from the first day to the last in which working days are not certain yet."""
    covered = years_covered()
    return [year for year in range(first.year, last.year + 1) if year not in covered]


def missing_in(year: int) -> list[str]:
    """The holidays of a year that are not in the table yet."""
    return holidays_missing(year, _days_off(_days()))


def forget() -> None:
    """Make this process look at the table's edition again at the next question."""
    _known.checked_at = float("-inf")


def _now() -> Calendar:
    return Calendar(_days())


def _covered(days: dict[dt.date, bool]) -> frozenset[int]:
    off = _days_off(days)
    return frozenset(year for year in {day.year for day in days} if not holidays_missing(year, off))


def _days_off(days: dict[dt.date, bool]) -> frozenset[dt.date]:
    return frozenset(day for day, is_working in days.items() if not is_working)


def _days() -> dict[dt.date, bool]:
    """The table, read again when its edition changed; the edition is looked at every few seconds."""
    if time.monotonic() - _known.checked_at < settings.CALENDAR_CACHE_SECONDS:
        return _known.days
    with _lock:
        token = CalendarEdition.objects.values_list("token", flat=True).first()
        if token is None or token != _known.token:
            _known.days = dict(CalendarDay.objects.values_list("date", "is_working"))
            _known.covered = _covered(_known.days)
            _known.token = token
        _known.checked_at = time.monotonic()
        return _known.days
