"""Changing the calendar and moving the demo's day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from talent.audit import events as audit
from talent.audit.models import AuditEvent
from talent.calendars import clock, working_days
from talent.calendars.following import follow
from talent.calendars.models import CalendarDay, CalendarEdition, DemoClock
from talent.calendars.official_days import OfficialDay
from talent.calendars.pasted_days import PastedDay
from talent.workflow.refusals import ActionRefused

if TYPE_CHECKING:
    from talent.accounts.models import User

MAX_DAYS_AHEAD = 3660


@transaction.atomic
def set_day(date: dt.date, *, is_working: bool, name: str, source: str, by: User) -> CalendarDay:
    """Enter a day, or replace what the calendar says about it."""
    _new_edition()
    before = CalendarDay.objects.filter(date=date).values_list("is_working", flat=True).first()
    was_working = _were_working([date])
    day, _created = CalendarDay.objects.update_or_create(
        date=date, defaults={"is_working": is_working, "name": name, "source": source}
    )
    detail = {"date": date, "is_working": is_working, "was_working": before, "source": source}
    audit.record("calendar.day_set", day, by=by, detail=detail)
    follow(was_working, by=by)
    return day


@transaction.atomic
def set_days(days: Sequence[PastedDay], *, source: str, by: User) -> int:
    """Enter several days at once, or replace what the calendar says about them; returns how many changed.

    What is there already, word for word, stays and is not logged.
    """
    _new_edition()
    known = {day.date: day for day in CalendarDay.objects.filter(date__in=[day.date for day in days])}
    changed = [day for day in days if not _says_the_same(known.get(day.date), day, source)]
    was_working = _were_working([day.date for day in changed])
    for day in changed:
        said = {"is_working": day.is_working, "name": day.name, "source": source}
        CalendarDay.objects.update_or_create(date=day.date, defaults=said)
    if changed:
        listed = [
            {
                "date": day.date,
                "is_working": day.is_working,
                "was_working": known[day.date].is_working if day.date in known else None,
            }
            for day in changed
        ]
        audit.record("calendar.days_set", None, by=by, detail={"days": listed, "source": source})
        follow(was_working, by=by)
    return len(changed)


@transaction.atomic
def add_official_days(days: Sequence[OfficialDay], *, by: User | None) -> int:
    """Enter those days of which the table says nothing; returns how many. What officers entered stays."""
    _new_edition()
    known = set(CalendarDay.objects.values_list("date", flat=True))
    wanted = [day for day in days if day.date not in known]
    was_working = _were_working([day.date for day in wanted])
    CalendarDay.objects.bulk_create(
        CalendarDay(date=day.date, is_working=day.is_working, name=day.name, source=day.source) for day in wanted
    )
    years = sorted({day.date.year for day in wanted})
    if years:
        audit.record("calendar.years_added", None, by=by, detail={"years": years, "days": len(wanted)})
        follow(was_working, by=by)
    return len(wanted)


@transaction.atomic
def move_clock(to: dt.date, *, by: User) -> int:
    """Move the demo's day forward to ``to``; returns by how many days.

    Raises:
        ActionRefused: there is no demo clock, ``to`` is not after the portal's day, or more than ten years ahead.
    """
    row = _locked_clock()
    today = clock.today()
    if to <= today:
        raise ActionRefused(_("日期只能往后调整。"))
    ahead = (to - clock.real_today()).days
    if ahead > MAX_DAYS_AHEAD:
        raise ActionRefused(_("最多只能调整到十年以后。"))
    audit.record("demo_clock.moved", None, by=by, detail={"from": today, "to": to})
    row.days_ahead = ahead
    row.save(update_fields=["days_ahead"])
    return (to - today).days


@transaction.atomic
def reset_clock(*, by: User) -> None:
    """Put the demo's day back to the true one.

    Raises:
        ActionRefused: there is no demo clock, or something was recorded on a later day: going back would put the
            events of one case in the wrong order.
    """
    row = _locked_clock()
    if not row.days_ahead:
        raise ActionRefused(_("当前日期就是真实日期，无需恢复。"))
    if AuditEvent.objects.from_day(clock.real_today() + dt.timedelta(days=1)).exists():
        raise ActionRefused(_("调整日期后已经办理过业务，恢复日期会使办理先后颠倒。如需重新开始，请清空演示数据。"))
    row.days_ahead = 0
    row.save(update_fields=["days_ahead"])
    audit.record("demo_clock.reset", None, by=by)


def _locked_clock() -> DemoClock:
    if not settings.DEMO_CLOCK:
        raise ActionRefused(_("只有演示环境可以调整日期。"))
    DemoClock.objects.get_or_create(id=1)
    return DemoClock.objects.select_for_update().get(id=1)


def _were_working(days: Iterable[dt.date]) -> dict[dt.date, bool]:
    """Whether each day was worked before it is entered; the edition's lock keeps others from entering meanwhile."""
    before = working_days.Calendar.as_stored()
    return {day: before.is_working(day) for day in days}


def _says_the_same(known: CalendarDay | None, day: PastedDay, source: str) -> bool:
    said = (day.is_working, day.name, source)
    return known is not None and (known.is_working, known.name, known.source) == said


def _new_edition() -> None:
    """Tell every process that the days change; the row's lock lets one officer change them at a time."""
    CalendarEdition.objects.update_or_create(id=1, defaults={"token": uuid.uuid4()})
    working_days.forget()
    transaction.on_commit(working_days.forget)
