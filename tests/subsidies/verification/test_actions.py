"""The employer's answer: by an officer, one by one or in bulk, and what it does to confirmations."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from subsidies.applications import actions as cases
from subsidies.applications.refusals import CaseOutOfReach, SubmissionChanged
from subsidies.verification import actions
from subsidies.verification.actions import BulkAnswer
from subsidies.verification.kinds import DisputeReason
from subsidies.verification.models import Departure, EmploymentConfirmation, Verification
from subsidies.verification.queries import employment_confirmed_on
from talent.accounts.models import NaturalPerson
from talent.accounts.roles import Role
from talent.accounts.separation import DutiesNotSeparated
from talent.notifications.models import Message
from talent.workflow.refusals import ActionRefused
from talent.workflow.table import TransitionRefused
from tests.factories import make_employer, make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.verification.claims import waiting
from tests.talent.employers.rosters import hr_of

TODAY = dt.date(2026, 11, 23)


def dispute(office: Office, application: object, reason: str = "hired_on_differs", comment: str = "") -> Verification:
    read = latest(application)  # type: ignore[arg-type]
    return actions.dispute(application, by=office.hr, submission=read, reason=reason, comment=comment)  # type: ignore[arg-type]


def test_an_answer_moves_the_case_and_confirms_the_employment_of_today(office: Office):
    (case,) = waiting(office)
    answer = actions.verify(case, by=office.hr, submission=latest(case))
    assert (fresh(case).status, answer.answered_by, answer.submission) == ("awaiting_review", office.hr, latest(case))
    assert employment_confirmed_on([case.person_id]) == {case.person_id: TODAY}


def test_who_says_to_have_left_is_verified_and_not_counted_as_employed(office: Office):
    case = office.draft()
    case.person.employment.left_on = dt.date(2026, 11, 1)
    case.person.employment.save()
    cases.submit(case, by=case.person.user)
    actions.verify(case, by=office.hr, submission=latest(case))
    assert (fresh(case).status, EmploymentConfirmation.objects.count()) == ("awaiting_review", 0)


def test_a_case_is_answered_once(office: Office):
    (case,) = waiting(office)
    actions.verify(case, by=office.hr, submission=latest(case))
    with pytest.raises(TransitionRefused):
        actions.verify(case, by=hr_of(office.employer), submission=latest(case))
    assert (Verification.objects.count(), EmploymentConfirmation.objects.count()) == (1, 1)


def test_an_answer_to_what_is_no_longer_the_latest_submission_is_refused(office: Office):
    (case,) = waiting(office)
    read = latest(case)
    dispute(office, case)
    cases.answer_dispute(fresh(case), by=case.person.user)
    with pytest.raises(SubmissionChanged):
        actions.verify(fresh(case), by=office.hr, submission=read)
    assert fresh(case).status == "awaiting_employer"


def test_nobody_answers_their_own_case(office: Office):
    (case,) = waiting(office)
    own = NaturalPerson.objects.create(name="李明", identity_number=case.person.identity_number)
    officer = hr_of(office.employer, natural_person=own)
    with pytest.raises(DutiesNotSeparated):
        actions.verify(case, by=officer, submission=latest(case))
    with pytest.raises(DutiesNotSeparated):
        actions.dispute(case, by=officer, submission=latest(case), reason="has_left", comment="")
    assert (fresh(case).status, Verification.objects.count()) == ("awaiting_employer", 0)


def test_another_employers_officer_cannot_answer(office: Office):
    (case,) = waiting(office)
    with pytest.raises(CaseOutOfReach):
        actions.verify(case, by=make_user(Role.HR_OFFICER), submission=latest(case))


def test_an_officer_who_reviews_too_still_answers_for_the_own_employer_alone(office: Office):
    (case,) = waiting(office)
    officer = hr_of(make_employer())
    officer.role_grants.create(role=Role.REVIEWER)
    with pytest.raises(CaseOutOfReach):
        actions.verify(case, by=officer, submission=latest(case))
    assert (fresh(case).status, EmploymentConfirmation.objects.count()) == ("awaiting_employer", 0)


def test_an_officer_of_the_group_answers_for_a_subsidiary(office: Office):
    office.employer.parent = make_employer()
    office.employer.save()
    (case,) = waiting(office)
    actions.verify(case, by=hr_of(office.employer.parent), submission=latest(case))
    assert fresh(case).status == "awaiting_review"


def test_a_dispute_tells_the_applicant_the_reason_and_the_comment(office: Office):
    (case,) = waiting(office)
    answer = dispute(office, case, comment=" 单位记录为 8 月 1 日 ")
    assert (fresh(case).status, answer.outcome, answer.reason, answer.comment) == (
        "disputed",
        "disputed",
        "hired_on_differs",
        "单位记录为 8 月 1 日",
    )
    told = Message.objects.filter(recipient=case.person.user, template="application_disputed", channel="portal").get()
    assert told.context["reason"] == "入职日期不一致：单位记录为 8 月 1 日"


@pytest.mark.parametrize("comment", ["", "  \n"])
def test_another_reason_needs_words(office: Office, comment: str):
    (case,) = waiting(office)
    with pytest.raises(ActionRefused, match="请写明情况"):
        dispute(office, case, DisputeReason.OTHER, comment)
    assert fresh(case).status == "awaiting_employer"


@pytest.mark.parametrize(
    ("reason", "left"), [("has_left", 0), ("not_employed", 0), ("hired_on_differs", 1), ("contract_differs", 1)]
)
def test_who_is_said_to_have_left_is_not_counted_as_employed_any_more(office: Office, reason: str, left: int):
    (case,) = waiting(office)
    EmploymentConfirmation.objects.create(
        person=case.person, employer=office.employer, confirmed_on=dt.date(2026, 11, 1), confirmed_by=office.hr
    )
    dispute(office, case, reason)
    assert len(employment_confirmed_on([case.person_id])) == left


def test_another_employers_confirmation_outlives_a_dispute(office: Office):
    (case,) = waiting(office)
    EmploymentConfirmation.objects.create(
        person=case.person, employer=make_employer(), confirmed_on=TODAY, confirmed_by=office.hr
    )
    dispute(office, case, "has_left")
    assert employment_confirmed_on([case.person_id]) == {case.person_id: TODAY}


def test_several_are_answered_each_by_itself_and_what_changed_is_named(office: Office):
    good, changed, gone = waiting(office, 3)
    read = [(case.pk, latest(case).pk) for case in (good, changed, gone)]
    dispute(office, changed)
    cases.answer_dispute(fresh(changed), by=changed.person.user)
    cases.withdraw(fresh(gone), by=gone.person.user)
    answer = actions.verify_many(read, by=office.hr)
    assert (answer.done, answer.already, [number for number, _why in answer.refused]) == (
        1,
        0,
        sorted([changed.number, gone.number]),
    )
    assert [fresh(case).status for case in (good, changed, gone)] == [
        "awaiting_review",
        "awaiting_employer",
        "withdrawn",
    ]


def test_a_double_click_on_several_counts_them_and_answers_none_twice(office: Office):
    read = [(case.pk, latest(case).pk) for case in waiting(office, 2)]
    assert actions.verify_many(read, by=office.hr) == BulkAnswer(done=2)
    assert actions.verify_many(read, by=office.hr) == BulkAnswer(already=2)
    assert Verification.objects.count() == 2


def test_a_submission_of_another_case_answers_nothing(office: Office):
    first, second = waiting(office, 2)
    answer = actions.verify_many([(first.pk, latest(second).pk)], by=office.hr)
    assert (answer.done, [number for number, _why in answer.refused]) == (0, [first.number])


def test_cases_of_other_employers_are_not_even_named(office: Office):
    (case,) = waiting(office)
    answer = actions.verify_many([(case.pk, latest(case).pk), (uuid.uuid4(), uuid.uuid4())], by=hr_of(make_employer()))
    assert answer == BulkAnswer()


@pytest.mark.parametrize(("confirmed_before", "departures"), [(True, [None]), (False, [])])
def test_a_dispute_notes_a_departure_only_of_whom_the_unit_had_confirmed(
    office: Office, confirmed_before: bool, departures: list[None]
):
    (case,) = waiting(office)
    if confirmed_before:
        EmploymentConfirmation.objects.create(
            person=case.person, employer=office.employer, confirmed_on=dt.date(2026, 11, 1), confirmed_by=office.hr
        )
    dispute(office, case, "not_employed")
    assert list(Departure.objects.standing().values_list("left_on", flat=True)) == departures
