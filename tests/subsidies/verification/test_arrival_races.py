"""Rosters of two units, a transfer by hand and a take-back at the same moment: real processes."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from subsidies.verification import actions, tasks
from subsidies.verification.models import Transfer
from talent.accounts.models import User
from talent.audit import chain
from talent.calendars import clock
from talent.employers import actions as rosters
from talent.employers.models import Employer, Roster, RosterEntry
from talent.profiles.models import Employment, Person
from talent.workflow.refusals import ActionRefused
from tests.factories import make_applicant
from tests.faults.sizes import race_rounds
from tests.subsidies.payments.racing import race
from tests.subsidies.verification.claims import proving_row
from tests.talent.employers.rosters import commit, preview

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = race_rounds(6)


@pytest.fixture(autouse=True)
def everybody_is_with_one_unit(transactional_db: None):
    """After each race: whoever is on record follows the last move, and the log holds."""
    yield
    for person in Person.objects.select_related("employment"):
        last = Transfer.objects.in_force().filter(person=person).order_by("stated_at").last()
        assert last is None or last.to_employer_id == person.employment.employer_id
    chain.link_pending()
    assert chain.verify().difference == ""


def people_of(unit: Employer) -> list[Person]:
    return [make_applicant(unit) for _ in range(ROUNDS)]


def listed_before(unit: Employer, people: list[Person], by: User) -> None:
    roster = commit(unit, *map(proving_row, people), by=by)
    RosterEntry.objects.filter(roster=roster).update(effective_at=timezone.now() - dt.timedelta(days=2))


def committed(unit: Employer, person: Person, by: User) -> Roster:
    return rosters.commit(preview(unit, proving_row(person), by=by), by=by, arrivals_on=clock.today())


def test_two_workers_record_a_roster_once(affiliates, above: User):
    people = people_of(affiliates[0])
    listed_before(affiliates[0], people, above)
    found = [committed(affiliates[1], person, above) for person in people]
    race(lambda process, turn: actions.record_arrivals(found[turn]), rounds=ROUNDS)
    assert (Transfer.objects.count(), Employment.objects.filter(employer=affiliates[1]).count()) == (ROUNDS, ROUNDS)


def test_a_transfer_by_hand_and_the_rosters_move_a_person_once(affiliates, above: User):
    people = people_of(affiliates[0])
    found = [committed(affiliates[1], person, above) for person in people]

    def act(process: int, turn: int) -> None:
        if process % 2:
            tasks.verify_by_committed_roster.func(str(found[turn].pk))
        else:
            pk, day = uuid.uuid4(), clock.today()
            actions.transfer(people[turn], by=above, pk=pk, to_employer=affiliates[1], moved_on=day)

    race(act, rounds=ROUNDS)
    assert (Transfer.objects.count(), Employment.objects.filter(employer=affiliates[1]).count()) == (ROUNDS, ROUNDS)


def test_rosters_of_both_units_at_once_move_nobody_to_and_fro(affiliates, above: User):
    people = people_of(affiliates[0])
    listed_before(affiliates[0], people, above)
    lists = [[preview(unit, proving_row(person), by=above) for person in people] for unit in affiliates]

    def act(process: int, turn: int) -> None:
        roster = rosters.commit(lists[process % 2][turn], by=above, arrivals_on=clock.today())
        tasks.verify_by_committed_roster.func(str(roster.pk))

    race(act, rounds=ROUNDS)
    moves = list(Transfer.objects.values_list("person", flat=True))
    assert len(moves) == len(set(moves))


def test_a_roster_that_is_taken_back_meanwhile_leaves_nobody_moved(affiliates, above: User):
    people = people_of(affiliates[0])
    listed_before(affiliates[0], people, above)
    listed = preview(affiliates[1], *map(proving_row, people), by=above)
    roster = rosters.commit(listed, by=above, arrivals_on=clock.today())

    def act(process: int, turn: int) -> None:
        if process:
            tasks.verify_by_committed_roster.func(str(roster.pk))
        else:
            actions.take_back_roster(roster, by=above)

    race(act, rounds=1, refusals=ActionRefused)
    assert (Transfer.objects.in_force().count(), Employment.objects.filter(employer=affiliates[0]).count()) == (
        0,
        ROUNDS,
    )
