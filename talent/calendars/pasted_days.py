"""Days off and make-up days as people paste them: one a line, or in the words of the State Council's notice.

``2027-01-01，放假，元旦`` or ``国庆节：10月1日（周五）至8日（周五）放假调休，共8天。9月26日（周日）上班。``
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

YEARS = range(2004, 2101)
LONGEST_STRETCH = 31
MOST_DAYS = 400
LONGEST_NAME = 40
WEEKDAYS = "一二三四五六日"
KINDS = {"off": "放假", "worked": "上班"}
"""How the notices call a day off and a day worked, in messages of every language."""
NOTICE_EXAMPLE, DAY_EXAMPLE = "国庆节：10月1日至8日放假，9月28日、10月12日上班", "2027-01-01，放假，元旦"
"""The two ways of writing a line, for hints: what is pasted is Chinese, whatever language the page speaks."""

_NUMBER = r"(?:[（(][一二三四五六七八九十\d]{1,3}[）)]、?|[一二三四五六七八九十]{1,3}[、.．]?|\d{1,2}[、.．）)](?!\d))"
_NUMBERING = re.compile(rf"^\s*{_NUMBER}\s*(?=\D)")
_HEADING = re.compile(r"^(?P<name>[^：:\d]{1,40})[：:]\s*(?P<rest>.*)$")
_NEXT_FESTIVAL = re.compile(
    rf"(?<=[。；;，,\s])(?<![、.．）)]\s)(?={_NUMBER}?\s*[^：:\d\s。；;，,（）()]{{1,20}}[：:])"
)
"""Where another festival begins on the same line: a name with a colon, after a sentence, a comma or a space."""
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DATE = re.compile(
    r"(?:(?P<year>\d{4})\s*年\s*)?(?:(?P<month>\d{1,2})\s*月\s*)?(?P<day>\d{1,2})\s*[日号]"
    r"(?:\s*[（(](?P<aside>[^）)]*)[）)])?"
)
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_TO = re.compile(r"\s*(?:至|到|[-—–~～]+)\s*")
_AND = re.compile(r"\s*[、和及与]\s*")
_KIND = re.compile(
    r"\s*[（(]?(?P<kind>放假|休息|休假|补休|上班|补班|休|班|调休上班)(?:调休|补休|公休)?\s*(?:\d{1,2}|[一二三四五六七八九十]+)?\s*天?[）)]?\s*"
)
_ASIDE = re.compile(r"[\s、]*(?:共\s*(?:\d{1,2}|[一二三四五六七八九十]+)\s*天|与周末连休|放假调休|不调休)?\s*")
_ADVICE = re.compile(r"(?:^|(?<=[。；;]))\s*鼓励[^。；;]*")
"""A sentence that only advises employers, as in the notice for 2024; the day that it names is worked."""
_ANY_DATE = re.compile(r"\d\s*[月日]|\d{4}[-/.]\d{1,2}[-/.]\d")
_AROUND = re.compile(
    r"国务院办公厅(?:关于.*)?|《?[^：:。]{0,40}节假日安排的通知》?|国办发\S*号|各[^：:。]{1,80}[：:]|经国务院批准，现将.*通知如下[。：:]?"
    r"|节假日期间，各地.*|[（(]此件公开发布[）)]"
)
"""What stands around the days in the State Council's notice: its title, number, addressees, opening and close."""
_ISSUER = "国务院办公厅"
_SIGNED_ON = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_WORKED = frozenset({"上班", "补班", "班", "调休上班"})


@dataclass(frozen=True, slots=True)
class PastedDay:
    """One day that a line names."""

    date: dt.date
    is_working: bool
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line, and what to do."""

    line: int
    text: str
    message: str


@dataclass(slots=True)
class Pasted:
    """What was read: days in their order, what could not be read, and lines that hold nothing to be read."""

    days: list[PastedDay] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    passed_over: list[int] = field(default_factory=list)


class Unreadable(ValueError):
    """A line, with what is wrong in words."""


def read_pasted(text: str, *, year: int) -> Pasted:
    """Every day of every line; ``year`` is meant where a line names none. A line with a problem gives no day."""
    found = Pasted()
    by_date: dict[dt.date, PastedDay] = {}
    before = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        after, before = before, line.strip()
        if _stands_around(before, after=after):
            found.passed_over.append(number)
            continue
        try:
            days = [PastedDay(date, working, name, number) for date, working, name in _read_line(line, year)]
            here: dict[dt.date, PastedDay] = {}
            for day in days:
                _refuse_twice(day, here.setdefault(day.date, day), by_date.get(day.date))
        except Unreadable as wrong:
            found.problems.append(Problem(number, line.strip()[:60], str(wrong)))
        else:
            by_date |= {day.date: day for day in days}
    if len(by_date) > MOST_DAYS:
        message = _("一次最多录入 %(most)d 天，请分几次粘贴。") % {"most": MOST_DAYS}
        found.problems.append(Problem(0, "", message))
    if not by_date and not found.problems:
        found.problems.append(Problem(0, "", _("没有读到放假或上班的日期，请粘贴通知里各节日的安排。")))
    found.days = sorted(by_date.values(), key=lambda day: day.date)
    return found


def _stands_around(line: str, *, after: str) -> bool:
    """Whether a line belongs to the notice but arranges no day; the day of signing follows the issuer's name."""
    if _SIGNED_ON.fullmatch(line):
        return after == _ISSUER
    return _ANY_DATE.search(line) is None and _AROUND.fullmatch(line) is not None


