"""The demo's appropriations: one line a year, carried over in January, an addition, and a slip that was put right."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import F

from subsidies.applications.models import Award
from subsidies.budget import actions
from subsidies.budget.kinds import MOVES, EntryKind, Programme
from subsidies.budget.models import BudgetEntry, BudgetLine
from subsidies.payments.actions import close_line
from subsidies.portal.demo.agenda import Agenda
from subsidies.portal.demo.rows import Rows
from subsidies.portal.demo.staff import Staff
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused

SUBJECT = "2080799 其他就业补助支出"
YUAN_A_PERSON, AT_LEAST = 25_000, 100
OPENED, CLOSED, ENTERED = dt.time(0, 1), dt.time(16, 45), dt.time(10, 15)
CLOSES_ON = (1, 6)
SLIP_AGO, ADDED_AGO = 45, 43
SLIP_YUAN, ADDED_YUAN = 5_000_000, 500_000


@dataclass(slots=True)
class Budget:
    """The line of each year, and what is set aside on it."""

    agenda: Agenda
    rows: Rows
    staff: Staff
    people: int
    carried: list[Callable[[BudgetLine, BudgetLine], object]] = field(default_factory=list)
    """Who has to know that one line was carried into another."""
    _lines: dict[int, BudgetLine] = field(default_factory=dict)

    def plan(self, first_on: dt.date, today: dt.date) -> None:
        """Put every year on the agenda."""
        for year in range(first_on.year, today.year + 1):
            opened_on = max(dt.date(year, 1, 1), first_on)
            self.agenda.add_on(opened_on, OPENED, self._open)
            if year > first_on.year:
                self.agenda.add_on(dt.date(year, *CLOSES_ON), CLOSED, self._close)
        self.agenda.add_on(today - dt.timedelta(days=SLIP_AGO), ENTERED, self._slip)
        self.agenda.add_on(today - dt.timedelta(days=ADDED_AGO), ENTERED, self._add)

    def line(self, day: dt.date) -> BudgetLine:
        """The line on which money is set aside on a day."""
        return self._lines[day.year]

    def reserve(self, awards: Iterable[Award], at: dt.datetime) -> None:
        """Set aside what these awards come to, many in one step."""
        line, kind = self.line(clock.day_of(at)), EntryKind.RESERVE
        source, target = MOVES[kind]
        yuan = 0
        for award in awards:
            award.budget_line = line
            amount = award.amount_yuan or 0
            yuan += amount
            entry = BudgetEntry(
                line=line,
                kind=kind,
                from_account=source,
                to_account=target,
                yuan=amount,
                subject_kind=award._meta.label_lower,
                subject_id=award.pk,
                words=award.decision.application.number,
                entered_at=at,
            )
            self.rows.add(entry)
        moved = BudgetLine.objects.filter(pk=line.pk)
        moved.update(available_yuan=F("available_yuan") - yuan, reserved_yuan=F("reserved_yuan") + yuan)

    def _open(self, at: dt.datetime) -> None:
        day = clock.day_of(at)
        with clock.moved_to(day, at=OPENED):
            self._lines[day.year] = actions.open_line(
                by=self.staff["finance3"],
                pk=uuid.uuid4(),
                fiscal_year=day.year,
                programme=Programme.LIVING,
                document_number=f"长财预〔{day.year}〕18号（样例）",
                subject=SUBJECT,
                yuan=YUAN_A_PERSON * (self.people + AT_LEAST),
            )

    def _close(self, at: dt.datetime) -> None:
        """Close last year's line, or try again the next day where a batch is still on its way."""
        self.rows.write()
        day = clock.day_of(at)
        last, this = self._lines[day.year - 1], self._lines[day.year]
        try:
            with clock.moved_to(day, at=CLOSED):
                close_line(last, by=self.staff["finance4"], into=this)
        except ActionRefused:
            self.agenda.add_on(day + dt.timedelta(days=1), CLOSED, self._close)
            return
        for tell in self.carried:
            tell(last, this)

    def _slip(self, at: dt.datetime) -> None:
        day, line, by = clock.day_of(at), self.line(clock.day_of(at)), self.staff["finance3"]
        with clock.moved_to(day, at=ENTERED):
            words = f"长财预〔{day.year}〕77号（样例）"
            actions.appropriate(line, by=by, pk=uuid.uuid4(), kind=EntryKind.APPROPRIATE, yuan=SLIP_YUAN, words=words)
            wrong = line.entries.get(words=words)
            actions.reverse_entry(wrong, by=by, words="金额多录一位，冲销后重新登记")

    def _add(self, at: dt.datetime) -> None:
        day = clock.day_of(at)
        with clock.moved_to(day, at=ENTERED):
            words = f"长财预〔{day.year}〕77号（样例）"
            actions.appropriate(
                self.line(day),
                by=self.staff["finance3"],
                pk=uuid.uuid4(),
                kind=EntryKind.APPROPRIATE,
                yuan=ADDED_YUAN,
                words=words,
            )
