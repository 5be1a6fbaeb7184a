"""The rules' answers to cases and visitors."""

from __future__ import annotations

import datetime as dt

from subsidies.applications.assessments import assess_benefits, assess_submission, estimate, estimate_application
from subsidies.applications.kinds import Benefit
from subsidies.applications.models import LivingTotal
from subsidies.policy.facts import Facts
from tests.subsidies.applications.stages import Office, latest

TODAY = dt.date(2026, 11, 23)


def test_an_estimate_answers_all_three_benefits_without_a_database():
    answers = estimate(Facts(), on=TODAY)
    assert [(benefit.value, answer.result) for benefit, answer in answers.items()] == [
        ("living", "undetermined"),
        ("housing", "undetermined"),
        ("schooling", "undetermined"),
    ]


def test_a_draft_is_estimated_for_what_it_asks_for(office: Office):
    answers = estimate_application(office.draft(housing=True), on=TODAY)
    assert {benefit: answer.amount_yuan for benefit, answer in answers.items()} == {
        Benefit.LIVING: 30_000,
        Benefit.HOUSING: None,
    }


def test_a_submission_is_answered_again_on_another_day(office: Office):
    submission = latest(office.submitted())
    answer = assess_submission(submission, on=dt.date(2027, 1, 4))
    assert (answer["on"], answer["living"]["instalments"][0]["due_on"]) == ("2027-01-04", "2027-01-04")


def test_what_was_granted_since_is_taken_off(office: Office):
    submission = latest(office.submitted())
    LivingTotal.objects.create(person=submission.application.person, granted_yuan=10_000, ceiling_yuan=30_000)
    assert assess_benefits(submission, on=TODAY)[Benefit.LIVING].amount_yuan == 20_000
