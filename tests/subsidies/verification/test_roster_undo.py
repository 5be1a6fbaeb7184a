"""An officer takes back a roster that was committed by mistake, with all that came of it."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from typing import Any

import pytest
import time_machine

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.payments import actions as payments
from subsidies.payments.kinds import HoldKind
from subsidies.payments.models import Hold
from subsidies.verification import actions, tasks
from subsidies.verification.models import Departure, EmploymentConfirmation, Verification
from subsidies.verification.taking_back import consequences_of_taking_back
from talent.calendars import clock
from talent.employers import actions as rosters
from talent.employers.models import Roster, RosterEntry
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from tests.subsidies.applications.stages import Office, fresh, latest, ready_person
from tests.subsidies.verification.claims import import_roster, proving_row, waiting
from tests.subsidies.verification.test_bulk import again
from tests.talent.employers.rosters import commit, roster_file, row

pytestmark = pytest.mark.django_db
NINE, ELEVEN = dt.timedelta(minutes=9), dt.timedelta(minutes=11)
TAKE_BACK_QUERIES = 63


@pytest.fixture(autouse=True)
def moments_pass(clock_at_noon: time_machine.Traveller) -> time_machine.Traveller:
    return clock_at_noon


def said(office: Office) -> list[tuple[Any, ...]]:
    """What the rosters in force say of everybody."""
    entries = RosterEntry.objects.in_force().filter(employer=office.employer)
    return sorted(entries.values_list("pk", "name", "insured_months", "left_on", "replaced_by"))


def word(case: Application) -> dict[str, object]:
    return Application.objects.values("status", "promised_on", "office_days_left", "employer").get(pk=case.pk)


def settled(roster: Roster) -> Roster:
    """The roster, after what its import left to the worker is done."""
    run_outbox()
    return Roster.objects.get(pk=roster.pk)


def in_force(person: object) -> int:
    return EmploymentConfirmation.objects.in_force().filter(person=person).count()


def test_a_roster_taken_back_leaves_what_was_said_before(office: Office, clock_at_noon: time_machine.Traveller):
    changed, same, missing = row(months=4), row(), row()
    commit(office.employer, changed, same, missing, by=office.hr)
    before = said(office)
    clock_at_noon.shift(60)
    roster = commit(office.employer, [*changed[:5], 9, None], same, row(), by=office.hr)
    clock_at_noon.shift(NINE)
    done = actions.take_back_roster(roster, by=office.hr)
    found = Roster.objects.get(pk=roster.pk)
    assert (said(office), done.rows, done.restored, found.status, found.taken_back_by, found.taken_back_at) == (
        before,
        3,
        2,
        "taken_back",
        office.hr,
        clock.now(),
    )


def test_what_it_proved_waits_again_as_before(office: Office):
    (case,) = waiting(office)
    was = word(case)
    roster = settled(import_roster(office.employer, case.person, by=office.hr))
    proved = fresh(case).status, in_force(case.person)
    done = actions.take_back_roster(roster, by=office.hr)
    assert (proved, done.cases, word(case), Verification.objects.count(), in_force(case.person)) == (
        ("awaiting_review", 1),
        1,
        was,
        0,
        0,
    )


def test_the_applicant_who_was_told_is_told_again(office: Office):
    (case,) = waiting(office)
    roster = settled(import_roster(office.employer, case.person, by=office.hr))
    actions.take_back_roster(roster, by=office.hr)
    told = Message.objects.filter(recipient=case.person.user, template="application_taken_back", channel="portal").get()
    assert told.context["number"] == case.number


def test_the_same_file_may_be_imported_again_and_proves_again(office: Office, clock_at_noon: time_machine.Traveller):
    (case,) = waiting(office)
    content = roster_file(proving_row(case.person)).getvalue()

    def imported() -> Roster:
        clock_at_noon.shift(60)
        found = rosters.preview(office.employer, io.BytesIO(content), file_name="花名册.xlsx", by=office.hr)
        return settled(rosters.commit(found, by=office.hr))

    actions.take_back_roster(imported(), by=office.hr)
    second = imported()
    assert (second.new_count, fresh(case).status, in_force(case.person), Departure.objects.count()) == (
        1,
        "awaiting_review",
        1,
        0,
    )


def test_who_was_said_to_have_left_is_employed_as_before_and_nothing_is_held(office: Office, clock_at_noon):
    person = ready_person(office.employer)
    settled(import_roster(office.employer, person, by=office.hr))
    clock_at_noon.shift(60)
    roster = settled(import_roster(office.employer, person, by=office.hr, left_on="2026-11-01"))
    hold = Hold.objects.create(
        person=person, kind=HoldKind.LEFT_EMPLOYER, departure=Departure.objects.get(), placed_at=clock.now()
    )
    left = in_force(person), Departure.objects.standing().count()
    done = actions.take_back_roster(roster, by=office.hr)
    assert (left, done.departures, in_force(person), Departure.objects.in_force().count()) == ((0, 1), 1, 1, 0)
    assert (payments.settle_departures(), Hold.objects.get(pk=hold.pk).status) == (1, "lifted")


def test_who_was_said_to_work_elsewhere_is_confirmed_as_before(office: Office, clock_at_noon):
    person = ready_person(office.employer)
    settled(import_roster(office.employer, person, by=office.hr))
    clock_at_noon.shift(60)
    roster = settled(import_roster(office.employer, person, by=office.hr, place="沈阳"))
    elsewhere = in_force(person)
    actions.take_back_roster(roster, by=office.hr)
    assert (elsewhere, in_force(person)) == (0, 1)


def test_what_the_office_or_the_applicant_acted_on_is_named_and_left(
    office: Office, clock_at_noon: time_machine.Traveller
):
    reviewed, judged, given_up, untouched = waiting(office, 4)
    people = [case.person for case in (reviewed, judged, given_up, untouched)]
    roster = settled(import_roster(office.employer, *people, by=office.hr))
    clock_at_noon.shift(60)
    office.do("review", reviewed)
    cases.establish(
        fresh(judged), "employment.works_in_city", False, pk=uuid.uuid4(), by=office.reviewer,
        submission=latest(judged), source="office", reason="现场核实",
    )  # fmt: skip
    cases.withdraw(fresh(given_up), by=given_up.person.user)
    acted_on = (reviewed, judged, given_up)
    foreseen = consequences_of_taking_back(roster)
    done = actions.take_back_roster(roster, by=office.hr)
    assert (foreseen.cases, foreseen.acted_on, done.cases, done.rows) == (1, 3, 1, 1)
    assert sorted(who for who, _why in done.kept) == sorted(f"{case.person.name} {case.number}" for case in acted_on)
    assert [fresh(case).status for case in (reviewed, judged, given_up, untouched)] == [
        "awaiting_recheck",
        "awaiting_review",
        "withdrawn",
        "awaiting_employer",
    ]
    assert (RosterEntry.objects.in_force().count(), Roster.objects.get().kept_count) == (3, 3)
    assert [in_force(person) for person in people] == [1, 1, 1, 0]


def test_a_row_left_in_force_proves_nothing_more(office: Office, clock_at_noon: time_machine.Traveller):
    (case,) = waiting(office)
    roster = settled(import_roster(office.employer, case.person, by=office.hr))
    clock_at_noon.shift(60)
    cases.withdraw(fresh(case), by=case.person.user)
    actions.take_back_roster(roster, by=office.hr)
    later = office.submitted(case.person)
    run_outbox()
    assert (RosterEntry.objects.in_force().count(), fresh(later).status) == (1, "awaiting_employer")


def test_a_later_row_about_somebody_left_in_force_replaces_it(office: Office, clock_at_noon: time_machine.Traveller):
    (case,) = waiting(office)
    roster = settled(import_roster(office.employer, case.person, by=office.hr))
    clock_at_noon.shift(60)
    office.do("review", case)
    actions.take_back_roster(roster, by=office.hr)
    clock_at_noon.shift(60)
    later = import_roster(office.employer, case.person, by=office.hr)
    assert [entry.roster for entry in RosterEntry.objects.in_force()] == [later]


def test_who_an_officer_too_has_said_to_have_left_stays_a_leaver(office: Office, clock_at_noon):
    person = ready_person(office.employer)
    settled(import_roster(office.employer, person, by=office.hr))
    clock_at_noon.shift(60)
    roster = settled(import_roster(office.employer, person, by=office.hr, left_on="2026-11-01"))
    actions.report_left(person, by=office.hr, left_on=dt.date(2026, 11, 1), kind="left_city")
    done = actions.take_back_roster(roster, by=office.hr)
    assert (done.kept, in_force(person), Departure.objects.standing().count()) == (
        [(person.name, "人事已另行反映此人离职。")],
        0,
        1,
    )


def test_what_an_officer_said_on_another_day_is_not_undone_by_confirming_again(office: Office, clock_at_noon):
    person = ready_person(office.employer)
    settled(import_roster(office.employer, person, by=office.hr))
    clock_at_noon.shift(60)
    roster = settled(import_roster(office.employer, person, by=office.hr, left_on="2026-11-01"))
    actions.report_left(person, by=office.hr, left_on=dt.date(2026, 11, 5), kind="left_city")
    done = actions.take_back_roster(roster, by=office.hr)
    standing = Departure.objects.standing().values_list("left_on", flat=True)
    assert (done.kept, in_force(person), list(standing)) == ([], 0, [dt.date(2026, 11, 5)])


def test_what_an_officer_confirmed_by_hand_stays(office: Office, clock_at_noon: time_machine.Traveller):
    (case,) = waiting(office)
    roster = settled(import_roster(office.employer, case.person, by=office.hr, months=None))
    clock_at_noon.shift(60)
    actions.verify(fresh(case), by=office.hr, submission=latest(case))
    done = actions.take_back_roster(roster, by=office.hr)
    assert (done.cases, done.kept, fresh(case).status, in_force(case.person)) == (0, [], "awaiting_review", 1)


def test_taken_back_before_the_worker_came_it_proves_and_confirms_nobody(office: Office):
    (case,) = waiting(office)
    roster = import_roster(office.employer, case.person, by=office.hr)
    actions.take_back_roster(roster, by=office.hr)
    run_outbox()
    assert (fresh(case).status, in_force(case.person), tasks.verify_by_committed_roster.func(str(roster.pk))) == (
        "awaiting_employer",
        0,
        0,
    )


@pytest.mark.parametrize("people", [2, 7])
def test_taking_back_costs_the_same_queries_for_any_number(office: Office, people: int, django_assert_num_queries):
    crowd = waiting(office, people)
    roster = settled(import_roster(office.employer, *(case.person for case in crowd), by=office.hr))
    with django_assert_num_queries(TAKE_BACK_QUERIES):
        assert actions.take_back_roster(roster, by=again(office.hr)).cases == people
