"""The official days off and make-up working days that ship with the portal."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import chinese_calendar
from django.conf import settings

FILE = Path("fixtures", "calendar", "official_days.csv")
SOURCE = "国务院办公厅节假日安排通知（据 chinesecalendar 1.11 整理）"

_NAMES = {
    chinese_calendar.Holiday.new_years_day: "元旦",
    chinese_calendar.Holiday.spring_festival: "春节",
    chinese_calendar.Holiday.tomb_sweeping_day: "清明节",
    chinese_calendar.Holiday.labour_day: "劳动节",
    chinese_calendar.Holiday.dragon_boat_festival: "端午节",
    chinese_calendar.Holiday.national_day: "国庆节",
    chinese_calendar.Holiday.mid_autumn_festival: "中秋节",
    chinese_calendar.Holiday.anti_fascist_70th_day: "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",
}


@dataclass(frozen=True, slots=True)
class OfficialDay:
    """A day off, or a weekend day that is worked to make up for one."""

    date: dt.date
    is_working: bool
    name: str
    source: str


def read() -> list[OfficialDay]:
    """The days in the shipped file, by date."""
    with (settings.BASE_DIR / FILE).open(encoding="utf-8", newline="") as file:
        return [
            OfficialDay(dt.date.fromisoformat(row["date"]), row["is_working"] == "1", row["name"], row["source"])
            for row in csv.DictReader(file)
        ]


def write(days: Iterable[OfficialDay]) -> None:
    """Write the shipped file."""
    with (settings.BASE_DIR / FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["date", "is_working", "name", "source"])
        writer.writerows([day.date, int(day.is_working), day.name, day.source] for day in days)


def from_library() -> Iterator[OfficialDay]:
    """The days that the package chinesecalendar knows (2004 on), by date."""
    holidays, workdays = chinese_calendar.holidays, chinese_calendar.workdays
    for date in sorted(holidays | workdays):
        holiday = chinese_calendar.Holiday((holidays | workdays)[date])
        working = date in workdays
        name = f"{_NAMES[holiday]}调休上班" if working else _NAMES[holiday]
        yield OfficialDay(date, working, name, SOURCE)
