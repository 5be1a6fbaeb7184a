"""The population: so many people, when each of them applies, and everything that follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random
from uuid import UUID

from subsidies.portal.demo.city import City
from subsidies.portal.demo.population.cases import Case
from subsidies.portal.demo.population.course import HOME_FROM, HOME_MINUTES, Course
from subsidies.portal.demo.population.instalments import Instalments
from subsidies.portal.demo.population.notices import Notices
from subsidies.portal.demo.population.payments import Payments
from subsidies.portal.demo.population.people import People
from subsidies.portal.demo.population.profiles import Entering
from subsidies.portal.demo.population.rosters import Rosters
from talent.calendars import clock
from talent.profiles.models import Institution

DAYS = 800
"""How far the past reaches back."""
RECENT_DAYS = 30
BY_MONTH = (7, 4, 8, 7, 6, 5, 3, 3, 4, 13, 20, 13)
"""How many apply in each month: most when those who came in July have been insured for three months."""


@dataclass(slots=True)
class Population:
    """Everybody beside the showcase."""

    city: City
    size: int
    people: People = field(init=False)
    course: Course = field(init=False)
    notices: Notices = field(init=False)
    instalments: Instalments = field(init=False)
    _rosters: Rosters = field(init=False)
    _open: dict[UUID, Case] = field(default_factory=dict)
    _arrivals: Iterator[dt.datetime] = field(init=False)

    def __post_init__(self) -> None:
        city, agenda = self.city, self.city.agenda
        first_on = city.today - dt.timedelta(days=DAYS)
        institutions = {each.name: each for each in Institution.objects.all()}
        rows = city.rows
        city.budget.carried.append(lambda last, this: self.instalments.carry(last, this))
        self.people = People(city.chance, city.words, city.identities, city.employers, institutions)
        self.instalments = Instalments(agenda, rows)
        self.notices = Notices(agenda, rows, city.staff, city.papers, self.instalments, city.budget, self._forget)
        self.course = Course(city.chance, agenda, city.staff, self.notices)
        payments = Payments(city)
        rosters = self._rosters = Rosters(city.chance, agenda, rows, city.staff, self.instalments)
        for calendar in (self.notices, rosters, payments):
            calendar.plan(first_on, city.today)
        self._arrivals = iter(self._instants(first_on))
        self._await_next()

    def finish(self) -> None:
        """Write what the end of the demo's past leaves open."""
        for case in self._open.values():
            case.finish()
        self._open.clear()
        self.instalments.finish()
        self.city.rows.write()
        self._rosters.finish(self.city.today)

    def _await_next(self) -> None:
        """Only the next person is on the agenda, so that not all of them are in memory at once."""
        if (at := next(self._arrivals, None)) is not None:
            self.city.agenda.add(at, self._arrive)

    def _arrive(self, at: dt.datetime) -> None:
        graduate = self.people.draw(clock.day_of(at))
        entering = Entering(self.city.rows, self.city.papers, at)
        owner = entering.enter(graduate)
        case = Case(owner, self.city.rows, at=entering.at)
        self._open[case.shell.pk] = case
        self.course.begin(case, entering.at)
        self._await_next()

    def _forget(self, case: Case) -> None:
        del self._open[case.shell.pk]

    def _instants(self, first_on: dt.date) -> list[dt.datetime]:
        """When each of them comes: a share of late, so that every desk has work; the others by the time of year."""
        chance, today = self.city.chance, self.city.today
        recent = min(self.size // 3, 60 + self.size // 20)
        late = [today - dt.timedelta(days=n) for n in range(RECENT_DAYS, 0, -1)]
        early = [first_on + dt.timedelta(days=n) for n in range(DAYS - RECENT_DAYS)]
        heights = list(accumulate(BY_MONTH[day.month - 1] for day in early))
        days = [*chance.choices(early, cum_weights=heights, k=self.size - recent), *chance.choices(late, k=recent)]
        return sorted(clock.instant(day, HOME_FROM) + self._within(chance) for day in days)

    def _within(self, chance: Random) -> dt.timedelta:
        return dt.timedelta(seconds=chance.randrange((HOME_MINUTES - 60) * 60))
