"""Which holidays a year's official arrangement must hold before the year counts as entered.

The State Council announces a year at once, and each statutory holiday has its days in it. So a single day that
somebody entered, or the first of January that came with the year before, does not make a year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Set
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Span(NamedTuple):
    """Days of the year, given as (month, day), of which at least some are off."""

    first: tuple[int, int]
    last: tuple[int, int]
    days: int = 1

    def is_in(self, year: int, days_off: Set[dt.date]) -> bool:
        """Whether enough of these days are off."""
        first, last = dt.date(year, *self.first), dt.date(year, *self.last)
        found = sum(first + dt.timedelta(days=n) in days_off for n in range((last - first).days + 1))
        return found >= self.days


class Holiday(NamedTuple):
    """A statutory holiday and where it falls by the solar calendar: in any of its spans."""

    name: str | Promise
    spans: tuple[Span, ...]
    since: int = 0
    """The first year in which it was one."""


HOLIDAYS = (
    Holiday(_("元旦"), (Span((1, 1), (1, 1)),)),
    Holiday(_("春节"), (Span((1, 20), (2, 25), days=3),)),
    Holiday(_("清明节"), (Span((4, 3), (4, 6)),), since=2008),
    Holiday(_("劳动节"), (Span((5, 1), (5, 1)),)),
    Holiday(_("端午节"), (Span((5, 27), (6, 27)),), since=2008),
    # In some years it falls into the days of the National Day, which are one more then.
    Holiday(_("中秋节"), (Span((9, 6), (9, 30)), Span((10, 1), (10, 9), days=8)), since=2008),
    Holiday(_("国庆节"), (Span((10, 1), (10, 3), days=3),)),
)


def holidays_missing(year: int, days_off: Set[dt.date]) -> list[str]:
    """The holidays that have no days off in a year yet; none once its arrangement is entered."""
    return [
        str(holiday.name)
        for holiday in HOLIDAYS
        if year >= holiday.since and not any(span.is_in(year, days_off) for span in holiday.spans)
    ]
