"""When the portal speaks up by itself: nobody's phone rings at night, and no office is reminded on a day off."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from talent.calendars import clock, working_days


def is_daytime() -> bool:
    """Whether people may be reminded now."""
    first, last = settings.REMIND_BETWEEN_HOURS
    return bool(first <= timezone.localtime(clock.now()).hour < last)


def is_office_time() -> bool:
    """Whether officers may be reminded now: by day, on a working day."""
    return is_daytime() and working_days.is_working_day(clock.today())
