"""Where the showcase plays: its acts stand on the city's agenda, each on its day, with the clock standing still."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from subsidies.portal.demo.city import City
from subsidies.portal.demo.errands import run_errands
from talent.calendars import clock


@dataclass(frozen=True, slots=True)
class Stage:
    """Puts acts on the agenda."""

    city: City

    def act(self, days_ago: int, at: dt.time, do: Callable[[], object]) -> None:
        """Have something done so many days ago."""
        self.act_on(self.city.today - dt.timedelta(days=days_ago), at, do)

    def act_on(self, day: dt.date, at: dt.time, do: Callable[[], object]) -> None:
        """Have something done on a day, and what it leaves to the worker right after it."""

        def act(_instant: dt.datetime) -> None:
            self.city.rows.write()
            with clock.moved_to(day, at=at):
                do()
                run_errands()

        self.city.agenda.add_on(day, at, act)
