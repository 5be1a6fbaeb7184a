"""Applicants, invited officers, rosters of other units and moves, while a unit is merged: real processes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter

import pytest
from django.utils import timezone

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.verification import actions, tasks
from subsidies.verification.models import Transfer
from talent.accounts.actions import accept, invite
from talent.accounts.models import StaffRole
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.employers import actions as rosters
from talent.employers.models import Roster, RosterEntry
from talent.profiles import actions as profiles
from talent.profiles.models import Employment
from talent.workflow.refusals import ActionRefused
from tests.factories import make_applicant, make_employer, make_identity_number, make_person, make_user
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
from tests.talent.employers.rosters import commit, hr_of, preview

__all__ = ["administrators", "nothing_goes_on_at_a_merged_unit", "successors", "units"]

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_mergers_of_several_units_and_of_a_successor_wait_for_nobody_in_a_circle(units, successors, administrators):
    mergers = [
        [(unit, into), (make_employer(), make_employer()), (make_employer(), make_employer()), (into, make_employer())]
        for unit, into in zip(units, successors, strict=True)
    ]
    officers = [hr_of(unit) for few in mergers for unit, _into in few]
    outcomes = race(lambda process, turn: merge(*mergers[turn][process], administrators[process]), rounds=ROUNDS)
    served = StaffRole.objects.in_force().filter(user__in=officers)
    assert (outcomes["done"], served.count()) == (merged([unit for few in mergers for unit, _into in few]), 4 * ROUNDS)


def test_an_application_that_is_submitted_meanwhile_waits_for_the_successor(
    office: Office, units, successors, administrators
):
    drafts = [office.draft(ready_person(unit)) for unit in units]
    disputed = [[office.submitted(ready_person(unit)) for _ in range(2)] for unit in units]
    for case in (case for few in disputed for case in few):
        by = hr_of(case.person.employment.employer)
        actions.dispute(case, by=by, submission=latest(case), reason="contract_differs", comment="")

    def act(process: int, turn: int) -> None:
        if process == 0:
            cases.submit(drafts[turn], by=drafts[turn].person.user)
        elif process < 3:
            case = disputed[turn][process - 1]
            cases.answer_dispute(case, by=case.person.user)
        else:
            merge(units[turn], successors[turn], administrators[process])

    outcomes = race(act, rounds=ROUNDS)
    asked = Counter(Application.objects.values_list("employer", "status"))
    assert (outcomes, asked) == (
        Counter(done=4 * ROUNDS),
        Counter({(into.pk, "awaiting_employer"): 3 for into in successors}),
    )


def test_who_enters_the_unit_meanwhile_is_with_the_successor(units, successors, administrators):
    people = [[make_person(), make_applicant(make_employer()), make_applicant(unit)] for unit in units]

    def act(process: int, turn: int) -> None:
        if process < 3:
            person = people[turn][process]
            said = {"hired_on": dt.date(2026, 7, 1), "contract_months": 36, "insured_months": 4}
            profiles.save_employment(person, by=person.user, employer=units[turn], **said)
        else:
            merge(units[turn], successors[turn], administrators[process])

    outcomes = race(act, rounds=ROUNDS)
    assert outcomes == Counter(done=4 * ROUNDS)
    at = Counter(Employment.objects.values_list("employer", "hired_by"))
    assert at == Counter({(into.pk, unit.pk): 3 for unit, into in zip(units, successors, strict=True)})


def test_an_officer_who_accepts_meanwhile_looks_after_the_successor(units, successors, administrators):
    by = make_user(Role.ADMINISTRATOR)

    def invited(name: str, **where: object) -> str:
        number = make_identity_number(dt.date(1985, 3, 4))
        email = f"{uuid.uuid4()}@example.com"
        return invite(by=by, name=name, identity_number=number, email=email, role=Role.HR_OFFICER, **where).token

    tokens = [[invited("新人事", employer=unit) for _ in range(3)] for unit in units]

    def act(process: int, turn: int) -> None:
        if process < 2:
            accept(tokens[turn][process], by=None, password="correct horse battery staple")
        else:
            merge(units[turn], successors[turn], administrators[process])

    race(act, rounds=ROUNDS)
    served = Counter(StaffRole.objects.in_force().filter(role=Role.HR_OFFICER).values_list("employer", flat=True))
    assert (merged(units), served) == (ROUNDS, Counter({into.pk: 2 for into in successors}))


def test_a_move_that_is_taken_back_meanwhile_leads_to_the_successor(units, successors, administrators):
    to = make_employer()
    people, officers = [make_applicant(unit) for unit in units], [hr_of(unit) for unit in units]
    moves = [
        actions.transfer(person, by=by, pk=uuid.uuid4(), to_employer=to, moved_on=clock.today())
        for person, by in zip(people, officers, strict=True)
    ]
    receiving = [hr_of(to) for _ in range(2)]

    def act(process: int, turn: int) -> None:
        if process < 2:
            actions.withdraw_transfer(moves[turn], by=receiving[process])
        else:
            merge(units[turn], successors[turn], administrators[process])

    outcomes = race(act, rounds=ROUNDS)
    at = [Employment.objects.get(person=person).employer for person in people]
    assert (outcomes["done"], Transfer.objects.in_force().count(), at) == (2 * ROUNDS, 0, successors)


def test_who_is_listed_by_another_unit_goes_to_the_one_that_goes_on_for_it(administrators, group, above):
    here, there = ([make_employer(parent=group) for _ in range(ROUNDS)] for _ in range(2))
    successors = [make_employer(parent=group) for _ in range(ROUNDS)]
    people = [make_applicant(unit) for unit in there]
    for unit, person in zip(there, people, strict=True):
        commit(unit, proving_row(person), by=above)
    RosterEntry.objects.update(effective_at=timezone.now() - dt.timedelta(days=2))
    lists = [
        rosters.commit(preview(unit, proving_row(person), by=above), by=above, arrivals_on=clock.today())
        for unit, person in zip(here, people, strict=True)
    ]

    def act(process: int, turn: int) -> None:
        if process < 2:
            tasks.verify_by_committed_roster.func(str(lists[turn].pk))
        else:
            merge(here[turn], successors[turn], administrators[process])

    race(act, rounds=ROUNDS)
    for roster in lists:
        tasks.verify_by_committed_roster.func(str(roster.pk))
    at = [Employment.objects.get(person=person).employer for person in people]
    assert (at, Transfer.objects.count()) == (successors, ROUNDS)
    assert RosterEntry.objects.in_force().count() == ROUNDS


def test_a_roster_is_taken_back_before_a_merger_or_after_it(units, successors, administrators):
    people = [make_applicant(unit) for unit in units]
    officers = [[hr_of(unit) for _ in range(2)] for unit in units]
    for unit, person, few in zip(units, people, officers, strict=True):
        commit(unit, proving_row(person), by=few[0])
    Roster.objects.update(committed_at=timezone.now() - dt.timedelta(days=2))
    lists = [
        commit(unit, proving_row(person, months=9), by=few[0])
        for unit, person, few in zip(units, people, officers, strict=True)
    ]

    def act(process: int, turn: int) -> None:
        if process < 2:
            actions.take_back_roster(lists[turn], by=officers[turn][process])
        else:
            merge(units[turn], successors[turn], administrators[process])

    race(act, rounds=ROUNDS, refusals=ActionRefused)
    counting = list(RosterEntry.objects.in_force().values_list("employer", "insured_months"))
    assert sorted(counting) == sorted((into.pk, 4) for into in successors)