def _refuse_twice(day: PastedDay, here: PastedDay, before: PastedDay | None) -> None:
    """Refuse a day of which its own line, or one before it, says the opposite."""
    if here.is_working != day.is_working:
        raise Unreadable(_("%(date)s 在这一行里既放假又上班，请只留一处。") % {"date": day.date.isoformat()})
    if before is not None and before.is_working != day.is_working:
        words = {"date": day.date.isoformat(), "line": before.line}
        raise Unreadable(_("%(date)s 与第 %(line)d 行的安排不同，请只留一处。") % words)


def _read_line(line: str, year: int) -> Iterator[tuple[dt.date, bool, str]]:
    columns = [part.strip() for part in re.split(r"[,，\t;；]", line.strip())]
    if any(_ISO.fullmatch(part) or _DATE.fullmatch(part) for part in columns[2:]):
        yield from _read_words(line.strip(), "", year)
        return
    if _ISO.fullmatch(columns[0]) or (len(columns) > 1 and _KIND.fullmatch(columns[1]) and _DATE.fullmatch(columns[0])):
        yield from _read_columns(columns, year)
        return
    for festival in _NEXT_FESTIVAL.split(line.strip()):
        rest, name = _NUMBERING.sub("", festival.strip()), ""
        if heading := _HEADING.match(rest):
            name, rest = heading["name"].strip(), heading["rest"]
        yield from _read_words(rest, name, year)


def _read_columns(columns: list[str], year: int) -> Iterator[tuple[dt.date, bool, str]]:
    """Date, kind and, if given, what it is called."""
    if iso := _ISO.fullmatch(columns[0]):
        date = _day(int(iso[1]), int(iso[2]), int(iso[3]), columns[0])
    else:
        date, _month = _spelled(_DATE.fullmatch(columns[0]), year, None)
    kind = _KIND.fullmatch(columns[1]) if len(columns) > 1 else None
    if kind is None:
        raise Unreadable(_("日期后面请写“%(off)s”或“%(worked)s”。") % KINDS)
    worked = kind["kind"] in _WORKED
    yield date, worked, _named(" ".join(columns[2:]).strip(), "", worked)


def _read_words(rest: str, name: str, year: int) -> Iterator[tuple[dt.date, bool, str]]:
    """Clauses, each with its days and whether they are off or worked; days without that belong to the next clause."""
    waiting: list[dt.date] = []
    month: int | None = None
    any_day = False
    for clause in re.split(r"[,，;；。]", _ADVICE.sub("", rest)):
        days, month, tail = _days_at_start(clause, year, month)
        waiting += days
        kind = _KIND.match(tail)
        if kind and waiting and _ASIDE.fullmatch(tail[kind.end() :]):
            worked = kind["kind"] in _WORKED
            for date in waiting:
                yield date, worked, _named("", name, worked)
            waiting, any_day = [], True
        elif not _ASIDE.fullmatch(tail):
            raise Unreadable(
                _("“%(words)s”看不懂，请写明日期和“%(off)s”或“%(worked)s”。") % (KINDS | {"words": clause.strip()[:30]})
            )
    if waiting:
        raise Unreadable(_("%(date)s 没有写“%(off)s”还是“%(worked)s”。") % (KINDS | {"date": waiting[0].isoformat()}))
    if not any_day:
        raise Unreadable(_("这一行没有日期。"))


def _days_at_start(clause: str, year: int, month: int | None) -> tuple[list[dt.date], int | None, str]:
    """The days with which a clause begins, the month that the last of them names, and what follows them."""
    days: list[dt.date] = []
    at = len(clause) - len(clause.lstrip())
    while match := _DATE.match(clause, at):
        first, month = _spelled(match, year, month)
        at = match.end()
        last, to = first, _TO.match(clause, at)
        if to and (end := _DATE.match(clause, to.end())):
            last, month = _spelled(end, first.year, month)
            at = end.end()
        days += _stretch(first, last)
        joined = _AND.match(clause, at)
        at = joined.end() if joined else at
    return days, month, clause[at:]


def _stretch(first: dt.date, last: dt.date) -> list[dt.date]:
    length = (last - first).days + 1
    words = {"first": first.isoformat(), "last": last.isoformat(), "most": LONGEST_STRETCH}
    if length < 1:
        raise Unreadable(_("%(last)s 早于 %(first)s；跨年的请写明年份。") % words)
    if length > LONGEST_STRETCH:
        raise Unreadable(_("%(first)s 至 %(last)s 超过 %(most)d 天，请核对。") % words)
    return [first + dt.timedelta(days=step) for step in range(length)]


def _spelled(match: re.Match[str] | None, year: int, month: int | None) -> tuple[dt.date, int]:
    """The day that a match names, and its month; without a month it is that of the day before it."""
    assert match is not None
    named = int(match["month"]) if match["month"] else month
    if named is None:
        raise Unreadable(_("“%(words)s”没有写月份。") % {"words": match[0]})
    date = _day(int(match["year"] or year), named, int(match["day"]), match[0])
    weekday, written = WEEKDAYS[date.weekday()], _WEEKDAY.search(match["aside"] or "")
    if written and written[1].replace("天", "日") != weekday:
        words = {"date": date.isoformat(), "weekday": date_format(date, "l")}
        raise Unreadable(_("%(date)s 是%(weekday)s，与写的不一致，请核对年份和日期。") % words)
    return date, named


def _day(year: int, month: int, day: int, words: str) -> dt.date:
    if year not in YEARS:
        raise Unreadable(_("请填写 2004 年至 2100 年之间的日期。"))
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise Unreadable(_("没有“%(words)s”这一天。") % {"words": words}) from error


def _named(own: str, heading: str, worked: bool) -> str:
    """What the calendar calls a day: its own note, else the holiday's name, else what it is."""
    if own:
        return own[:LONGEST_NAME]
    if heading:
        return (f"{heading}调休上班" if worked else heading)[:LONGEST_NAME]
    return "调休上班" if worked else "放假"
