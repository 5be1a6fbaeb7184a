"""An officer takes back a roster that was committed by mistake, with all that came of it."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.payments import actions as payments
from subsidies.payments.kinds import HoldKind
from subsidies.payments.models import Hold
from subsidies.verification import actions, tasks
from subsidies.verification.models import Departure, EmploymentConfirmation, Verification
from subsidies.verification.taking_back import consequences_of_taking_back
from talent.accounts.models import NaturalPerson
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.employers import actions as rosters
from talent.employers.models import Roster, RosterEntry
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_user
from tests.subsidies.applications.stages import Office, fresh, latest, ready_person
from tests.subsidies.verification.claims import import_roster, proving_row, waiting
from tests.subsidies.verification.test_bulk import again
from tests.talent.employers.rosters import commit, hr_of, preview, roster_file, row

pytestmark = pytest.mark.django_db
NINE, ELEVEN = dt.timedelta(minutes=9), dt.timedelta(minutes=11)
TAKE_BACK_QUERIES, CONFIRM_PAGE_QUERIES = 46, 14


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
    actions.report_left(person, by=office.hr, left_on=dt.date(2026, 11, 1))
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
    actions.report_left(person, by=office.hr, left_on=dt.date(2026, 11, 5))
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


def test_after_ten_minutes_it_is_too_late(office: Office, clock_at_noon: time_machine.Traveller):
    roster = commit(office.employer, row(), by=office.hr)
    clock_at_noon.shift(ELEVEN)
    with pytest.raises(ActionRefused) as refused:
        actions.take_back_roster(roster, by=office.hr)
    assert (str(refused.value), Roster.objects.get().status) == (
        "已超过 10 分钟，不能撤回。有错的，请改好文件重新导入，以新的花名册为准。",
        "committed",
    )


def test_the_next_roster_of_the_unit_ends_it_and_another_units_does_not(office: Office, clock_at_noon):
    first = commit(office.employer, row(), by=office.hr)
    clock_at_noon.shift(60)
    commit(make_employer(), row())
    second = commit(office.employer, row(), by=office.hr)
    with pytest.raises(ActionRefused) as refused:
        actions.take_back_roster(first, by=office.hr)
    assert (str(refused.value), actions.take_back_roster(second, by=office.hr).rows) == (
        "之后又有花名册生效，不能撤回。有错的，请改好文件重新导入，以新的花名册为准。",
        1,
    )


def test_a_preview_or_a_roster_given_up_cannot_be_taken_back(office: Office):
    waits, given_up = (preview(office.employer, row(), by=office.hr) for _ in range(2))
    rosters.discard(given_up, by=office.hr)
    for roster in (waits, given_up):
        with pytest.raises(ActionRefused):
            actions.take_back_roster(roster, by=office.hr)
    assert sorted(Roster.objects.values_list("status", flat=True)) == ["discarded", "preview"]


def test_a_preview_counted_against_what_is_taken_back_is_shown_again(office: Office, clock_at_noon):
    listed = row()
    roster = commit(office.employer, listed, by=office.hr)
    clock_at_noon.shift(60)
    waits = preview(office.employer, listed, by=office.hr)
    actions.take_back_roster(roster, by=office.hr)
    with pytest.raises(ActionRefused) as refused:
        rosters.commit(waits, by=office.hr)
    assert (str(refused.value), Roster.objects.get(pk=waits.pk).new_count) == (
        "预览之后，本单位又有花名册生效或撤回，人数已重新计算。请核对后再次确认导入。",
        1,
    )


def test_a_second_click_changes_nothing(office: Office):
    roster = commit(office.employer, row(), by=office.hr)
    done = [actions.take_back_roster(roster, by=office.hr) for _ in range(2)]
    assert ([each.already for each in done], AuditEvent.objects.filter(verb="roster.take_back").count()) == (
        [False, True],
        1,
    )


def test_the_log_says_how_much_was_taken_back(office: Office):
    (case,) = waiting(office)
    roster = settled(import_roster(office.employer, case.person, by=office.hr))
    actions.take_back_roster(roster, by=office.hr)
    event = AuditEvent.objects.get(verb="roster.take_back")
    assert (event.from_status, event.to_status, event.detail) == (
        "committed",
        "taken_back",
        {
            "rows": 1, "restored": 0, "kept": 0, "cases": 1, "departures": 0, "unconfirmed": 1, "confirmed_again": 0,
        },
    )  # fmt: skip


def test_another_units_officer_takes_nothing_back(office: Office):
    roster = commit(office.employer, row(), by=office.hr)
    with pytest.raises(ActionRefused):
        actions.take_back_roster(roster, by=make_user("hr_officer", employer=make_employer()))
    assert Roster.objects.get().status == "committed"


def test_nobody_takes_back_what_was_proved_of_themself(office: Office):
    (case,) = waiting(office)
    roster = settled(import_roster(office.employer, case.person, by=office.hr))
    own = NaturalPerson.objects.create(name="李明", identity_number=case.person.identity_number)
    done = actions.take_back_roster(roster, by=hr_of(office.employer, natural_person=own))
    assert (done.kept, fresh(case).status) == (
        [(f"{case.person.name} {case.number}", "这是您本人的申请，按回避规定不能由您办理。")],
        "awaiting_review",
    )


@pytest.mark.parametrize("people", [2, 7])
def test_taking_back_costs_the_same_queries_for_any_number(office: Office, people: int, django_assert_num_queries):
    crowd = waiting(office, people)
    roster = settled(import_roster(office.employer, *(case.person for case in crowd), by=office.hr))
    with django_assert_num_queries(TAKE_BACK_QUERIES):
        assert actions.take_back_roster(roster, by=again(office.hr)).cases == people


# The pages


@pytest.fixture
def desk(client: Client, office: Office) -> Client:
    client.force_login(office.hr)
    return client


def test_the_page_of_a_roster_offers_it_for_ten_minutes(desk: Client, office: Office, clock_at_noon):
    roster = commit(office.employer, row(), by=office.hr)
    address = f"/employer/rosters/{roster.pk}/"
    offered = [f"{address}take-back/" in desk.get(address).content.decode()]
    clock_at_noon.shift(ELEVEN)
    desk.force_login(office.hr)
    offered.append(f"{address}take-back/" in desk.get(address).content.decode())
    said = desk.get(f"{address}take-back/", follow=True).redirect_chain[-1][0]
    refused = desk.post(f"{address}take-back/", follow=True).content.decode()
    assert (offered, said, "已超过 10 分钟，不能撤回。" in refused) == ([True, False], address, True)


def test_it_asks_in_numbers_and_then_says_what_it_did(desk: Client, office: Office, clock_at_noon):
    known = ready_person(office.employer)
    settled(import_roster(office.employer, known, by=office.hr))
    clock_at_noon.shift(60)
    untouched, reviewed = waiting(office, 2)
    lines = [proving_row(case.person) for case in (untouched, reviewed)]
    roster = settled(commit(office.employer, *lines, proving_row(known, left_on="2026-11-01"), by=office.hr))
    clock_at_noon.shift(60)
    office.do("review", reviewed)
    address = f"/employer/rosters/{roster.pk}/take-back/"
    asked = desk.get(address).content.decode()
    done = desk.post(address, follow=True).content.decode()
    assert [
        "花名册的 3 行不再有效：1 人恢复为以前的记录，2 人以前没有记录，不再列在花名册里。" in asked,
        "由这份花名册自动核实的 1 件申请回到待核实" in asked,
        "这份花名册写明离职的 1 人" in asked,
        "1 人不撤回" in asked,
        reviewed.number in asked,
        untouched.number in asked,
        "花名册已撤回：2 行不再有效，1 人恢复为以前的记录，1 件申请回到待核实。" in done,
        f"{reviewed.person.name} {reviewed.number}：当前状态为“待复核”，不能办理“撤销答复”。" in done,
        "没有撤回的人员" in done,
        "已撤回" in desk.get("/employer/rosters/").content.decode(),
    ] == [True, True, True, True, True, False, True, True, True, True]


def test_a_second_click_on_the_page_says_that_it_is_done(desk: Client, office: Office):
    roster = commit(office.employer, row(), by=office.hr)
    pages = [desk.post(f"/employer/rosters/{roster.pk}/take-back/", follow=True).content.decode() for _ in range(2)]
    assert ("花名册此前已经撤回，没有重复办理。" in pages[0], "花名册此前已经撤回，没有重复办理。" in pages[1]) == (
        False,
        True,
    )


def test_another_units_roster_is_not_there(client: Client, office: Office):
    roster = commit(office.employer, row(), by=office.hr)
    client.force_login(make_user("hr_officer", employer=make_employer()))
    address = f"/employer/rosters/{roster.pk}/take-back/"
    assert ([client.get(address).status_code, client.post(address).status_code], Roster.objects.get().status) == (
        [404, 404],
        "committed",
    )


@pytest.mark.parametrize("people", [1, 30])
def test_the_page_that_asks_takes_the_same_queries(
    desk: Client, office: Office, people: int, django_assert_num_queries
):
    commit(office.employer, *(row() for _ in range(people)), by=office.hr)
    address = f"/employer/rosters/{Roster.objects.get().pk}/take-back/"
    desk.get("/employer/rosters/")
    with django_assert_num_queries(CONFIRM_PAGE_QUERIES):
        assert desk.get(address).status_code == 200
