"""The population's instalments: made with the award, due one after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from subsidies.applications.models import Award
from subsidies.budget.models import BudgetLine
from subsidies.payments.models import Instalment
from subsidies.payments.queries.copies import living_version_of
from subsidies.payments.workflow import INSTALMENT
from subsidies.policy import schedule
from subsidies.portal.demo.agenda import Agenda
from subsidies.portal.demo.graduates import Graduate
from subsidies.portal.demo.rows import Rows
from talent.calendars import clock
from talent.profiles.models import Person

NIGHTLY = dt.time(0, 5)


@dataclass(slots=True)
class Coming:
    """An instalment that is not due yet."""

    row: Instalment
    person: Person
    graduate: Graduate


@dataclass(slots=True)
class Instalments:
    """Keeps what is not due; a row is written when it falls due, or when the demo's past ends."""

    agenda: Agenda
    rows: Rows
    _coming: dict[object, Coming] = field(default_factory=dict)

    def schedule(self, award: Award, graduate: Graduate, at: dt.datetime) -> None:
        """Make the instalments of a living award."""
        plan = schedule.instalment_plan(
            award.amount_yuan or 0, granted_on=award.granted_on, version=living_version_of(award)
        )
        self.rows.note("award.scheduled", award, by=None, at=at, detail={"instalments": len(plan)})
        for part in plan:
            row = Instalment(
                award=award,
                sequence=part.sequence,
                due_on=part.due_on,
                amount_yuan=part.amount_yuan,
                budget_line=award.budget_line,
            )
            self._coming[row.pk] = Coming(row, award.person, graduate)
            due_at = max(clock.instant(part.due_on, NIGHTLY), at)
            self.agenda.add(due_at, lambda at, key=row.pk: self._fall_due(key, at))  # type: ignore[misc]

    def coming(self, *, until: dt.date) -> Iterator[Coming]:
        """Those that fall due by a day, in the order in which they were made."""
        return (coming for coming in self._coming.values() if coming.row.due_on <= until)

    def carry(self, last: BudgetLine, this: BudgetLine) -> None:
        """What stood on last year's line stands on this year's."""
        for coming in self._coming.values():
            if coming.row.budget_line_id == last.pk:
                coming.row.budget_line = this

    def finish(self) -> None:
        """Write those that are not due yet."""
        self.rows.add(*(coming.row for coming in self._coming.values()))
        self._coming.clear()

    def _fall_due(self, key: object, at: dt.datetime) -> None:
        row = self._coming.pop(key).row
        after = INSTALMENT.target("fall_due", INSTALMENT.initial)
        due = Instalment(
            id=row.pk,
            award_id=row.award_id,
            sequence=row.sequence,
            due_on=row.due_on,
            amount_yuan=row.amount_yuan,
            budget_line=row.budget_line,
            status=after,
        )
        self.rows.add(due)
        self.rows.note("instalment.fell_due", due, by=None, at=at, status=(INSTALMENT.initial, after))
