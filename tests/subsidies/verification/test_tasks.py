"""What a roster settles by itself, before and after a case is submitted."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from subsidies.applications import actions as cases
from subsidies.verification import actions, tasks
from subsidies.verification.actions import by_roster
from subsidies.verification.models import Departure, EmploymentConfirmation, Verification
from subsidies.verification.queries import employment_confirmed_on
from talent.accounts.models import NaturalPerson
from talent.audit.models import AuditEvent
from talent.employers import actions as roster_actions
from talent.employers.models import RosterEntry
from talent.notifications.outbox import run_outbox
from tests.factories import make_employer
from tests.subsidies.applications.stages import Office, fresh, latest, ready_person
from tests.subsidies.verification.claims import import_roster, waiting
from tests.talent.employers.rosters import commit, hr_of, preview, row

TODAY = dt.date(2026, 11, 23)


def settle(office: Office, **changes: object) -> str:
    """The status of a case after a roster with these cells was committed for its person."""
    (case,) = waiting(office)
    import_roster(office.employer, case.person, **changes)
    run_outbox()
    return fresh(case).status


def test_a_roster_that_says_the_same_verifies_without_a_click(office: Office):
    assert settle(office) == "awaiting_review"
    answer = Verification.objects.get()
    assert (answer.answered_by, answer.roster_entry is not None, answer.outcome) == (None, True, "verified")


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "李鸣"}, {"hired_on": "2026-07-02"}, {"contract": "24个月"}, {"contract": None}, {"place": "沈阳"},
        {"place": None}, {"months": 3}, {"months": None}, {"left_on": "2026-11-01"},
    ],
    ids=str,
)  # fmt: skip
def test_a_roster_that_says_anything_else_or_less_leaves_it_to_an_officer(office: Office, changes: dict[str, object]):
    assert (settle(office, **changes), Verification.objects.count()) == ("awaiting_employer", 0)


def test_a_roster_in_force_verifies_a_case_that_comes_later_on_the_rosters_day(
    office: Office, clock_at_noon: time_machine.Traveller
):
    person = ready_person(office.employer)
    import_roster(office.employer, person)
    run_outbox()
    clock_at_noon.shift(dt.timedelta(days=60))
    case = office.submitted(person)
    run_outbox()
    assert (fresh(case).status, employment_confirmed_on([person.pk])) == ("awaiting_review", {person.pk: TODAY})


def test_a_roster_older_than_a_confirmation_counts_verifies_nothing(
    office: Office, clock_at_noon: time_machine.Traveller
):
    person = ready_person(office.employer)
    import_roster(office.employer, person)
    run_outbox()
    clock_at_noon.shift(dt.timedelta(days=91))
    case = office.submitted(person)
    run_outbox()
    assert fresh(case).status == "awaiting_employer"


def test_a_preview_verifies_nothing(office: Office):
    (case,) = waiting(office)
    preview(office.employer, row(case.person.name, case.person.identity_number))
    run_outbox()
    assert fresh(case).status == "awaiting_employer"


def test_another_employers_roster_verifies_nothing(office: Office):
    (case,) = waiting(office)
    import_roster(make_employer(), case.person)
    run_outbox()
    assert fresh(case).status == "awaiting_employer"


def test_nobodys_own_roster_verifies_or_confirms_them(office: Office):
    (case,) = waiting(office)
    own = NaturalPerson.objects.create(name="李明", identity_number=case.person.identity_number)
    import_roster(office.employer, case.person, by=hr_of(office.employer, natural_person=own))
    run_outbox()
    assert (fresh(case).status, EmploymentConfirmation.objects.count()) == ("awaiting_employer", 0)


def test_a_roster_that_the_applicant_committed_for_a_colleague_proves_nothing_either(office: Office):
    (case,) = waiting(office)
    own = NaturalPerson.objects.create(name="李明", identity_number=case.person.identity_number)
    roster = preview(office.employer, row(case.person.name, case.person.identity_number), by=office.hr)
    roster_actions.commit(roster, by=hr_of(office.employer, natural_person=own))
    run_outbox()
    assert (fresh(case).status, EmploymentConfirmation.objects.count()) == ("awaiting_employer", 0)


def test_a_disputed_case_that_was_corrected_is_verified_by_the_roster(office: Office):
    (case,) = waiting(office)
    import_roster(office.employer, case.person, hired_on="2026-07-02")
    run_outbox()
    actions.dispute(case, by=office.hr, submission=latest(case), reason="hired_on_differs", comment="")
    case.person.employment.hired_on = dt.date(2026, 7, 2)
    case.person.employment.save()
    cases.answer_dispute(fresh(case), by=case.person.user)
    run_outbox()
    assert fresh(case).status == "awaiting_review"


def test_everybody_known_who_is_listed_is_confirmed_on_the_day_of_the_roster(office: Office):
    known, leaver = ready_person(office.employer), ready_person(office.employer)
    roster = commit(
        office.employer,
        row(number=known.identity_number),
        row(number=leaver.identity_number, left_on="2026-12-31"),
        row("谁也不认识"),
    )
    run_outbox()
    assert employment_confirmed_on([known.pk, leaver.pk]) == {known.pk: TODAY}
    assert AuditEvent.objects.get(verb="roster.confirmed").detail == {"confirmed": 1, "taken_back": 0}
    assert (tasks.verify_by_committed_roster.call(str(roster.pk)), EmploymentConfirmation.objects.count()) == (0, 1)


def test_who_left_by_a_roster_is_not_counted_as_employed_any_more(office: Office):
    person, other = ready_person(office.employer), make_employer()
    import_roster(office.employer, person)
    import_roster(other, person)
    run_outbox()
    import_roster(office.employer, person, left_on="2026-11-20")
    run_outbox()
    kept = EmploymentConfirmation.objects.in_force()
    assert list(kept.values_list("employer", flat=True)) == [other.pk]


def test_who_works_in_another_city_by_a_roster_is_not_confirmed_and_no_leaver(office: Office):
    person = ready_person(office.employer)
    import_roster(office.employer, person)
    run_outbox()
    import_roster(office.employer, person, place="青岛")
    run_outbox()
    assert (EmploymentConfirmation.objects.in_force().count(), Departure.objects.count()) == (0, 0)


def test_an_officers_later_word_outlasts_a_roster_that_is_gone_through_again(office: Office):
    person = ready_person(office.employer)
    roster = import_roster(office.employer, person, place="青岛")
    later = EmploymentConfirmation.objects.create(
        person=person, employer=office.employer, confirmed_on=TODAY + dt.timedelta(days=1), confirmed_by=office.hr
    )
    tasks.verify_by_committed_roster.call(str(roster.pk))
    assert list(EmploymentConfirmation.objects.in_force()) == [later]


def test_who_is_missing_from_a_later_roster_is_no_leaver(office: Office):
    person = ready_person(office.employer)
    import_roster(office.employer, person)
    commit(office.employer, row("别人"))
    run_outbox()
    case = office.submitted(person)
    run_outbox()
    assert (fresh(case).status, employment_confirmed_on([person.pk])) == ("awaiting_review", {person.pk: TODAY})


def test_a_case_that_moved_on_does_not_stop_the_others(office: Office, monkeypatch: pytest.MonkeyPatch):
    gone, good = waiting(office, 2)
    roster = import_roster(office.employer, gone.person, good.person)
    prove = by_roster.proves

    def withdrawn_just_before(entered: dict[str, Any], entry: RosterEntry) -> bool:
        if entry.identity_index == gone.person.identity_index:
            cases.withdraw(fresh(gone), by=gone.person.user)
        return prove(entered, entry)

    monkeypatch.setattr(by_roster, "proves", withdrawn_just_before)
    assert tasks.verify_by_committed_roster.call(str(roster.pk)) == 1
    assert [fresh(case).status for case in (gone, good)] == ["withdrawn", "awaiting_review"]


def test_a_roster_replaced_before_its_turn_confirms_nobody(office: Office):
    person = ready_person(office.employer)
    earlier = import_roster(office.employer, person)
    import_roster(office.employer, person, left_on="2026-11-20")
    run_outbox()
    assert (tasks.verify_by_committed_roster.call(str(earlier.pk)), employment_confirmed_on([person.pk])) == (0, {})
