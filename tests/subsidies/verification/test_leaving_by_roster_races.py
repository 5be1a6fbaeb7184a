"""Workers who note leavers that rosters announced, and officers who say otherwise meanwhile: real processes."""

from __future__ import annotations

from collections import Counter

import pytest

from subsidies.verification import actions
from subsidies.verification.models import Departure, EmploymentConfirmation
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.employers.models import Employer, Roster, RosterEntry
from talent.profiles.models import Person
from tests.factories import make_employer
from tests.faults.sizes import race_rounds
from tests.subsidies.payments.racing import race
from tests.subsidies.verification.claims import import_roster
from tests.subsidies.verification.moving import DAY, at
from tests.talent.employers.rosters import hr_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS, PEOPLE = race_rounds(6), 5


@pytest.fixture
def units(transactional_db: None) -> list[Employer]:
    """A unit for each round."""
    return [make_employer() for _ in range(ROUNDS)]


def announced(unit: Employer) -> tuple[Roster, list[Person]]:
    """A roster by which people leave tomorrow, and that day has come."""
    people = [at(unit) for _ in range(PEOPLE)]
    roster = import_roster(unit, *people, left_on=(clock.today() + DAY).isoformat())
    RosterEntry.objects.filter(roster=roster).update(left_on=clock.today())
    return roster, people


def test_four_workers_note_each_departure_once(units: list[Employer]):
    for unit in units:
        announced(unit)
    outcomes = race(lambda _process, _turn: actions.note_leavers(), rounds=2)
    noted = Departure.objects.count(), AuditEvent.objects.filter(verb="employment.left_by_roster").count()
    assert (outcomes, noted) == (Counter(done=8), (ROUNDS * PEOPLE,) * 2)


def test_a_roster_that_is_taken_back_meanwhile_leaves_no_leaver(units: list[Employer]):
    rosters = [announced(unit)[0] for unit in units]
    officers = [hr_of(unit) for unit in units]

    def act(process: int, turn: int) -> None:
        if process % 2:
            actions.note_leavers()
        else:
            actions.take_back_roster(rosters[turn], by=officers[turn])

    outcomes = race(act, rounds=ROUNDS)
    confirmed = EmploymentConfirmation.objects.in_force().count()
    assert (outcomes, Departure.objects.in_force().count(), confirmed) == (
        Counter(done=4 * ROUNDS), 0, ROUNDS * PEOPLE,
    )  # fmt: skip


def test_what_officers_say_of_their_people_meanwhile_is_not_said_twice(units: list[Employer]):
    people = [announced(unit)[1] for unit in units]
    officers = [hr_of(unit) for unit in units]

    def act(process: int, turn: int) -> None:
        if process % 2:
            actions.note_leavers()
        else:
            for person in people[turn]:
                actions.report_left(person, by=officers[turn], left_on=clock.today(), kind="retired")

    outcomes = race(act, rounds=ROUNDS)
    left = Departure.objects.in_force()
    assert (outcomes, left.count(), left.filter(kind="retired").count()) == (
        Counter(done=4 * ROUNDS), ROUNDS * PEOPLE, ROUNDS * PEOPLE,
    )  # fmt: skip
