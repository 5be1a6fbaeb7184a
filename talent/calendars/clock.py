"""The only place that asks what time it is.

In the demo the portal's day can be moved forward; everything that has to do with deadlines follows it.
Leases, retries and time slots of the machinery go by ``real_now()``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from talent.calendars.models import DemoClock

_moved_by: ContextVar[int | None] = ContextVar("moved_by", default=None)
"""Days by which a block of ``moved_to`` is away from the true day."""
_stopped_at: ContextVar[dt.datetime | None] = ContextVar("stopped_at", default=None)
"""The instant at which a block of ``moved_to`` holds the clock."""


def real_now() -> dt.datetime:
    """The true instant, aware."""
    return timezone.now()


def real_today() -> dt.date:
    """The true day in the portal's time zone (Asia/Shanghai)."""
    return timezone.localdate()


def now() -> dt.datetime:
    """The portal's instant, aware: the true one, moved by the demo clock where there is one."""
    if settings.DEMO_CLOCK and (stopped := _stopped_at.get()) is not None:
        return stopped
    return timezone.now() + dt.timedelta(days=days_ahead())


def today() -> dt.date:
    """The portal's day in its time zone (Asia/Shanghai)."""
    return timezone.localdate(now())


def day_of(instant: dt.datetime) -> dt.date:
    """The day of an instant in the portal's time zone."""
    return timezone.localdate(instant)


def days_ahead() -> int:
    """By how many days the demo clock is ahead of the true one; without a demo clock 0, and nothing is queried."""
    if not settings.DEMO_CLOCK:
        return 0
    if (moved := _moved_by.get()) is not None:
        return moved
    return DemoClock.objects.values_list("days_ahead", flat=True).first() or 0


@contextmanager
def moved_to(day: dt.date, *, at: dt.time | None = None) -> Iterator[None]:
    """Make ``day`` the portal's day within a block: only so can made-up cases have a past.

    Args:
        at: the time of day, in the portal's time zone, at which the clock stands still; None: it runs.

    Raises:
        ImproperlyConfigured: the portal has no demo clock.
    """
    if not settings.DEMO_CLOCK:
        raise ImproperlyConfigured("Only a portal with a demo clock has another day than the true one.")
    moved = _moved_by.set((day - real_today()).days)
    stopped = _stopped_at.set(None if at is None else instant(day, at))
    try:
        yield
    finally:
        _stopped_at.reset(stopped)
        _moved_by.reset(moved)


def instant(day: dt.date, at: dt.time) -> dt.datetime:
    """A time of a day in the portal's time zone, aware."""
    return timezone.make_aware(dt.datetime.combine(day, at))
