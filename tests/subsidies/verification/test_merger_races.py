"""A unit that is merged while its officers, those of other units and other administrators act: real processes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter

import pytest

from subsidies.applications.models import Application
from subsidies.verification import actions, tasks
from subsidies.verification.models import EmploymentConfirmation, Transfer, Verification
from talent.accounts.models import StaffRole
from talent.calendars import clock
from talent.employers import actions as rosters
from talent.employers.actions.rosters import keep_preview, upload_of
from talent.employers.models import Employer, Roster, RosterEntry
from talent.profiles.models import Employment
from tests.factories import make_applicant, make_employer
from tests.subsidies.applications.stages import Office, latest, ready_person
from tests.subsidies.payments.racing import race
from tests.subsidies.verification.claims import proving_row
from tests.subsidies.verification.mergers import (
    ROUNDS,
    administrators,
    merge,
    merged,
    nothing_goes_on_at_a_merged_unit,
    successors,
    units,
)
from tests.talent.employers.rosters import commit, hr_of, preview, roster_file

__all__ = ["administrators", "nothing_goes_on_at_a_merged_unit", "successors", "units"]

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PEOPLE = 3


def test_a_unit_is_merged_once_into_one_successor(units, administrators):
    into = [make_employer() for _ in administrators]
    people = [make_applicant(unit) for unit in units]
    officers = [hr_of(unit) for unit in units]
    outcomes = race(lambda process, turn: merge(units[turn], into[process], administrators[process]), rounds=ROUNDS)
    assert (outcomes, merged(units)) == (Counter(done=ROUNDS, refused=3 * ROUNDS), ROUNDS)
    for unit, person, officer in zip(units, people, officers, strict=True):
        successor = Employer.objects.get(pk=unit.pk).merged_into_id
        served = list(StaffRole.objects.in_force().filter(user=officer).values_list("employer", flat=True))
        assert (Employment.objects.get(person=person).employer_id, served) == (successor, [successor])


def test_of_two_units_that_are_merged_into_each_other_one_goes_on(units, successors, administrators):
    both = list(zip(units, successors, strict=True))
    for pair in both:
        for unit in pair:
            make_applicant(unit)

    def act(process: int, turn: int) -> None:
        unit, into = both[turn] if process % 2 else both[turn][::-1]
        merge(unit, into, administrators[process])

    outcomes = race(act, rounds=ROUNDS)
    assert (outcomes, [merged(list(pair)) for pair in both]) == (
        Counter(done=ROUNDS, refused=3 * ROUNDS),
        [1] * ROUNDS,
    )


def test_a_roster_that_is_committed_meanwhile_counts_at_the_successor(
    office: Office, units, successors, administrators
):
    crowds = [[office.submitted(ready_person(unit)) for _ in range(PEOPLE)] for unit in units]
    officers = [[hr_of(unit) for _ in range(2)] for unit in units]
    lists = [
        preview(unit, *(proving_row(case.person) for case in crowd), by=few[0])
        for unit, crowd, few in zip(units, crowds, officers, strict=True)
    ]

    def act(process: int, turn: int) -> None:
        if process < 2:
            rosters.commit(lists[turn], by=officers[turn][process])
            tasks.verify_by_committed_roster.func(str(lists[turn].pk))
        else:
            merge(units[turn], successors[turn], administrators[process])

    race(act, rounds=ROUNDS)
    for unit, into in zip(units, successors, strict=True):
        if not merged([unit]):
            merge(unit, into, administrators[0])
    assert RosterEntry.objects.in_force().count() == ROUNDS * PEOPLE
    statuses = Counter(Application.objects.values_list("status", flat=True))
    assert (statuses, Verification.objects.count()) == (Counter(awaiting_review=ROUNDS * PEOPLE), ROUNDS * PEOPLE)
    assert EmploymentConfirmation.objects.in_force().count() == ROUNDS * PEOPLE


def test_what_a_roster_in_force_proves_is_verified_at_the_successor_too(
    office: Office, units, successors, administrators
):
    crowds = [[office.submitted(ready_person(unit)) for _ in range(2)] for unit in units]
    for unit, crowd in zip(units, crowds, strict=True):
        commit(unit, *(proving_row(case.person) for case in crowd))

    def act(process: int, turn: int) -> None:
        if process < 2:
            assert tasks.verify_from_roster.func(str(crowds[turn][process].pk))
        else:
            merge(units[turn], successors[turn], administrators[process])

    race(act, rounds=ROUNDS)
    assert (merged(units), Verification.objects.verified().count()) == (ROUNDS, 2 * ROUNDS)


def test_a_roster_is_previewed_before_a_merger_or_not_at_all(units, successors, administrators):
    people = [make_applicant(unit) for unit in units]
    officers = [[hr_of(unit) for _ in range(2)] for unit in units]
    files = [roster_file(proving_row(person)) for person in people]
    readings = [rosters.read(unit, file) for unit, file in zip(units, files, strict=True)]

    def act(process: int, turn: int) -> None:
        if process < 2:
            by, upload = officers[turn][process], upload_of(files[turn], file_name="花名册.xlsx")
            rosters.commit(keep_preview(units[turn], readings[turn], upload, by=by), by=by)
        else:
            merge(units[turn], successors[turn], administrators[process])

    race(act, rounds=ROUNDS)
    waiting = Roster.objects.filter(employer__in=Employer.objects.exclude(merged_into=None), status="preview")
    assert list(waiting) == []


def test_an_answer_and_a_merger_at_once_both_count(office: Office, units, successors, administrators):
    crowds = [[office.submitted(ready_person(unit)) for _ in range(PEOPLE)] for unit in units]
    officers = [[hr_of(unit) for _ in range(2)] for unit in units]
    reads = [[(case.pk, latest(case).pk) for case in crowd] for crowd in crowds]

    def act(process: int, turn: int) -> None:
        if process == 0:
            actions.verify_many(reads[turn], by=officers[turn][process])
        elif process == 1:
            for case in reversed(crowds[turn]):
                read = case.submissions.get()
                actions.dispute(case, by=officers[turn][1], submission=read, reason="not_employed", comment="")
        else:
            merge(units[turn], successors[turn], administrators[process])

    race(act, rounds=ROUNDS)
    assert merged(units) == ROUNDS
    answered = Counter(Verification.objects.values_list("outcome", flat=True))
    statuses = Counter(Application.objects.values_list("status", flat=True))
    assert statuses.total() == ROUNDS * PEOPLE
    assert (statuses["awaiting_review"], statuses["disputed"]) == (answered["verified"], answered["disputed"])
    assert EmploymentConfirmation.objects.in_force().count() == answered["verified"]


def test_whoever_is_transferred_to_a_unit_that_is_merged_is_with_the_successor_or_stayed(
    units, successors, administrators
):
    former = make_employer()
    people, officers = [make_applicant(former) for _ in units], [hr_of(former) for _ in range(2)]

    def act(process: int, turn: int) -> None:
        if process < 2:
            day = clock.today() - dt.timedelta(days=process)
            actions.transfer(people[turn], by=officers[process], pk=uuid.uuid4(), to_employer=units[turn], moved_on=day)
        else:
            merge(units[turn], successors[turn], administrators[process])

    race(act, rounds=ROUNDS)
    moved = set(Transfer.objects.values_list("person", flat=True))
    assert (merged(units), len(moved)) == (ROUNDS, Transfer.objects.count())
    at = [Employment.objects.get(person=person).employer for person in people]
    assert at == [into if person.pk in moved else former for person, into in zip(people, successors, strict=True)]


def test_whoever_is_transferred_from_a_unit_that_is_merged_is_with_one_unit(units, successors, administrators):
    to = make_employer()
    people = [[make_applicant(unit) for _ in range(2)] for unit in units]
    officers = [[hr_of(unit) for _ in range(2)] for unit in units]

    def act(process: int, turn: int) -> None:
        if process < 2:
            person, by = people[turn][process], officers[turn][process]
            actions.transfer(person, by=by, pk=uuid.uuid4(), to_employer=to, moved_on=clock.today())
        else:
            merge(units[turn], successors[turn], administrators[process])

    race(act, rounds=ROUNDS)
    moved = set(Transfer.objects.values_list("person", flat=True))
    for few, into in zip(people, successors, strict=True):
        at = [Employment.objects.get(person=person).employer for person in few]
        assert at == [to if person.pk in moved else into for person in few]
