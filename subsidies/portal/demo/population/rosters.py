"""Rosters by which the employers confirm who is still there before the next instalments fall due."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from subsidies.payments import actions as payments
from subsidies.portal.demo.agenda import Agenda
from subsidies.portal.demo.graduates import full_months
from subsidies.portal.demo.population.instalments import Coming, Instalments
from subsidies.portal.demo.rows import Rows
from subsidies.portal.demo.staff import Staff
from subsidies.verification.models import Departure, EmploymentConfirmation
from talent.calendars import clock
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.workflow import ROSTER

EVERY = 56
"""Days between two rosters: with the month between two payment batches less than a confirmation counts."""
LAST = 24
"""Days ago on which the latest were imported."""
UPLOADED, MINUTES_APART, SETTLED = dt.time(9, 20), 7, dt.time(13, 30)
LEAVES = 0.02


@dataclass(slots=True)
class Rosters:
    """The employers' calendar of rosters."""

    chance: Random
    agenda: Agenda
    rows: Rows
    staff: Staff
    instalments: Instalments
    _in_force: dict[UUID, UUID] = field(default_factory=dict)
    """The entry in force of each person."""
    _left: set[UUID] = field(default_factory=set)
    _listed: defaultdict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def plan(self, first_on: dt.date, today: dt.date) -> None:
        """Put every roster since a day on the agenda."""
        for ago in range(LAST, (today - first_on).days, EVERY):
            self.agenda.add_on(today - dt.timedelta(days=ago), UPLOADED, self._import_all)

    def finish(self, today: dt.date) -> None:
        """Hold what is not paid yet to those who have left: only now do all their instalments stand in the database."""
        with clock.moved_to(today - dt.timedelta(days=LAST), at=SETTLED):
            payments.settle_departures()

    def _import_all(self, at: dt.datetime) -> None:
        """One roster of each employer of whose people an instalment falls due soon."""
        by_employer: defaultdict[Employer, dict[UUID, Coming]] = defaultdict(dict)
        for coming in self.instalments.coming(until=clock.day_of(at) + dt.timedelta(days=EVERY)):
            if coming.person.pk not in self._left:
                by_employer[coming.graduate.employer][coming.person.pk] = coming
        for number, (employer, people) in enumerate(by_employer.items()):
            self._import(employer, list(people.values()), at + dt.timedelta(minutes=number * MINUTES_APART))

    def _import(self, employer: Employer, people: list[Coming], at: dt.datetime) -> None:
        by, committed_at = self.staff.hr_of(employer), at + dt.timedelta(minutes=4)
        known = self._listed[employer.pk]
        again = [self._in_force[each.person.pk] for each in people if each.person.pk in self._in_force]
        absent = len(known - {each.person.pk for each in people})
        counts = {"good_count": len(people), "bad_count": 0, "new_count": len(people) - len(again)}
        counts |= {"changed_count": len(again), "unchanged_count": 0, "absent_count": absent}
        after = ROSTER.target("commit", ROSTER.initial)
        day = clock.day_of(at)
        roster = Roster(
            employer=employer,
            status=after,
            file_name=f"{employer.short_name}在职确认名单{day:%Y%m}.xlsx",
            sha256=hashlib.sha256(f"{employer.credit_code} {day}".encode()).hexdigest(),
            sheet_name="在职确认",
            uploaded_by=by,
            uploaded_at=at,
            committed_by=by,
            committed_at=committed_at,
            **counts,
        )
        self.rows.write()
        RosterEntry.objects.filter(pk__in=again).update(replaced_at=committed_at, replaced_by=roster.pk)
        self.rows.add(roster)
        self.rows.note("roster.preview", roster, by=by, at=at, status=("", ROSTER.initial), detail=counts)
        self.rows.note("roster.commit", roster, by=by, at=committed_at, status=(ROSTER.initial, after), detail=counts)
        confirmed = sum(self._list(roster, coming, row) for row, coming in enumerate(people, 2))
        gone = [each.person.pk for each in people if each.person.pk in self._left]
        before = EmploymentConfirmation.objects.in_force().filter(person__in=gone, employer=employer)
        detail = {"confirmed": confirmed, "taken_back": before.update(withdrawn_at=committed_at)}
        self.rows.note("roster.confirmed", roster, by=None, at=committed_at, detail=detail)

    def _list(self, roster: Roster, coming: Coming, row_number: int) -> bool:
        """One row of a roster; whether it confirms that the person is still there."""
        graduate, person, at = coming.graduate, coming.person, roster.committed_at
        day = clock.day_of(roster.uploaded_at)
        leaves = self.chance.random() < LEAVES
        entry = RosterEntry(
            roster=roster,
            employer=roster.employer,
            row_number=row_number,
            name=graduate.name,
            identity_number=graduate.identity_number,
            hired_on=graduate.hired_on,
            contract_months=graduate.contract_months,
            open_ended=graduate.contract_months is None,
            works_in_city=True,
            insured_months=full_months(graduate.hired_on, day),
            left_on=day - dt.timedelta(days=self.chance.randrange(5, 60)) if leaves else None,
            effective_at=at,
        )
        self.rows.add(entry)
        self._in_force[person.pk] = entry.pk
        self._listed[roster.employer_id].add(person.pk)
        if entry.left_on is not None:
            self._left.add(person.pk)
            said = {"left_on": entry.left_on, "stated_on": day, "roster_entry": entry}
            self.rows.add(Departure(person=person, employer=roster.employer, **said))
            return False
        self.rows.add(
            EmploymentConfirmation(person=person, employer=roster.employer, confirmed_on=day, roster_entry=entry)
        )
        return True
