"""Which proposals may be rechecked in bulk."""

from __future__ import annotations

from typing import Any

import pytest

from subsidies.applications.actions import Proposal
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Application, LivingTotal
from subsidies.review import actions
from subsidies.review.models import Review
from subsidies.review.queries.case import case_page, reviews_of
from subsidies.review.queries.clean import obstacles_of
from talent.calendars import clock
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.review.stages import proposed, somebody

pytestmark = pytest.mark.django_db


def obstacles(review: Review) -> list[str]:
    return obstacles_of([review])[review.pk]


def test_a_grant_that_the_rules_bear_alone_is_clean(office: Office):
    assert obstacles(proposed(office)) == []


def test_a_refusal_is_not(office: Office):
    assert obstacles(proposed(office, refuse=True)) == ["有不予通过的事项。"]


def test_a_grant_with_a_reason_is_not(office: Office):
    application = office.at("awaiting_review", somebody(office))
    wanted = {Benefit.LIVING: Proposal(Outcome.GRANTED, "社保月数已电话核实")}
    review = actions.propose(application, wanted, by=office.reviewer, submission=latest(application))
    assert obstacles(review) == ["初审附有理由。"]


def test_a_note_for_the_second_person_is_not(office: Office):
    assert obstacles(proposed(office, note="请看合同")) == ["初审人写了备注。"]


def test_a_warning_is_not(office: Office):
    person = somebody(office)
    person.bank_accounts.update(holder_name="王芳")
    assert obstacles(proposed(office, person)) == ["银行户名“王芳”与申请人姓名不同。"]


def tampered(review: Review) -> Review:
    """The proposal, with another content than was handed in."""
    submission = review.submission
    submission.entered["degrees"][0]["level"] = "doctor"
    submission.save(update_fields=["entered"])
    return review


def test_what_is_not_as_it_was_handed_in_is_not(office: Office):
    assert obstacles(tampered(proposed(office))) == [
        "提交的内容与提交时留存的摘要不一致，请先联系系统管理员核查，不要办理。"
    ]


def test_a_file_taken_away_is_found_too(office: Office):
    review = proposed(office)
    review.submission.evidence.remove(review.submission.evidence.first())
    assert obstacles(review) == ["提交的内容与提交时留存的摘要不一致，请先联系系统管理员核查，不要办理。"]


def drifted(review: Review) -> Review:
    """The proposal, of whose amount a part was granted elsewhere meanwhile."""
    LivingTotal.objects.create(person=review.application.person, granted_yuan=10_000, ceiling_yuan=30_000)
    return review


def test_another_answer_of_the_rules_than_at_the_first_review_is_not(office: Office):
    assert obstacles(drifted(proposed(office))) == ["生活补贴：今天的测算结果与初审时不同，请退回初审重新办理。"]


def test_the_same_answer_for_what_is_still_open_is_clean_after_an_appeal(office: Office):
    """What was granted before the case was reopened is not asked about again."""
    review = proposed(office)
    Application.objects.filter(pk=review.application_id).update(reopened_at=clock.now())
    assert obstacles_of(list(Review.objects.filter(pk=review.pk)))[review.pk] == []


@pytest.mark.parametrize("wrong", [tampered, drifted])
def test_whatever_the_page_of_the_case_warns_of_is_an_obstacle(office: Office, wrong: Any):
    review = wrong(proposed(office))
    page = case_page(fresh(review.application), reviews_of(review.application))
    assert (page["warnings"], [words for words in page["warnings"] if words not in obstacles(review)]) == (
        obstacles(review),
        [],
    )


@pytest.mark.parametrize("count", [1, 5])
def test_any_number_costs_the_same_queries(office: Office, count: int, django_assert_num_queries: Any):
    keys = [proposed(office).pk for _ in range(count)]
    reviews = list(Review.objects.filter(pk__in=keys).select_related("application", "submission"))
    with django_assert_num_queries(10):
        obstacles_of(reviews)
