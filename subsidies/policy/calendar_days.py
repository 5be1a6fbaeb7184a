"""Months, completed years and school years, as `1-domain.md` ("Exact meanings") defines them.

Days are `datetime.date`. Arithmetic that would leave the calendar stops at its last day, 9999-12-31,
so that a register's "never" (9999-12-31) is an ordinary day here and no rule can raise.
"""

from calendar import monthrange
from datetime import MAXYEAR, date
from functools import lru_cache

_FIRST_MONTH_OF_SCHOOL_YEAR = 9  # it begins on 1 September and ends on 31 August


@lru_cache(maxsize=1 << 14)
def add_months(day: date, months: int) -> date:
    """Give `day` plus `months` (>= 0) calendar months, the day clamped to the month's end.

    31 August + 6 months is 28 or 29 February.
    """
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    month = month_index + 1
    if day.day <= 28:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def is_within_months(day: date, *, start: date, months: int) -> bool:
    """Say whether `day` is at most `months` calendar months after `start`; any earlier day is."""
    return day <= add_months(start, months)


def completed_years(born_on: date, on: date) -> int:
    """Give the age on a day in completed years; negative before birth.

    Someone born on 29 February completes a year on 1 March in common years.
    """
    month, birth_month = on.month, born_on.month
    before_birthday = month < birth_month or (month == birth_month and on.day < born_on.day)
    return on.year - born_on.year - before_birthday


def school_year(on: date) -> int:
    """Give the year of the 1 September that follows `on`, or of the same year on or before 31 August."""
    return on.year + (on.month >= _FIRST_MONTH_OF_SCHOOL_YEAR)


def age_in_school_year(born_on: date, year: int) -> int:
    """Give the age in completed years on 31 August of a school year.

    A child born on 31 August has its birthday that day; one born on 1 September is still a year younger.
    """
    return year - born_on.year - (born_on.month >= _FIRST_MONTH_OF_SCHOOL_YEAR)
