"""Which proposals may be rechecked in bulk."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest

from subsidies.applications.actions import Proposal
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Application, LivingTotal
from subsidies.review import actions, case_actions
from subsidies.review.kinds import CodeKind, CodeResult
from subsidies.review.models import Review
from subsidies.review.queries.case import case_page, reviews_of
from subsidies.review.queries.clean import obstacles_of
from talent.calendars import clock
from talent.mandates.models import Confirmation
from tests.factories import make_bank_account, make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.notices.stages import on
from tests.subsidies.portal.acting.officer import filed_for
from tests.subsidies.review.stages import AGREE, proposed, somebody
from tests.subsidies.verification.claims import import_roster

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


def checked(review: Review, result: CodeResult, kind: CodeKind = CodeKind.SOCIAL_INSURANCE) -> Review:
    """The proposal, of which an officer asked an official page before."""
    degree = UUID(review.submission.entered["degrees"][0]["id"]) if kind == CodeKind.CHSI else None
    case_actions.record_check(
        review.application,
        kind,
        degree,
        result,
        pk=uuid4(),
        by=make_user("reviewer"),
        submission=review.submission,
        comment="官网为非全日制",
    )
    return review


@pytest.mark.parametrize(
    ("kind", "result", "words"),
    [
        (CodeKind.SOCIAL_INSURANCE, "differs", "社会保险缴费记录：核验结果为“与填报不一致”。"),
        (CodeKind.SOCIAL_INSURANCE, "not_found", "社会保险缴费记录：核验结果为“查不到，或验证码已失效”。"),
        (CodeKind.CHSI, "not_found", "学信网在线验证码 · 学士 · 吉林大学：核验结果为“查不到，或验证码已失效”。"),
    ],
)
def test_what_an_official_page_does_not_bear_out_is_not(office: Office, kind: CodeKind, result: str, words: str):
    assert obstacles(checked(proposed(office), CodeResult(result), kind)) == [words]


def test_what_an_official_page_bears_out_is_clean_and_so_is_what_nobody_asked(office: Office):
    assert [obstacles(checked(proposed(office), CodeResult.MATCHES)), obstacles(proposed(office))] == [[], []]


def test_what_was_found_later_to_agree_is_clean(office: Office):
    review = checked(proposed(office), CodeResult.NOT_FOUND)
    with on(dt.date(2026, 11, 24)):
        assert obstacles(checked(review, CodeResult.MATCHES)) == []


def test_a_check_of_other_facts_than_were_reviewed_is_not(office: Office):
    application = office.at("awaiting_review", somebody(office))
    case_actions.record_check(
        application,
        CodeKind.SOCIAL_INSURANCE,
        None,
        CodeResult.MATCHES,
        pk=uuid4(),
        by=office.reviewer,
        submission=latest(application),
    )
    office.do("return", application)
    application.person.employment.insured_months = 12
    application.person.employment.save()
    office.do("correct_employment", application)
    office.do("verify", application)
    review = actions.propose(fresh(application), AGREE, by=office.reviewer, submission=latest(application))
    assert obstacles(review) == ["社会保险缴费记录：核验之后填报有变，需重新核验。"]


def test_a_code_that_expired_unasked_is_not(office: Office):
    person = somebody(office)
    person.degrees.update(chsi_code="AB12CD34EF56", chsi_code_expires_on=dt.date(2026, 11, 23))
    review = proposed(office, person)
    with on(dt.date(2026, 11, 24)):
        late = obstacles(review)
    assert (obstacles(review), late) == ([], ["学信网在线验证码 · 学士 · 吉林大学：验证码已过期，尚未核验一致。"])


def test_who_shares_an_account_with_somebody_is_not(office: Office):
    review, other = proposed(office), somebody(office)
    other.bank_accounts.update(replaced_at=clock.now())
    make_bank_account(other, account_number=review.submission.entered["bank_account"]["account_number"])
    other.bank_accounts.update(replaced_at=clock.now())
    assert obstacles(review) == ["有可能重复的其他申请人。"]


def test_who_is_on_the_roster_otherwise_is_not(office: Office):
    review = proposed(office)
    import_roster(office.employer, review.application.person, hired_on="2026-07-20")
    assert obstacles(review) == ["填报与单位花名册不一致。"]


def test_what_somebody_else_handed_in_is_not(office: Office):
    review, agent, now = proposed(office), make_user("reviewer"), clock.now()
    Confirmation.objects.create(
        mandate=filed_for(review.application.person, agent),
        matter=review.application_id,
        asked_by=agent,
        asked_at=now,
        confirmed_at=now,
        confirmed_by=agent,
        proof="code",
        spent_at=now,
    )
    assert obstacles(review) == ["由他人代办。"]


@pytest.mark.parametrize("count", [1, 5])
def test_any_number_costs_the_same_queries(office: Office, count: int, django_assert_num_queries: Any):
    keys = [proposed(office).pk for _ in range(count)]
    reviews = list(Review.objects.filter(pk__in=keys).select_related("application__person", "submission"))
    with django_assert_num_queries(19):
        obstacles_of(reviews)
