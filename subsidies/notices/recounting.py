"""The last day of a running notice follows the calendar, and never comes earlier than was published."""

from __future__ import annotations

from subsidies.notices.models import PublicNotice
from talent.audit import events as audit
from talent.calendars.following import CalendarChange


def follow_calendar(change: CalendarChange) -> None:
    """Prolong each notice that has not run its working days on the day that was published as its last."""
    running = PublicNotice.objects.published().select_for_update().order_by("drawn_up_at", "number")
    for notice in running:
        _prolong(notice, change)


def _prolong(notice: PublicNotice, change: CalendarChange) -> None:
    assert notice.published_on is not None  # the database holds it
    assert notice.ends_on is not None
    before, last = notice.ends_on, change.after.add(notice.published_on, notice.working_days)
    if last <= before:
        return
    notice.ends_on = last
    notice.save(update_fields=["ends_on"])
    detail = {"number": notice.number, "ended_on": before, "ends_on": last}
    audit.record("notice.prolonged", notice, by=change.by, detail=detail)
