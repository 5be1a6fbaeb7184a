"""A roster is taken back: whom it had recorded as moved is with the former unit again, exactly as before."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine

from subsidies.verification import actions
from subsidies.verification.models import Transfer
from talent.accounts.models import User
from talent.calendars import clock
from talent.employers import actions as rosters
from talent.employers.models import Employer, RosterEntry
from talent.notifications.models import Message
from talent.profiles.models import Employment
from tests.factories import make_application, make_employer
from tests.subsidies.verification.claims import proving_row
from tests.subsidies.verification.moving import (
    DAY,
    at,
    listed_yesterday,
    moved,
    outcomes,
    settled,
    unit_of,
)
from tests.subsidies.verification.test_merging import merge
from tests.talent.employers.rosters import commit, hr_of, preview, row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moments_pass(clock_at_noon: time_machine.Traveller) -> time_machine.Traveller:
    return clock_at_noon


def everything(affiliates: tuple[Employer, ...]) -> list[Any]:
    """What counts of everybody: rows in force and who is on record where."""
    rows = RosterEntry.objects.in_force().filter(employer__in=affiliates)
    stated = Employment.objects.order_by("pk").values_list("pk", "employer", "hired_by", "works_in_city")
    return [sorted(rows.values_list("pk", "employer", "replaced_by", "replaced_at")), *stated]


def test_moves_and_the_former_units_rows_come_back_exactly(affiliates, above: User):
    person, line = at(affiliates[0]), row()
    listed_yesterday(affiliates[0], proving_row(person), line, by=above)
    there = hr_of(affiliates[0])
    before = everything(affiliates)
    roster = moved(affiliates[1], proving_row(person), line, by=above)
    done = actions.take_back_roster(roster, by=above)
    move = Transfer.objects.get()
    assert (everything(affiliates), done.moved, done.kept, move.withdrawn_by) == (before, 1, [], above)
    told = Message.objects.filter(channel="portal", recipient__in=[there, person.user])
    assert sorted(told.values_list("template", flat=True)) == [
        "arrivals_listed",
        "arrivals_taken_back",
        "transfer_made",
        "transfer_withdrawn",
    ]


def test_the_same_file_again_moves_again(affiliates, above: User):
    person = at(affiliates[0])
    actions.take_back_roster(moved(affiliates[1], proving_row(person), by=above), by=above)
    moved(affiliates[1], proving_row(person), by=above)
    assert (unit_of(person), Transfer.objects.count(), Transfer.objects.in_force().count()) == (affiliates[1], 2, 1)


def test_a_roster_taken_back_before_its_turn_moves_nobody(affiliates, above: User):
    person = at(affiliates[0])
    roster = rosters.commit(preview(affiliates[1], proving_row(person), by=above), by=above, arrivals_on=clock.today())
    actions.take_back_roster(roster, by=above)
    settled(roster)
    assert (unit_of(person), Transfer.objects.count()) == (affiliates[0], 0)


def test_who_moved_on_since_stays_and_is_named(affiliates, above: User):
    person = at(affiliates[0])
    roster = moved(affiliates[1], proving_row(person), by=above)
    third = make_employer()
    actions.transfer(person, by=above, pk=uuid.uuid4(), to_employer=third, moved_on=clock.today())
    done = actions.take_back_roster(roster, by=above)
    assert (done.kept, done.moved, unit_of(person)) == ([(person.name, "此人后来又有变动。")], 0, third)


def test_whom_the_former_unit_recorded_itself_stays(affiliates, above: User):
    person, here = at(affiliates[0]), hr_of(affiliates[1])
    roster = moved(affiliates[1], proving_row(person), by=here)
    actions.agree_to_arrivals(roster, by=hr_of(affiliates[0]), day=clock.today())
    done = actions.take_back_roster(roster, by=here)
    assert (done.kept, unit_of(person), RosterEntry.objects.in_force().count()) == (
        [(person.name, "原单位已经登记调动。")],
        affiliates[1],
        1,
    )


def test_who_has_applied_from_the_new_unit_since_stays(affiliates, above: User):
    person = at(affiliates[0])
    roster = moved(affiliates[1], proving_row(person), by=above)
    person.employment.refresh_from_db()
    make_application(person, status="awaiting_employer", submitted_at=clock.now())
    done = actions.take_back_roster(roster, by=above)
    assert (done.kept, unit_of(person)) == ([(person.name, "调入后已经提交申请。")], affiliates[1])


def test_a_day_put_right_by_hand_is_the_officers_word(affiliates, above: User):
    person = at(affiliates[0])
    roster = moved(affiliates[1], proving_row(person), by=above)
    actions.correct_transfer(Transfer.objects.get(), by=above, moved_on=clock.today() - 2 * DAY)
    done = actions.take_back_roster(roster, by=above)
    assert (done.moved, unit_of(person), Transfer.objects.in_force().get().roster_entry) == (0, affiliates[1], None)


def test_a_move_withdrawn_by_hand_brings_the_former_units_row_back(affiliates, above: User):
    person = at(affiliates[0])
    first = listed_yesterday(affiliates[0], proving_row(person), by=above)
    roster = moved(affiliates[1], proving_row(person), by=above)
    actions.withdraw_transfer(Transfer.objects.get(), by=above)
    assert (RosterEntry.objects.in_force().filter(employer=affiliates[0]).get().roster, unit_of(person)) == (
        first,
        affiliates[0],
    )
    assert outcomes(roster, above) == [("甲单位", "withdrawn")]


def test_the_former_units_roster_is_taken_back_first(affiliates, above: User, clock_at_noon: time_machine.Traveller):
    """Its row had ended the one before; what comes back with the other roster is that one."""
    line = row()
    before = listed_yesterday(affiliates[0], line, by=above)
    clock_at_noon.move_to(clock.instant(clock.today(), dt.time(23, 58)))
    again = settled(commit(affiliates[0], [*line[:5], 9, None], by=above))
    clock_at_noon.shift(4 * 60)
    roster = moved(affiliates[1], line, by=above)
    actions.take_back_roster(again, by=above)
    assert RosterEntry.objects.in_force().filter(employer=affiliates[0]).count() == 0
    actions.take_back_roster(roster, by=above)
    assert list(RosterEntry.objects.in_force().values_list("employer", "roster")) == [(affiliates[0].pk, before.pk)]


def test_the_former_unit_lists_them_anew_meanwhile(affiliates, above: User, clock_at_noon: time_machine.Traveller):
    line = row()
    first = listed_yesterday(affiliates[0], line, by=above)
    roster = moved(affiliates[1], line, by=above)
    clock_at_noon.shift(60)
    again = settled(commit(affiliates[0], line, by=above))
    actions.take_back_roster(roster, by=above)
    assert list(RosterEntry.objects.in_force().values_list("employer", "roster")) == [(affiliates[0].pk, again.pk)]
    actions.take_back_roster(again, by=above)
    assert list(RosterEntry.objects.in_force().values_list("employer", "roster")) == [(affiliates[0].pk, first.pk)]


def test_a_merger_of_the_former_unit_meanwhile_gives_them_to_its_successor(affiliates, group: Employer, above: User):
    person, line, third = at(affiliates[0]), row(), make_employer(name="丙单位", parent=group)
    listed_yesterday(affiliates[0], proving_row(person), line, by=above)
    roster = moved(affiliates[1], proving_row(person), line, by=above)
    merge(affiliates[0], third)
    actions.take_back_roster(roster, by=above)
    rows = RosterEntry.objects.in_force().values_list("employer", flat=True)
    assert (list(rows), unit_of(person)) == ([third.pk] * 2, third)


def test_a_merger_of_the_receiving_unit_meanwhile_keeps_nobody_there(affiliates, group: Employer, above: User):
    person, third = at(affiliates[0]), make_employer(name="丙单位", parent=group)
    roster = moved(affiliates[1], proving_row(person), by=above)
    merge(affiliates[1], third)
    actions.take_back_roster(roster, by=above)
    assert (unit_of(person), RosterEntry.objects.in_force().count()) == (affiliates[0], 0)


def test_what_a_merged_unit_had_said_before_counts_again_at_the_successor(affiliates, group: Employer, above: User):
    line, third = row(), make_employer(name="丙单位", parent=group)
    first = listed_yesterday(affiliates[0], line, by=above)
    roster = settled(commit(affiliates[0], [*line[:5], 9, None], by=above))
    merge(affiliates[0], third)
    actions.take_back_roster(roster, by=above)
    assert list(RosterEntry.objects.in_force().values_list("employer", "roster")) == [(third.pk, first.pk)]


def test_the_successors_own_word_goes_before_what_a_merged_unit_had_said(affiliates, above: User):
    line = row()
    listed_yesterday(affiliates[0], line, by=above)
    roster = settled(commit(affiliates[0], [*line[:5], 9, None], by=above))
    own = listed_yesterday(affiliates[1], line, by=above)
    merge(affiliates[0], affiliates[1])
    actions.take_back_roster(roster, by=above)
    assert list(RosterEntry.objects.in_force().values_list("employer", "roster")) == [(affiliates[1].pk, own.pk)]
