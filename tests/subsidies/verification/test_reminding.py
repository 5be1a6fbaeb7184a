"""An applicant is reminded once that their unit's objection waits for them."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from pytest_django.fixtures import DjangoAssertNumQueries

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.verification import actions
from subsidies.verification.tasks import remind_of_disputes
from talent.notifications import texts
from talent.notifications.models import Message
from talent.notifications.targets import Target, target_of
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.verification.claims import waiting

TEMPLATE = "application_dispute_waiting"


def disputed(office: Office, reason: str = "contract_differs", comment: str = "合同为两年") -> Application:
    """Disputed on Monday 23 November 2026."""
    (case,) = waiting(office)
    actions.dispute(case, by=office.hr, submission=latest(case), reason=reason, comment=comment)
    return fresh(case)


def remind(clock_at_noon: time_machine.Traveller, *, days: int = 0) -> int:
    clock_at_noon.shift(dt.timedelta(days=days))
    return remind_of_disputes.call()


def told(case: Application) -> list[texts.Text]:
    found = Message.objects.filter(template=TEMPLATE, channel="portal", recipient=case.person.user)
    return [texts.render(each.template, texts.unpack(each.context), each.language) for each in found]


def test_after_five_working_days_the_applicant_is_reminded_with_the_reason(
    office: Office, clock_at_noon: time_machine.Traveller
):
    case = disputed(office)
    before = remind(clock_at_noon, days=6)  # Sunday
    assert (before, remind(clock_at_noon, days=1)) == (0, 1)
    assert told(case) == [
        texts.Text(
            f"申请 {case.number}：单位的异议还在等您处理",
            f"{office.employer.name}没有确认您的任职信息，原因：合同期限不一致：合同为两年。\n\n"
            "请登录核对任职信息，有误的更正后重新提交；确认无误的，可以给单位留言，或者重新提交并写明情况。"
            "您处理之前，申请停在这一步，办理期限暂停计算。",
        )
    ]


def test_however_often_the_job_runs_there_is_one_reminder(office: Office, clock_at_noon: time_machine.Traveller):
    disputed(office)
    assert [remind(clock_at_noon, days=days) for days in (7, 0, 1, 10)] == [1, 0, 0, 0]


def test_who_has_answered_is_not_reminded_until_the_next_objection_has_waited(
    office: Office, clock_at_noon: time_machine.Traveller
):
    case = disputed(office)
    remind(clock_at_noon, days=7)
    cases.answer_dispute(case, by=case.person.user)
    case = fresh(case)
    actions.dispute(case, by=office.hr, submission=latest(case), reason="has_left", comment="")
    assert [remind(clock_at_noon, days=days) for days in (6, 1)] == [0, 1]
    assert [text.body.split("\n")[0].partition("原因：")[2] for text in told(case)] == [
        "合同期限不一致：合同为两年。",
        "已离职。",
    ]


def test_the_reason_is_told_in_the_applicants_language(office: Office, clock_at_noon: time_machine.Traveller):
    case = disputed(office, "hired_on_differs", "")
    user = case.person.user
    user.language = "en"
    user.save()
    remind(clock_at_noon, days=7)
    assert told(case)[0].body.split("\n")[0] == (
        f"{office.employer.name} has not confirmed your employment details. Reason: Hire date does not match."
    )


def test_nobody_is_reminded_at_night(office: Office, clock_at_noon: time_machine.Traveller):
    disputed(office)
    clock_at_noon.shift(dt.timedelta(days=7, hours=-5))
    assert remind_of_disputes.call() == 0


def test_it_leads_to_the_case(office: Office, clock_at_noon: time_machine.Traveller):
    case = disputed(office)
    remind(clock_at_noon, days=7)
    message = Message.objects.get(template=TEMPLATE, channel="portal")
    assert target_of(message) == Target(f"/me/cases/{case.pk}/", "查看这项申请")


@pytest.mark.parametrize("count", [2, 5])
def test_many_are_reminded_with_the_same_queries_as_two(
    office: Office,
    clock_at_noon: time_machine.Traveller,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
):
    for _ in range(count):
        disputed(office)
    clock_at_noon.shift(dt.timedelta(days=7))
    with django_assert_num_queries(19):
        assert remind_of_disputes.call() == count
