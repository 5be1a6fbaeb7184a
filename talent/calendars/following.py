"""What rests on working days follows the calendar: days that were counted before it changed are counted again.

A feature that keeps such days names a function in its app's ``calendar_followers``. It is called in the transaction
that changes the calendar, so that each change is followed once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.module_loading import import_string

from talent.calendars.working_days import Calendar

if TYPE_CHECKING:
    from talent.accounts.models import User


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """The calendar before and after a change, and who changed it (None: the portal itself)."""

    before: Calendar
    after: Calendar
    by: User | None

    def counted_again(self, day: dt.date, *, since: dt.date) -> dt.date:
        """The day that is as many working days after ``since`` as ``day`` was before the change.

        One that is not after ``since`` has passed and stays.
        """
        left = self.before.between(since, day)
        return self.after.add(since, left) if left > 0 else day

    def days_moved(self, days: Iterable[dt.date], *, since: dt.date) -> dict[dt.date, dt.date]:
        """Those of these days that fall on another by now, with that."""
        counted = {day: self.counted_again(day, since=since) for day in set(days)}
        return {day: new for day, new in counted.items() if new != day}


def follow(was_working: Mapping[dt.date, bool], *, by: User | None) -> None:
    """Tell every feature that the calendar changed; nothing is told where no day is worked otherwise than it was.

    Args:
        was_working: of each day that was entered, whether it was worked before.
    """
    after = Calendar.as_stored()
    before = Calendar({**after.days, **was_working})
    if all(after.is_working(day) == was for day, was in was_working.items()):
        return
    change = CalendarChange(before, after, by)
    for app in apps.get_app_configs():
        for name in getattr(app, "calendar_followers", ()):
            import_string(name)(change)
