"""The only place that asks what time it is.

In the demo the portal's day can be moved forward; everything that has to do with deadlines follows it.
Leases, retries and time slots of the machinery go by ``real_now()``.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils import timezone

from talent.calendars.models import DemoClock


def real_now() -> dt.datetime:
    """The true instant, aware."""
    return timezone.now()


def real_today() -> dt.date:
    """The true day in the portal's time zone (Asia/Shanghai)."""
    return timezone.localdate()


def now() -> dt.datetime:
    """The portal's instant, aware: the true one, moved by the demo clock where there is one."""
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
    return DemoClock.objects.values_list("days_ahead", flat=True).first() or 0
