"""An officer takes back what was answered by mistake, for ten minutes, unless somebody has acted on it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine
from django.test import Client

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.payments import actions as payments
from subsidies.payments.kinds import HoldKind
from subsidies.payments.models import Hold
from subsidies.verification import actions
from subsidies.verification.models import Departure, EmploymentConfirmation, Verification
from talent.accounts.models import NaturalPerson
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.notifications.models import Message
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.verification.claims import import_roster, waiting
from tests.subsidies.verification.test_bulk import again, read_of
from tests.talent.employers.rosters import hr_of

pytestmark = pytest.mark.django_db
UNDO_QUERIES = 34
NINE, ELEVEN = dt.timedelta(minutes=9), dt.timedelta(minutes=11)


def before(case: Application) -> dict[str, object]:
    return Application.objects.values("status", "promised_on", "office_days_left", "employer").get(pk=case.pk)


def answers() -> list[Verification]:
    return list(Verification.objects.select_related("submission"))


def in_force(case: Application) -> int:
    return EmploymentConfirmation.objects.in_force().filter(person=case.person_id).count()


@pytest.mark.parametrize("answer", ["verify", "dispute"])
def test_a_case_waits_again_as_before_the_answer(office: Office, answer: str, clock_at_noon):
    (case,) = waiting(office)
    was = before(case)
    clock_at_noon.shift(dt.timedelta(days=1))
    if answer == "verify":
        actions.verify(case, by=office.hr, submission=latest(case))
    else:
        actions.dispute(case, by=office.hr, submission=latest(case), reason="other", comment="请核对")
    clock_at_noon.shift(NINE)
    done = actions.undo(answers(), by=office.hr)
    assert (done.done, before(case), Verification.objects.count(), in_force(case)) == (1, was, 0, 0)


def test_many_are_taken_back_by_one_click(office: Office):
    crowd = waiting(office, 5)
    was = [before(case) for case in crowd]
    actions.verify_many(read_of(*crowd), by=office.hr)
    assert (actions.undo(answers(), by=office.hr).done, [before(case) for case in crowd]) == (5, was)


@pytest.mark.parametrize("people", [2, 7])
def test_undoing_many_costs_the_same_queries_for_any_number(office: Office, people: int, django_assert_num_queries):
    actions.verify_many(read_of(*waiting(office, people)), by=office.hr)
    given = answers()
    with django_assert_num_queries(UNDO_QUERIES):
        assert actions.undo(given, by=again(office.hr)).done == people


def test_it_may_be_answered_again_otherwise(office: Office):
    (case,) = waiting(office)
    actions.verify(case, by=office.hr, submission=latest(case))
    actions.undo(answers(), by=office.hr)
    actions.dispute(fresh(case), by=office.hr, submission=latest(case), reason="contract_differs", comment="")
    assert (fresh(case).status, Verification.objects.get().outcome) == ("disputed", "disputed")


def test_the_applicant_is_told_that_the_first_message_counts_no_more(office: Office):
    (case,) = waiting(office)
    actions.verify(case, by=office.hr, submission=latest(case))
    actions.undo(answers(), by=office.hr)
    told = Message.objects.filter(recipient=case.person.user, template="application_taken_back", channel="portal").get()
    assert told.context["number"] == case.number


def test_the_log_keeps_both(office: Office):
    (case,) = waiting(office)
    actions.verify(case, by=office.hr, submission=latest(case))
    actions.undo(answers(), by=office.hr)
    verbs = list(AuditEvent.objects.about(case).order_by("id").values_list("verb", flat=True))[-2:]
    assert verbs == ["application.verify", "application.take_back"]


def test_who_was_said_to_have_left_is_employed_again(office: Office):
    (case,) = waiting(office)
    EmploymentConfirmation.objects.create(
        person=case.person, employer=office.employer, confirmed_on=dt.date(2026, 11, 1), confirmed_by=office.hr
    )
    actions.dispute(case, by=office.hr, submission=latest(case), reason="has_left", comment="")
    left = (in_force(case), Departure.objects.in_force().count())
    actions.undo(answers(), by=office.hr)
    assert (left, in_force(case), Departure.objects.in_force().count()) == ((0, 1), 1, 0)


def test_who_was_held_because_of_the_answer_is_let_go(office: Office):
    (case,) = waiting(office)
    EmploymentConfirmation.objects.create(
        person=case.person, employer=office.employer, confirmed_on=dt.date(2026, 11, 1), confirmed_by=office.hr
    )
    actions.dispute(case, by=office.hr, submission=latest(case), reason="has_left", comment="")
    hold = Hold.objects.create(
        person=case.person, kind=HoldKind.LEFT_EMPLOYER, departure=Departure.objects.get(), placed_at=clock.now()
    )
    actions.undo(answers(), by=office.hr)
    assert (payments.settle_departures(), Hold.objects.get(pk=hold.pk).status) == (1, "lifted")


def test_who_leaves_after_all_is_noted_again(office: Office):
    (case,) = waiting(office)
    EmploymentConfirmation.objects.create(
        person=case.person, employer=office.employer, confirmed_on=dt.date(2026, 11, 1), confirmed_by=office.hr
    )
    for _ in range(2):
        actions.dispute(fresh(case), by=office.hr, submission=latest(case), reason="has_left", comment="")
        given = answers()
        actions.undo(given, by=office.hr)
    actions.dispute(fresh(case), by=office.hr, submission=latest(case), reason="has_left", comment="")
    assert (Departure.objects.count(), Departure.objects.standing().count()) == (3, 1)


def test_after_ten_minutes_it_is_too_late(office: Office, clock_at_noon):
    (case,) = waiting(office)
    actions.verify(case, by=office.hr, submission=latest(case))
    clock_at_noon.shift(ELEVEN)
    with pytest.raises(ActionRefused) as refused:
        actions.undo(answers(), by=office.hr)
    assert (str(refused.value), fresh(case).status) == (
        "已超过 10 分钟，不能撤销。确需更正的，请联系人才办退回。",
        "awaiting_review",
    )


def test_what_somebody_acted_on_is_named_and_left_as_it_is(office: Office, clock_at_noon: time_machine.Traveller):
    reviewed, sent_back, judged, untouched = waiting(office, 4)
    actions.verify_many(read_of(reviewed, sent_back, judged, untouched), by=office.hr)
    clock_at_noon.shift(60)
    for case in (reviewed, sent_back):
        office.do("review", case)
    cases.mark_sent_back(fresh(sent_back), by=office.rechecker, submission=latest(sent_back))
    cases.establish(
        fresh(judged), "employment.works_in_city", False, pk=uuid.uuid4(), by=office.reviewer,
        submission=latest(judged), source="office", reason="现场核实",
    )  # fmt: skip
    done = actions.undo(answers(), by=office.hr)
    statuses = [fresh(case).status for case in (reviewed, sent_back, judged, untouched)]
    assert (statuses, done.done, sorted(number for number, _why in done.refused)) == (
        ["awaiting_recheck", "awaiting_review", "awaiting_review", "awaiting_employer"],
        1,
        sorted(case.number for case in (reviewed, sent_back, judged)),
    )


def test_an_applicant_who_has_answered_is_not_sent_back(office: Office, clock_at_noon):
    (case,) = waiting(office)
    actions.dispute(case, by=office.hr, submission=latest(case), reason="other", comment="请核对")
    given = answers()
    clock_at_noon.shift(60)
    office.do("answer_dispute", case)
    assert (actions.undo(given, by=office.hr).done, case.submissions.count()) == (0, 2)


def test_a_double_click_is_counted_and_changes_nothing(office: Office):
    actions.verify_many(read_of(*waiting(office, 2)), by=office.hr)
    given = answers()
    first, second = actions.undo(given, by=office.hr), actions.undo(given, by=office.hr)
    events = AuditEvent.objects.filter(verb="application.take_back").count()
    assert (first.done, second.done, second.already, second.refused, events) == (2, 0, 2, [], 2)


def test_nobody_takes_back_the_answer_to_their_own_case(office: Office):
    (case,) = waiting(office)
    actions.verify(case, by=office.hr, submission=latest(case))
    person = NaturalPerson.objects.create(name="李明", identity_number=case.person.identity_number)
    done = actions.undo(answers(), by=hr_of(office.employer, natural_person=person))
    assert (done.refused, fresh(case).status) == (
        [(case.number, "这是您本人的申请，按回避规定不能由您办理。")],
        "awaiting_review",
    )


def test_another_unit_s_officer_takes_nothing_back(office: Office):
    (case,) = waiting(office)
    actions.verify(case, by=office.hr, submission=latest(case))
    stranger = make_user("hr_officer", employer=make_employer())
    assert (actions.undo(answers(), by=stranger).done, fresh(case).status) == (0, "awaiting_review")


# The pages


@pytest.fixture
def desk(client: Client, office: Office) -> Client:
    client.force_login(office.hr)
    return client


def test_from_the_queue_to_undo_and_back(desk: Client, office: Office):
    crowd = waiting(office, 3)
    actions.verify_many(read_of(*crowd), by=office.hr)
    queue = desk.get("/employer/verify/").content.decode()
    address = f"/employer/verify/answered/{answers()[0].pk}/undo/"
    asked = desk.get(f"{address}?all=1").content.decode()
    done = desk.post(address, {"all": "1"}, follow=True).content.decode()
    assert [
        "核实了 3 人。12:10 前可以撤销。" in queue,
        all(case.number in asked for case in crowd),
        "已撤销对 3 人的答复，申请回到待核实。" in done,
        {fresh(case).status for case in crowd},
    ] == [True, True, True, {"awaiting_employer"}]


def test_one_of_many_is_taken_back_alone(desk: Client, office: Office):
    one, other = waiting(office, 2)
    actions.verify_many(read_of(one, other), by=office.hr)
    answer = Verification.objects.get(submission__application=one)
    desk.post(f"/employer/verify/answered/{answer.pk}/undo/")
    assert [fresh(case).status for case in (one, other)] == ["awaiting_employer", "awaiting_review"]


def test_a_second_click_on_the_page_says_that_it_is_done(desk: Client, office: Office):
    actions.verify_many(read_of(*waiting(office, 2)), by=office.hr)
    address = f"/employer/verify/answered/{answers()[0].pk}/undo/"
    pages = [desk.post(address, {"all": "1"}, follow=True).content.decode() for _ in range(2)]
    assert "没有找到这条答复，可能已经撤销。" in pages[1]


def test_too_late_says_so_and_offers_it_no_more(desk: Client, office: Office, clock_at_noon):
    (case,) = waiting(office)
    actions.verify(case, by=office.hr, submission=latest(case))
    address = f"/employer/verify/answered/{answers()[0].pk}/undo/"
    offered = [address in desk.get("/employer/verify/answered/").content.decode()]
    clock_at_noon.shift(ELEVEN)
    desk.force_login(office.hr)
    offered.append(address in desk.get("/employer/verify/answered/").content.decode())
    said = desk.post(address, follow=True).content.decode()
    assert (offered, "已超过 10 分钟，不能撤销。" in said) == ([True, False], True)


def test_another_unit_s_answer_is_not_shown_nor_taken_back(client: Client, office: Office):
    (case,) = waiting(office)
    actions.verify(case, by=office.hr, submission=latest(case))
    client.force_login(make_user("hr_officer", employer=make_employer()))
    address = f"/employer/verify/answered/{answers()[0].pk}/undo/"
    pages = [client.get(address, follow=True), client.post(address, follow=True)]
    assert ([case.number in page.content.decode() for page in pages], fresh(case).status) == (
        [False, False],
        "awaiting_review",
    )


def test_what_a_roster_proved_is_not_offered(desk: Client, office: Office):
    (case,) = waiting(office)
    import_roster(office.employer, case.person, by=office.hr)
    actions.verify_by_roster(case)
    assert (clock.now() is not None, "/undo/" in desk.get("/employer/verify/answered/").content.decode()) == (
        True,
        False,
    )
