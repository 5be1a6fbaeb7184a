"""A roster lists people whom another unit of the group has: they are counted, recorded as moved, and taken back."""

from __future__ import annotations

import uuid

import pytest
import time_machine

from subsidies.payments import actions as payments
from subsidies.payments.models import Hold
from subsidies.verification import actions
from subsidies.verification.models import Departure, EmploymentConfirmation, Transfer
from talent.accounts.models import NaturalPerson, User
from talent.calendars import clock
from talent.employers import actions as rosters
from talent.employers.models import Employer, Roster
from talent.employers.queries import absent_from
from talent.notifications.models import Message
from talent.profiles.models import Employment
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_identity_number
from tests.subsidies.applications.stages import Office
from tests.subsidies.portal.acting.officer import filed_for
from tests.subsidies.verification.claims import proving_row
from tests.subsidies.verification.moving import (
    DAY,
    at,
    in_force,
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


def test_people_of_another_unit_are_counted_and_each_row_names_it(affiliates, above: User):
    listed, stated, new = row("张三"), at(affiliates[0]), row("王五")
    listed_yesterday(affiliates[0], listed, by=above)
    roster = preview(affiliates[1], listed, proving_row(stated), new, by=above)
    assert (roster.moved_count, outcomes(roster, above)) == (2, [("甲单位", "ready")] * 2)


def test_people_of_units_outside_the_group_are_simply_new(affiliates, above: User):
    stranger, line = make_employer(), row()
    listed_yesterday(stranger, line, by=hr_of(stranger))
    roster = preview(affiliates[1], line, by=above)
    assert (roster.moved_count, roster.new_count) == (0, 1)


def test_who_left_the_other_unit_by_its_roster_is_simply_new(affiliates, above: User):
    line = row()
    listed_yesterday(affiliates[0], [*line[:6], (clock.today() - DAY).isoformat()], by=above)
    assert preview(affiliates[1], line, by=above).moved_count == 0


def test_people_of_a_merged_unit_come_from_its_successor(affiliates, group: Employer, above: User):
    third, line = make_employer(name="丙单位", parent=group), row()
    listed_yesterday(affiliates[0], line, by=above)
    merge(affiliates[0], third)
    assert outcomes(preview(affiliates[1], line, by=above), above) == [("丙单位", "ready")]


def test_the_choice_records_the_moves_and_nothing_is_held(affiliates, above: User):
    person, line = at(affiliates[0]), row("张三")
    listed_yesterday(affiliates[0], proving_row(person), line, by=above)
    roster = moved(affiliates[1], proving_row(person), line, by=above, on=clock.today() - 3 * DAY)
    payments.settle_departures()
    move = Transfer.objects.get()
    employment = Employment.objects.get(person=person)
    assert (move.from_employer, move.to_employer, move.moved_on, move.stated_by, move.roster_entry.roster) == (
        affiliates[0],
        affiliates[1],
        clock.today() - 3 * DAY,
        above,
        roster,
    )
    assert (employment.employer, employment.hired_by, employment.works_in_city) == (affiliates[1], affiliates[0], True)
    assert (Hold.objects.count(), Departure.objects.count(), in_force(affiliates[0])) == (0, 0, [])
    assert outcomes(roster, above) == [("甲单位", "done")] * 2


def test_without_the_choice_nobody_is_moved_and_the_former_unit_is_told(affiliates, above: User):
    person, officer = at(affiliates[0]), hr_of(affiliates[0])
    settled(commit(affiliates[1], proving_row(person), row(), by=above))
    told = Message.objects.get(recipient=officer, template="arrivals_listed", channel="portal")
    assert (unit_of(person), Transfer.objects.count(), told.context["listed"], told.context["moved"]) == (
        affiliates[0],
        0,
        1,
        0,
    )


def test_a_day_of_hire_later_than_the_former_units_is_the_day_of_the_move(affiliates, above: User):
    person, arrived = at(affiliates[0]), clock.today() - 9 * DAY
    moved(affiliates[1], proving_row(person, hired_on=arrived.isoformat()), by=above)
    assert Transfer.objects.get().moved_on == arrived


def test_a_move_out_of_the_city_is_a_departure_of_its_own_kind(affiliates, above: User):
    affiliates[1].in_city = False
    affiliates[1].save()
    person = at(affiliates[0])
    roster = moved(affiliates[1], proving_row(person), by=above)
    payments.settle_departures()
    gone, employment = Departure.objects.get(), Employment.objects.get(person=person)
    assert (gone.kind, gone.employer, Transfer.objects.get().departure, Hold.objects.get().status) == (
        "moved_away",
        affiliates[0],
        gone,
        "live",
    )
    assert employment.works_in_city is False
    actions.take_back_roster(roster, by=above)
    payments.settle_departures()
    assert (Departure.objects.in_force().count(), Hold.objects.get().status) == (0, "lifted")
    assert EmploymentConfirmation.objects.in_force().filter(person=person, employer=affiliates[0]).count() == 1


def test_an_officer_of_the_receiving_unit_alone_moves_nobody(affiliates):
    person, here = at(affiliates[0]), hr_of(affiliates[1])
    roster = moved(affiliates[1], proving_row(person), by=here)
    assert (outcomes(roster, here), unit_of(person)) == ([("甲单位", "not_yours")], affiliates[0])


def test_the_former_units_officer_agrees_to_all_at_once(affiliates):
    person, line, here, there = at(affiliates[0]), row(), hr_of(affiliates[1]), hr_of(affiliates[0])
    listed_yesterday(affiliates[0], line, by=there)
    roster = moved(affiliates[1], proving_row(person), line, by=here)
    count = actions.agree_to_arrivals(roster, by=there, day=clock.today())
    assert (count, unit_of(person), Transfer.objects.get().stated_by, in_force(affiliates[0])) == (
        2,
        affiliates[1],
        there,
        [],
    )
    with pytest.raises(ActionRefused, match="没有现在可以"):
        actions.agree_to_arrivals(roster, by=there, day=clock.today())


def test_who_has_a_case_that_waits_for_the_former_unit_is_reported_and_not_moved(office: Office, group: Employer):
    unit, case = make_employer(parent=group), office.submitted()
    office.employer.parent = group
    office.employer.save()
    roster = moved(unit, proving_row(case.person), by=hr_of(group))
    assert ([outcome for _unit, outcome in outcomes(roster, hr_of(group))], Transfer.objects.count()) == (
        ["awaiting"],
        0,
    )


def test_who_was_said_to_have_left_is_reported_and_not_moved(affiliates, above: User):
    person = at(affiliates[0])
    actions.report_left(person, by=above, left_on=clock.today() - DAY, kind="left_group")
    roster = preview(affiliates[1], proving_row(person), by=above)
    found = outcomes(roster, above)
    settled(rosters.commit(roster, by=above, arrivals_on=clock.today()))
    assert (found, unit_of(person), Transfer.objects.count()) == ([("甲单位", "left")], affiliates[0], 0)


def test_nobody_moves_themself(affiliates, group: Employer):
    person = at(affiliates[0])
    own = NaturalPerson.objects.create(name=person.name, identity_number=person.identity_number)
    officer = hr_of(group, natural_person=own)
    roster = moved(affiliates[1], proving_row(person), by=officer)
    assert (outcomes(roster, officer), unit_of(person)) == ([("甲单位", "own")], affiliates[0])


def test_nobody_moves_whom_they_filed_for(affiliates, above: User):
    person = at(affiliates[0])
    filed_for(person, above)
    roster = moved(affiliates[1], proving_row(person), by=above)
    assert (outcomes(roster, above), unit_of(person)) == ([("甲单位", "own")], affiliates[0])


def test_the_former_units_next_roster_misses_nobody_who_moved(affiliates, above: User):
    person, line, stays = at(affiliates[0]), row("张三"), row("李四")
    listed_yesterday(affiliates[0], proving_row(person), line, stays, by=above)
    moved(affiliates[1], proving_row(person), line, by=above)
    roster = preview(affiliates[0], stays, by=above)
    assert (roster.absent_count, absent_from(roster).count, Departure.objects.count()) == (0, 0, 0)


def test_who_was_moved_by_hand_is_not_missed_either(affiliates, above: User):
    person = at(affiliates[0])
    listed_yesterday(affiliates[0], proving_row(person), by=above)
    actions.transfer(person, by=above, pk=uuid.uuid4(), to_employer=affiliates[1], moved_on=clock.today())
    roster = preview(affiliates[0], row(), by=above)
    assert (roster.absent_count, absent_from(roster).count) == (0, 0)


def test_whom_both_units_list_on_one_day_is_reported_and_not_moved(affiliates, above: User):
    line = row()
    commit(affiliates[0], line, by=above)
    roster = moved(affiliates[1], line, by=above)
    assert (outcomes(roster, above), len(in_force(affiliates[0])), len(in_force(affiliates[1]))) == (
        [("甲单位", "listed_today")],
        1,
        1,
    )


def test_a_stale_file_of_the_former_unit_brings_nobody_back(affiliates, above: User, clock_at_noon):
    person, line = at(affiliates[0]), row("张三")
    listed_yesterday(affiliates[0], proving_row(person), line, by=above)
    moved(affiliates[1], proving_row(person), line, by=above)
    clock_at_noon.shift(2 * DAY)
    roster = moved(affiliates[0], proving_row(person), line, by=above)
    assert (outcomes(roster, above), unit_of(person), Transfer.objects.count()) == (
        [("乙单位", "went_there")] * 2,
        affiliates[1],
        1,
    )


def test_the_units_are_told_once_in_numbers(affiliates, above: User):
    people, there, here = [at(affiliates[0]) for _ in range(3)], hr_of(affiliates[0]), hr_of(affiliates[1])
    roster = moved(affiliates[1], *map(proving_row, people), by=above)
    actions.record_arrivals(roster)
    told = Message.objects.filter(channel="portal", recipient__in=[there, here, above])
    assert sorted(told.values_list("recipient", "template")) == sorted(
        [(there.pk, "arrivals_listed"), (here.pk, "arrivals_recorded")]
    )
    assert told.get(recipient=there).context["moved"] == 3


def test_each_applicant_is_told_of_the_move(affiliates, above: User):
    person = at(affiliates[0])
    moved(affiliates[1], proving_row(person), by=above)
    told = Message.objects.filter(recipient=person.user, channel="portal").values_list("template", flat=True)
    assert list(told) == ["transfer_made"]


def test_a_day_that_has_not_come_is_refused(affiliates, above: User):
    with pytest.raises(ActionRefused, match="不能晚于今天"):
        rosters.commit(preview(affiliates[1], row(), by=above), by=above, arrivals_on=clock.today() + DAY)
    assert Roster.objects.get().status == "preview"


def test_somebody_elses_roster_meanwhile_makes_the_officer_look_again(affiliates, above: User):
    line = row()
    roster = preview(affiliates[1], line, by=above)
    commit(affiliates[0], line, by=above)
    with pytest.raises(ActionRefused, match="重新计算"):
        rosters.commit(roster, by=above, arrivals_on=clock.today())
    assert Roster.objects.get(pk=roster.pk).moved_count == 1


def test_a_new_number_has_no_other_unit(affiliates, above: User):
    assert preview(affiliates[1], row(number=make_identity_number()), by=above).moved_count == 0
