"""Submitting, answering a dispute, correcting: the promised days and the snapshots."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult

from subsidies.applications import actions
from subsidies.applications.actions.telling import VERIFY_FROM_ROSTER
from subsidies.applications.refusals import Incomplete
from subsidies.applications.snapshots import is_intact
from talent.profiles.models import Degree
from talent.workflow.table import TransitionRefused
from tests.factories import make_identity_number
from tests.subsidies.applications.stages import Office, fresh, latest

MONDAY = dt.date(2026, 11, 23)


def day(number: int) -> dt.date:
    """The day so many calendar days after the Monday of these tests."""
    return MONDAY + dt.timedelta(days=number)


def test_a_submission_keeps_the_facts_the_answer_and_the_policy_version(office: Office):
    submission = latest(office.submitted())
    assert (submission.sequence, submission.policy_version, submission.assessment["living"]["amount_yuan"]) == (
        1,
        "2021-01",
        30_000,
    )


def test_the_employer_has_five_working_days(office: Office):
    application = office.submitted()
    assert (application.employer, application.promised_on, application.applied_on) == (office.employer, day(7), MONDAY)


def test_submitting_twice_makes_one_submission(office: Office):
    application = office.submitted()
    with pytest.raises(TransitionRefused):
        actions.submit(application, by=application.person.user)
    assert application.submissions.count() == 1


def test_an_incomplete_case_is_not_submitted_and_says_all_that_is_missing(office: Office):
    application = office.draft()
    application.person.bank_accounts.all().delete()
    application.person.evidence.filter(kind="contract").delete()
    with pytest.raises(Incomplete) as refused:
        actions.submit(application, by=application.person.user)
    assert (str(refused.value), fresh(application).status) == (
        "还有内容没有填写：请填写接收补贴的银行账户；请上传劳动合同。",
        "draft",
    )


def test_the_roster_is_asked_after_each_submission(office: Office):
    application = office.submitted()
    tasks = DBTaskResult.objects.filter(task_path=VERIFY_FROM_ROSTER)
    assert [task.args_kwargs["kwargs"] for task in tasks] == [{"application_id": str(application.pk)}]


def test_a_later_change_of_the_profile_leaves_the_submission_as_it_was(office: Office):
    application = office.submitted()
    before = latest(application).entered
    Degree.objects.filter(person=application.person).update(level="doctor")
    assert (latest(application).entered, is_intact(latest(application))) == (before, True)


def test_a_tampered_submission_is_found_out(office: Office):
    submission = latest(office.submitted())
    submission.entered["degrees"][0]["level"] = "doctor"
    assert is_intact(submission) is False


def test_a_file_that_is_taken_away_is_found_out(office: Office):
    submission = latest(office.submitted())
    submission.evidence.remove(submission.evidence.first())
    assert is_intact(submission) is False


def test_an_answer_to_a_dispute_is_a_second_submission_for_the_employer(office: Office):
    application = office.at("disputed")
    actions.answer_dispute(application, by=application.person.user)
    assert (fresh(application).status, [s.sequence for s in application.submissions.all()]) == (
        "awaiting_employer",
        [1, 2],
    )


def test_a_dispute_stops_the_promise(office: Office):
    assert office.at("disputed").promised_on is None


def test_the_day_of_application_stays_that_of_the_first_submission(
    office: Office, clock_at_noon: time_machine.Traveller
):
    application = office.at("returned")
    clock_at_noon.shift(dt.timedelta(days=3))
    actions.correct(application, by=application.person.user)
    assert (fresh(application).applied_on, latest(application).facts["applied_on"]) == (MONDAY, "2026-11-23")


def test_the_offices_clock_stops_while_the_applicant_corrects(office: Office, clock_at_noon: time_machine.Traveller):
    application = office.at("awaiting_review")
    promised = [application.promised_on]
    clock_at_noon.shift(dt.timedelta(days=3))
    office.do("return", application)
    promised.append(fresh(application).promised_on)
    clock_at_noon.shift(dt.timedelta(days=7))
    office.do("correct", application)
    promised.append(fresh(application).promised_on)
    assert (promised, fresh(application).office_days_left) == ([day(14), None, day(21)], None)


def test_a_case_returned_after_its_promised_day_is_due_on_the_next_working_day(
    office: Office, clock_at_noon: time_machine.Traveller
):
    application = office.at("awaiting_review")
    clock_at_noon.shift(dt.timedelta(days=18))
    office.do("return", application)
    office.do("correct", application)
    assert fresh(application).promised_on == day(21)


def test_changed_employment_goes_by_the_employer_and_keeps_the_offices_days(
    office: Office, clock_at_noon: time_machine.Traveller
):
    application = office.at("awaiting_review")
    clock_at_noon.shift(dt.timedelta(days=3))
    office.do("return", application)
    office.do("correct_employment", application)
    at_employer = fresh(application)
    office.do("verify", application)
    at_office = fresh(application)
    assert (at_employer.status, at_employer.promised_on, at_office.status, at_office.promised_on) == (
        "awaiting_employer",
        day(10),
        "awaiting_review",
        day(14),
    )


@pytest.mark.parametrize(
    "changed",
    [{"name": "王芳"}, {"identity_number": make_identity_number(dt.date(1999, 9, 9))}],
    ids=["name", "number"],
)
def test_an_employer_who_answered_for_one_person_is_asked_again_about_another(office: Office, changed: dict[str, str]):
    application = office.at("returned")
    for field, value in changed.items():
        setattr(application.person, field, value)
    application.person.save()
    actions.correct(application, by=application.person.user)
    assert fresh(application).status == "awaiting_employer"
