"""A year of the calendar as the page shows it."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from talent.calendars import working_days
from talent.calendars.models import CalendarDay
from talent.calendars.pasted_days import PastedDay

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A day in a month's grid; ``mark`` is ``off`` (a holiday), ``work`` (a weekend day worked) or empty."""

    day: dt.date
    mark: str
    rest: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month's grid: weeks from Monday, None outside the month."""

    first: dt.date
    weeks: list[list[Cell | None]]
    working_days: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row of which the table says the same."""

    first: dt.date
    last: dt.date
    is_working: bool
    name: str
    source: str

    @property
    def length(self) -> int:
        """Its days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class PreviewedDay:
    """A pasted day beside what the calendar says about it: ``new``, ``changed`` or ``same``; ``odd`` where a
    make-up day is no weekend day, which is a slip as a rule."""

    pasted: PastedDay
    known: CalendarDay | None
    becomes: str
    odd: bool


@dataclass(frozen=True, slots=True)
class YearView:
    """A year: its months, what the table says, and whether its official arrangement is entered whole."""

    year: int
    months: list[Month]
    stretches: list[Stretch]
    covered: bool


@dataclass(frozen=True, slots=True)
class MissingYear:
    """A year whose arrangement is not entered, or not whole: then the holidays that lack their days."""

    year: int
    holidays: list[str]
    """Empty where nothing is entered at all."""


def year_view(year: int) -> YearView:
    """The calendar of ``year``."""
    months = [_month(year, number) for number in range(1, 13)]
    return YearView(year, months, _stretches(year), year in working_days.years_covered())


def preview_of(days: Sequence[PastedDay], *, source: str) -> list[PreviewedDay]:
    """What saving these days would do (one query)."""
    known = {day.date: day for day in CalendarDay.objects.filter(date__in=[day.date for day in days])}
    return [_previewed(day, known.get(day.date), source) for day in days]


def _previewed(day: PastedDay, known: CalendarDay | None, source: str) -> PreviewedDay:
    said = (day.is_working, day.name, source)
    becomes = "new" if known is None else "same" if (known.is_working, known.name, known.source) == said else "changed"
    odd = day.is_working and day.date.weekday() < _SATURDAY
    return PreviewedDay(day, known, becomes, odd)


def missing_years(today: dt.date) -> list[MissingYear]:
    """Of this year and the next, those in which working days are not certain yet."""
    entered = working_days.years_entered()
    return [
        MissingYear(year, working_days.missing_in(year) if year in entered else [])
        for year in working_days.years_missing(today, dt.date(today.year + 1, 1, 1))
    ]


def years_to_show(today: dt.date) -> list[int]:
    """The years that one can turn to: those entered since two years ago, this one and the next."""
    entered = {year for year in working_days.years_entered() if year >= today.year - 2}
    return sorted(entered | {today.year, today.year + 1})


def year_to_enter(today: dt.date) -> int:
    """The year whose days are probably entered now: this one or the next, whichever is missing first."""
    covered = working_days.years_covered()
    return next((year for year in (today.year, today.year + 1) if year not in covered), today.year + 1)


def _stretches(year: int) -> list[Stretch]:
    found: list[Stretch] = []
    for day in CalendarDay.objects.filter(date__year=year):
        said = (day.is_working, day.name, day.source)
        last = found[-1] if found else None
        if last and last.last + dt.timedelta(days=1) == day.date and (last.is_working, last.name, last.source) == said:
            found[-1] = Stretch(last.first, day.date, *said)
        else:
            found.append(Stretch(day.date, day.date, *said))
    return found


def _month(year: int, number: int) -> Month:
    weeks = [
        [_cell(day) if day.month == number else None for day in week]
        for week in calendar.Calendar().monthdatescalendar(year, number)
    ]
    worked = sum(not cell.rest for week in weeks for cell in week if cell)
    return Month(dt.date(year, number, 1), weeks, worked)


def _cell(day: dt.date) -> Cell:
    working, weekend = working_days.is_working_day(day), day.weekday() >= _SATURDAY
    mark = "work" if working and weekend else "off" if not working and working_days.is_entered(day) else ""
    return Cell(day, mark, not working)
