"""Rosters that announce a day of leaving: from that day on the person has left, whether or not a job has run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subsidies.payments import actions as payments
from subsidies.payments.kinds import BlockReason
from subsidies.payments.models import Hold, Instalment
from subsidies.payments.queries.continued import waiting_to_be_confirmed
from subsidies.payments.queries.copies import stamp_of
from subsidies.payments.queries.due import standings
from subsidies.payments.queries.held import held_lines
from subsidies.verification import actions, tasks
from subsidies.verification.leavers import rows_to_note
from subsidies.verification.models import Departure, EmploymentConfirmation
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.employers.models import Employer, Roster
from talent.notifications.outbox import run_outbox
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.conftest import NOON
from tests.subsidies.notices.stages import on
from tests.subsidies.payments.stages import Desk, confirm
from tests.subsidies.verification.claims import import_roster
from tests.subsidies.verification.moving import at
from tests.subsidies.verification.test_transfers import move
from tests.talent.employers.rosters import commit, hr_of, row

pytestmark = pytest.mark.django_db
LAST_DAY, LATER = dt.date(2026, 11, 27), dt.date(2026, 12, 1)
"""A Friday, and a day after it on which an instalment is due; today is Monday, 23 November."""


@pytest.fixture
def unit(affiliates: tuple[Employer, Employer]) -> Employer:
    return affiliates[0]


@pytest.fixture
def person(unit: Employer) -> Person:
    """Somebody confirmed to whom an instalment is due."""
    person = at(unit)
    confirm(person)
    return person


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def announced(person: Person, day: dt.date = LAST_DAY) -> Roster:
    roster = import_roster(person.employment.employer, person, left_on=day.isoformat())
    run_outbox()
    return roster


def drawable() -> int:
    return Instalment.objects.drawable(clock.today()).count()


def test_a_day_of_leaving_that_was_still_to_come_is_noted_once_it_has_come(person: Person, unit: Employer):
    roster = announced(person)
    found = [(tasks.note_leavers.func(), drawable())]
    with on(LAST_DAY):
        found += [(tasks.note_leavers.func(), drawable()), (tasks.note_leavers.func(), drawable())]
        payments.settle_departures()
    departure = Departure.objects.get()
    assert found == [(0, 1), (1, 0), (0, 0)]
    assert (departure.person, departure.employer, departure.left_on, departure.stated_on, departure.stated_by) == (
        person, unit, LAST_DAY, LAST_DAY, None,
    )  # fmt: skip
    event = AuditEvent.objects.get(verb="employment.left_by_roster")
    assert (event.object_id, event.detail["roster"], event.detail["left_on"]) == (
        str(person.pk), str(roster.pk), LAST_DAY.isoformat(),
    )  # fmt: skip
    assert (departure.roster_entry.roster, Hold.objects.get().departure) == (roster, departure)
    assert EmploymentConfirmation.objects.in_force().count() == 0


def test_days_on_which_nothing_ran_are_made_up_for(person: Person):
    announced(person)
    with on(LATER):
        assert (actions.note_leavers(), Departure.objects.get().left_on) == (1, LAST_DAY)


def test_a_leaver_is_not_paid_before_any_job_has_run(person: Person, desk: Desk):
    announced(person)
    (due,) = Instalment.objects.due()
    with on(LATER):
        reasons = standings([due], on=clock.today())[due.pk].reasons
        with pytest.raises(ActionRefused, match="单位反映已离职"):
            desk.drawn(due)
        assert (drawable(), reasons, Departure.objects.count()) == (0, (BlockReason.HAS_LEFT,), 0)


def test_who_left_after_the_draft_keeps_it_from_being_sealed(person: Person, desk: Desk):
    announced(person)
    batch = desk.drawn(*Instalment.objects.due())
    with on(LATER), pytest.raises(ActionRefused, match="单位反映已离职"):
        payments.seal(batch, by=desk.clerk, stamp=stamp_of(batch))


def test_finance_is_told_of_who_left_after_the_batch_was_sealed(person: Person, desk: Desk):
    announced(person)
    batch = desk.sealed(*Instalment.objects.due())
    before = held_lines(batch).count
    with on(LATER):
        found = held_lines(batch)
        with pytest.raises(ActionRefused, match="1 笔的收款人"):
            payments.approve(batch, by=desk.approver, digest=batch.digest)
        actions.note_leavers()
        payments.settle_departures()
        noted = held_lines(batch)
    assert (before, found.count, found.shown[0].has_left) == (0, 1, True)
    assert (noted.count, noted.shown[0].has_left, noted.token == found.token) == (1, False, False)


def test_a_departure_keeps_the_money_back_before_its_hold_is_placed(person: Person):
    announced(person)
    other = EmploymentConfirmation.objects.in_force().get(confirmed_on=clock.today())
    EmploymentConfirmation.objects.filter(pk=other.pk).update(employer=make_other())
    with on(LAST_DAY):
        actions.note_leavers()
        assert (EmploymentConfirmation.objects.in_force().get().pk, Hold.objects.count(), drawable()) == (
            other.pk,
            0,
            0,
        )
        payments.settle_departures()
        hold = Hold.objects.get()
        payments.lift_hold(hold, by=make_user("reviewer"), reason="因工伤离职，按规定继续发放")
        assert drawable() == 1


def make_other() -> Employer:
    return Employer.objects.get(name="乙单位")


def test_nobody_is_asked_to_confirm_who_has_left(person: Person):
    announced(person)
    EmploymentConfirmation.objects.update(confirmed_on=clock.today() - dt.timedelta(days=300))
    before = waiting_to_be_confirmed().count()
    with on(LAST_DAY):
        assert (before, waiting_to_be_confirmed().count(), Departure.objects.count()) == (1, 0, 0)


def later_roster(person: Person, unit: Employer) -> None:
    import_roster(unit, person)
    run_outbox()


def take_back(person: Person, unit: Employer) -> None:
    actions.take_back_roster(Roster.objects.get(), by=hr_of(unit))


def goes_to_another_unit(person: Person, unit: Employer) -> None:
    move(person, make_other(), days_ago=0)


def is_on_the_other_units_roster_afterwards(person: Person, unit: Employer) -> None:
    with on(LAST_DAY + dt.timedelta(days=1)):
        import_roster(make_other(), person)
        run_outbox()


def is_confirmed_afterwards(person: Person, unit: Employer) -> None:
    with on(LAST_DAY):
        actions.confirm_employment([person.pk], by=hr_of(unit))


@pytest.mark.parametrize(
    "happens",
    [later_roster, take_back, goes_to_another_unit, is_on_the_other_units_roster_afterwards, is_confirmed_afterwards],
)
def test_a_later_word_makes_nobody_a_leaver(
    person: Person, unit: Employer, happens: Callable[[Person, Employer], None]
):
    announced(person)
    happens(person, unit)
    with on(LATER):
        payable = drawable()
        noted = actions.note_leavers()
        payments.settle_departures()
        assert (payable, noted, Departure.objects.count(), Hold.objects.count(), drawable()) == (1, 0, 0, 0, 1)


def test_who_left_for_a_unit_elsewhere_is_a_leaver_by_the_move_alone(person: Person, unit: Employer):
    announced(person)
    Employer.objects.filter(name="乙单位").update(in_city=False)
    move(person, make_other(), days_ago=0)
    with on(LATER):
        assert (actions.note_leavers(), Departure.objects.get().kind, drawable()) == (0, "moved_away", 0)


def test_who_came_back_is_not_made_to_leave_by_the_row_from_before(person: Person, unit: Employer):
    announced(person)
    move(person, make_other(), days_ago=0)
    with on(LATER):
        move(person, unit, days_ago=0)
        assert (actions.note_leavers(), drawable()) == (0, 1)


def test_what_an_officer_has_said_of_the_departure_since_stays(person: Person, unit: Employer):
    announced(person)
    day = LAST_DAY - dt.timedelta(days=1)
    with on(day):
        stated = actions.report_left(person, by=hr_of(unit), left_on=day, kind="retired")
    with on(LATER):
        assert (actions.note_leavers(), Departure.objects.get(), drawable()) == (0, stated, 0)


def test_officers_correct_and_withdraw_it_as_any_other_and_it_is_not_noted_again(person: Person, unit: Employer):
    announced(person)
    with on(LATER):
        actions.note_leavers()
        hr = hr_of(unit)
        corrected = actions.correct_departure(Departure.objects.get(), by=hr, left_on=LATER, kind="retired")
        found = [(actions.note_leavers(), Departure.objects.in_force().get())]
        actions.withdraw_departure(corrected, by=hr)
        found += [(actions.note_leavers(), drawable())]
    assert found == [(0, corrected), (0, 1)]


def test_taking_the_roster_back_takes_it_back_too(person: Person, unit: Employer):
    almost = dt.datetime.combine(LAST_DAY, dt.time(), NOON.tzinfo) - dt.timedelta(minutes=2)
    with time_machine.travel(almost):
        roster = announced(person)
    with time_machine.travel(almost + dt.timedelta(minutes=4)):
        noted = actions.note_leavers(), drawable()
        actions.take_back_roster(roster, by=hr_of(unit))
        assert (noted, Departure.objects.in_force().count(), drawable()) == ((1, 0), 0, 1)


def test_a_merged_units_row_is_its_successors_word(person: Person, unit: Employer):
    announced(person)
    into = make_other()
    actions.merge(unit, by=make_user("administrator"), into=into, changed_on=clock.today())
    with on(LATER):
        assert (actions.note_leavers(), Departure.objects.get().employer, drawable()) == (1, into, 0)
        assert EmploymentConfirmation.objects.in_force().count() == 0


def test_the_units_officers_read_that_a_roster_said_so(person: Person, unit: Employer, client: Client):
    announced(person)
    with on(LAST_DAY):
        actions.note_leavers()
        client.force_login(hr_of(unit))
        assert "2026-11-27 花名册写明" in client.get(f"/employer/people/{person.pk}/").content.decode()


def test_many_are_noted_in_portions_and_whom_nobody_knows_is_passed_over(
    unit: Employer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("subsidies.verification.actions.noting.AT_ONCE", 2)
    people = [at(unit) for _ in range(5)]
    rows = [row(each.name, each.identity_number, left_on=LAST_DAY.isoformat()) for each in people]
    commit(unit, *rows, row("不认识", left_on=LAST_DAY.isoformat()))
    with on(LAST_DAY):
        assert (actions.note_leavers(), actions.note_leavers(), Departure.objects.count()) == (5, 0, 5)
        assert rows_to_note(clock.today()).count() == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    leaves=st.integers(1, 12),
    runs=st.sets(st.integers(1, 14)),
    asked=st.integers(0, 14),
)
def test_on_whichever_days_the_job_ran_nobody_is_paid_from_the_day_of_leaving_on(
    unit: Employer, leaves: int, runs: set[int], asked: int
):
    monday = clock.today()
    person = at(unit)
    announced(person, monday + dt.timedelta(days=leaves))
    for day in sorted(each for each in runs if each <= asked):
        with on(monday + dt.timedelta(days=day)):
            actions.note_leavers()
    with on(monday + dt.timedelta(days=asked)):
        theirs = Instalment.objects.drawable(clock.today()).filter(award__person=person)
        assert theirs.exists() == (asked < leaves)
