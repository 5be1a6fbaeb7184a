"""Officers who take a roster back, others who act on what it did, all at the same moment: real processes."""

from __future__ import annotations

from collections import Counter

import pytest

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.verification import actions, tasks
from subsidies.verification.models import EmploymentConfirmation, Verification
from talent.accounts.models import User
from talent.audit import chain
from talent.audit.models import AuditEvent
from talent.employers import actions as rosters
from talent.employers.models import Employer, Roster, RosterEntry
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer
from tests.faults.sizes import race_rounds
from tests.subsidies.applications.stages import GRANT_LIVING, Office, fresh, latest, ready_person
from tests.subsidies.payments.racing import broken_off, race
from tests.subsidies.verification.claims import import_roster, proving_row
from tests.talent.employers.rosters import commit, hr_of, preview, row

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS, PEOPLE = race_rounds(8), 4


@pytest.fixture(autouse=True)
def nothing_is_half_taken_back(transactional_db: None):
    """After each race: answers rest on rows in force, and no step begins in mid-air."""
    yield
    resting = Verification.objects.filter(roster_entry__isnull=False)
    assert resting.exclude(roster_entry__in=RosterEntry.objects.in_force()).count() == 0
    confirmed = EmploymentConfirmation.objects.in_force().filter(roster_entry__isnull=False)
    assert confirmed.filter(roster_entry__in=RosterEntry.objects.exclude(replaced_by=None)).count() == 0
    assert broken_off("roster.") + broken_off("application.") == []
    chain.link_pending()
    assert chain.verify().difference == ""


@pytest.fixture
def units(transactional_db: None) -> list[Employer]:
    """A unit for each round."""
    return [make_employer() for _ in range(ROUNDS)]


def officers(unit: Employer) -> list[User]:
    return [hr_of(unit) for _ in range(4)]


def crowd(office: Office, unit: Employer) -> list[Application]:
    return [office.submitted(ready_person(unit)) for _ in range(PEOPLE)]


def test_two_who_take_the_same_roster_back_do_it_once(office: Office, units: list[Employer]):
    crowds = [crowd(office, unit) for unit in units]
    by = [officers(unit) for unit in units]
    committed = [
        import_roster(unit, *(case.person for case in few), by=few_by[0])
        for unit, few, few_by in zip(units, crowds, by, strict=True)
    ]
    for roster in committed:
        tasks.verify_by_committed_roster.func(str(roster.pk))

    outcomes = race(
        lambda process, turn: actions.take_back_roster(committed[turn], by=by[turn][process]), rounds=ROUNDS
    )
    undone = AuditEvent.objects.filter(verb="roster.take_back").count()
    statuses = Counter(Application.objects.values_list("status", flat=True))
    assert (outcomes, undone, statuses) == (
        Counter(done=4 * ROUNDS),
        ROUNDS,
        Counter(awaiting_employer=ROUNDS * PEOPLE),
    )


def test_a_roster_is_taken_back_or_followed_by_the_next_but_never_both_at_once(units: list[Employer]):
    listed = [row() for _ in units]
    by = [officers(unit) for unit in units]
    first = [commit(unit, line, by=few[0]) for unit, line, few in zip(units, listed, by, strict=True)]
    following = [
        preview(unit, [*line[:5], 9, None], by=few[1]) for unit, line, few in zip(units, listed, by, strict=True)
    ]

    def act(process: int, turn: int) -> None:
        if process % 2:
            rosters.commit(following[turn], by=by[turn][process])
        else:
            actions.take_back_roster(first[turn], by=by[turn][process])

    race(act, rounds=ROUNDS)
    for earlier, later in zip(first, following, strict=True):
        statuses = Roster.objects.get(pk=earlier.pk).status, Roster.objects.get(pk=later.pk).status
        in_force = list(
            RosterEntry.objects.in_force().filter(employer=earlier.employer).values_list("roster", flat=True)
        )
        assert (statuses, in_force) in [
            (("committed", "committed"), [later.pk]),
            (("taken_back", "preview"), []),
            # A second officer who presses once more after the counts were made anew.
            (("taken_back", "committed"), [later.pk]),
        ]


def test_taking_back_and_the_offices_review_never_both_move_a_case(office: Office, units: list[Employer]):
    crowds = [crowd(office, unit) for unit in units]
    by = [officers(unit) for unit in units]
    committed = [
        import_roster(unit, *(case.person for case in few), by=few_by[0])
        for unit, few, few_by in zip(units, crowds, by, strict=True)
    ]
    for roster in committed:
        tasks.verify_by_committed_roster.func(str(roster.pk))

    def act(process: int, turn: int) -> None:
        if process:
            case = fresh(crowds[turn][process])
            cases.propose(case, GRANT_LIVING, by=office.reviewer, submission=latest(case))
        else:
            actions.take_back_roster(committed[turn], by=by[turn][0])

    race(act, rounds=ROUNDS)
    statuses = Counter(Application.objects.values_list("status", flat=True))
    kept = sum(Roster.objects.values_list("kept_count", flat=True))
    assert (statuses.total(), statuses["awaiting_recheck"], Verification.objects.count()) == (
        ROUNDS * PEOPLE,
        kept,
        kept,
    )
    assert statuses["awaiting_employer"] == ROUNDS * PEOPLE - kept
    assert EmploymentConfirmation.objects.in_force().count() == kept


def test_what_the_worker_verifies_meanwhile_is_taken_back_too(office: Office, units: list[Employer]):
    crowds = [crowd(office, unit) for unit in units]
    by = [officers(unit) for unit in units]
    committed = [
        import_roster(unit, *(case.person for case in few), by=few_by[0])
        for unit, few, few_by in zip(units, crowds, by, strict=True)
    ]

    def act(process: int, turn: int) -> None:
        if process == 0:
            actions.take_back_roster(committed[turn], by=by[turn][0])
        elif process == 1:
            tasks.verify_by_committed_roster.func(str(committed[turn].pk))
        else:
            tasks.verify_from_roster.func(str(crowds[turn][process].pk))

    outcomes = race(act, rounds=ROUNDS)
    statuses = Counter(Application.objects.values_list("status", flat=True))
    assert (outcomes, statuses, Verification.objects.count()) == (
        Counter(done=4 * ROUNDS),
        Counter(awaiting_employer=ROUNDS * PEOPLE),
        0,
    )
    assert EmploymentConfirmation.objects.in_force().count() == 0


def test_officers_who_answer_by_hand_meanwhile_wait_for_nobody_in_a_circle(office: Office, units: list[Employer]):
    crowds = [crowd(office, unit) for unit in units]
    by = [officers(unit) for unit in units]
    committed = [
        commit(unit, *(proving_row(case.person) for case in few), by=few_by[0])
        for unit, few, few_by in zip(units, crowds, by, strict=True)
    ]
    reads = [[(case.pk, latest(case).pk) for case in few] for few in crowds]

    def act(process: int, turn: int) -> None:
        if process == 0:
            actions.take_back_roster(committed[turn], by=by[turn][0])
        elif process == 1:
            tasks.verify_by_committed_roster.func(str(committed[turn].pk))
        else:
            actions.verify_many(reads[turn][process:] + reads[turn][:process], by=by[turn][process])

    outcomes = race(act, rounds=ROUNDS, refusals=ActionRefused)
    assert outcomes == Counter(done=4 * ROUNDS)
    by_hand = Verification.objects.filter(answered_by__isnull=False).count()
    statuses = Counter(Application.objects.values_list("status", flat=True))
    assert statuses == Counter(awaiting_review=by_hand, awaiting_employer=ROUNDS * PEOPLE - by_hand) + Counter()
