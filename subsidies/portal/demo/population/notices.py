"""Public notices of the population, some weeks apart, and what is granted when they end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from subsidies.applications.kinds import Benefit
from subsidies.applications.promises import procedure_on
from subsidies.notices.entries import entries_of
from subsidies.notices.models import PublicNotice
from subsidies.notices.numbering import next_number
from subsidies.notices.workflow import PUBLIC_NOTICE
from subsidies.portal.demo.agenda import Agenda
from subsidies.portal.demo.budget import Budget
from subsidies.portal.demo.papers import Papers
from subsidies.portal.demo.population.cases import Case
from subsidies.portal.demo.population.instalments import Instalments
from subsidies.portal.demo.rows import Rows
from subsidies.portal.demo.staff import Staff
from talent.calendars import clock
from talent.calendars.working_days import add_working_days, is_working_day

DRAWN_UP, PUBLISHED, ENDED = dt.time(9, 10), dt.time(15, 20), dt.time(0, 6)
RECENT, EVERY = (4, 18), 28
"""Days ago on which the last ones were published, and how many days lie between those before."""
ONE_DAY = dt.timedelta(days=1)


@dataclass(slots=True)
class Notices:
    """The office's calendar of notices."""

    agenda: Agenda
    rows: Rows
    staff: Staff
    papers: Papers
    instalments: Instalments
    budget: Budget
    forget: Callable[[Case], object]
    """What to do with a case that is over."""
    _waiting: list[Case] = field(default_factory=list)

    def plan(self, first_on: dt.date, today: dt.date) -> None:
        """Put every notice since a day on the agenda."""
        ago = [*RECENT, *range(RECENT[-1] + EVERY // 2, (today - first_on).days, EVERY)]
        for day in sorted(_working_day(today - dt.timedelta(days=each)) for each in ago):
            self.agenda.add_on(day, DRAWN_UP, self._publish)

    def await_next(self, case: Case) -> None:
        """A case was approved."""
        self._waiting.append(case)

    def _publish(self, at: dt.datetime) -> None:
        """Draw up a notice of everything that waits and show it the same afternoon."""
        if not self._waiting:
            return
        cases, self._waiting = sorted(self._waiting, key=lambda case: case.shell.number), []
        day, by = clock.day_of(at), self.staff["reviewer"]
        shown_at = clock.instant(day, PUBLISHED)
        notice = self._notice(at, shown_at)
        ends_on = notice.ends_on or day
        pairs = [(case.shell, decision) for case in cases for decision in case.granted()]
        self.rows.add(notice, *entries_of(notice, pairs))
        drawn = {"cases": len(cases)}
        self.rows.note("notice.draw_up", notice, by=by, at=at, status=("", PUBLIC_NOTICE.initial), detail=drawn)
        minutes = {"number": notice.number, "minutes": notice.minutes_number, "minutes_on": notice.minutes_on}
        self.rows.note("notice.approved", notice, by=by, at=at, detail=minutes)
        self.agenda.add(shown_at, lambda at: self._shown(notice, cases, at))
        self.agenda.add_on(ends_on + ONE_DAY, ENDED, lambda at: self._ended(notice, cases, at))

    def _notice(self, at: dt.datetime, shown_at: dt.datetime) -> PublicNotice:
        day, by = clock.day_of(at), self.staff["reviewer"]
        working_days = procedure_on(day).public_notice_working_days.value
        ends_on = add_working_days(day, working_days)
        ended_at = clock.instant(ends_on + ONE_DAY, ENDED)
        over = ended_at < self.agenda.until
        status = PUBLIC_NOTICE.target("publish", PUBLIC_NOTICE.initial)
        with clock.moved_to(day, at=DRAWN_UP):
            number = next_number()
        return PublicNotice(
            number=number,
            title=f"{day:%Y年%-m月}人才补贴拟发放名单公示",
            status=PUBLIC_NOTICE.target("end", status) if over else status,
            basis=PublicNotice.BASIS,
            minutes_number=f"长汽开人才会纪〔{day.year}〕{int(number[-3:])}号（样例）",
            minutes_on=day,
            objections_to="人才办，电话 0431-00000000（样例）",
            working_days=working_days,
            drawn_up_by=by,
            drawn_up_at=at,
            published_by=by,
            published_on=clock.day_of(shown_at),
            ends_on=ends_on,
            ended_at=ended_at if over else None,
        )

    def _shown(self, notice: PublicNotice, cases: list[Case], at: dt.datetime) -> None:
        by, ends_on = self.staff["reviewer"], notice.ends_on
        if ends_on is None:
            return
        for case in cases:
            case.publish(at, by, ends_on)
        status = (PUBLIC_NOTICE.initial, PUBLIC_NOTICE.target("publish", PUBLIC_NOTICE.initial))
        detail = {"cases": len(cases), "ends_on": ends_on}
        self.rows.note("notice.publish", notice, by=by, at=at, status=status, detail=detail)

    def _ended(self, notice: PublicNotice, cases: list[Case], at: dt.datetime) -> None:
        for case in cases:
            awards = case.grant(at)
            self.budget.reserve([award for award in awards if award.benefit == Benefit.LIVING], at)
            for award in awards:
                if award.benefit == Benefit.LIVING:
                    self.instalments.schedule(award, case.owner.graduate, at)
            case.finish()
            self.forget(case)
        before = PUBLIC_NOTICE.target("publish", PUBLIC_NOTICE.initial)
        status, detail = (before, PUBLIC_NOTICE.target("end", before)), {"granted": len(cases), "held": 0}
        self.rows.note("notice.end", notice, by=None, at=at, status=status, detail=detail)


def _working_day(day: dt.date) -> dt.date:
    """The day itself or the last working day before it."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day
