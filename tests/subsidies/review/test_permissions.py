"""What the page of a case offers to whom."""

from __future__ import annotations

import pytest

from subsidies.review.actions import propose
from subsidies.review.permissions import Duties, duties_on
from subsidies.review.queries.case import reviews_of
from talent.accounts.models import User
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh, latest, ready_person
from tests.subsidies.review.stages import AGREE, proposed, sent_back

pytestmark = pytest.mark.django_db
ALREADY = "您已对该申请进行初审，复核须由另一人办理。"


def duties(application: object, user: User) -> Duties:
    case = fresh(application)
    return duties_on(case, reviews_of(case), user=user)


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        ("awaiting_employer", Duties()),
        ("awaiting_review", Duties(may_review=True)),
        ("returned", Duties()),
        ("awaiting_notice", Duties()),
        ("in_notice", Duties()),
        ("objected", Duties()),
        ("closed", Duties()),
    ],
)
def test_a_reviewer_is_offered_what_the_status_allows(office: Office, status: str, offered: Duties):
    assert duties(office.at(status), office.rechecker) == offered


def test_the_second_person_may_confirm_or_send_back(office: Office):
    assert duties(proposed(office).application, office.rechecker) == Duties(may_confirm=True, may_send_back=True)


def test_the_first_person_is_told_to_leave_it_to_another(office: Office):
    assert duties(proposed(office).application, office.reviewer) == Duties(why_not=ALREADY)


def test_who_reviewed_an_earlier_round_may_only_send_back(office: Office):
    application = sent_back(office)
    propose(application, AGREE, by=make_user("reviewer"), submission=latest(application))
    assert duties(application, office.reviewer) == Duties(
        may_send_back=True, why_not="您此前初审过该申请，不能复核通过，可以退回初审。"
    )


@pytest.mark.parametrize("status", ["awaiting_review", "awaiting_recheck"])
def test_the_applicant_is_told_that_it_is_their_own(office: Office, status: str):
    person = ready_person(office.employer)
    office.rechecker.natural_person.identity_number = person.identity_number
    office.rechecker.natural_person.save()
    application = office.at(status, person) if status == "awaiting_review" else proposed(office, person).application
    assert duties(application, office.rechecker) == Duties(why_not="这是您本人的申请，按回避规定不能由您办理。")


@pytest.mark.parametrize("role", ["auditor", "finance_officer", "policy_officer", "hr_officer", "applicant"])
def test_others_are_offered_nothing(office: Office, role: str):
    application = proposed(office).application
    assert duties(application, make_user(role)) == Duties()


def test_an_account_bound_to_nobody_is_told_so(office: Office):
    unbound = make_user("reviewer")
    unbound.natural_person = None
    offered = duties(office.at("awaiting_review"), unbound)
    assert offered == Duties(why_not="您的账号尚未绑定自然人，不能办理此事项。请联系账号管理员。")
