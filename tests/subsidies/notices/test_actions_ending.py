"""Publishing and ending: what happens to the cases on a notice, and who may do it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from subsidies.applications.models import Award, Decision
from subsidies.notices import actions
from subsidies.notices.models import NoticeEntry
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.notices.stages import approved, drawn, exhaust, on, published

pytestmark = pytest.mark.django_db
LAST_DAY = dt.date(2026, 11, 30)
"""Five working days after Monday, 23 November 2026."""


def test_publishing_counts_the_working_days_after_the_day_itself(office: Office):
    notice = published(office)
    assert (notice.status, notice.published_on, notice.ends_on) == ("published", dt.date(2026, 11, 23), LAST_DAY)


def test_publishing_moves_every_case_and_tells_its_applicant(office: Office):
    cases = [approved(office), approved(office)]
    published(office, *cases)
    told = [
        case.person.user.messages.filter(template="application_published", channel="portal").count() for case in cases
    ]
    assert ([fresh(case).status for case in cases], told) == (["in_notice"] * 2, [1, 1])


@pytest.mark.parametrize("action", [actions.publish, actions.discard])
def test_a_published_notice_can_neither_be_published_again_nor_discarded(office: Office, action: Any):
    notice = published(office)
    with pytest.raises(ActionRefused):
        action(notice, by=office.reviewer)
    notice.refresh_from_db()
    assert notice.status == "published"


@pytest.mark.parametrize("day", [dt.date(2026, 11, 24), LAST_DAY])
def test_a_notice_cannot_end_before_its_last_day_is_over(office: Office, day: dt.date):
    notice = published(office)
    with on(day), pytest.raises(ActionRefused) as refusal:
        actions.end(notice)
    assert (str(refusal.value), Award.objects.count()) == ("公示期未满，不能结束。", 0)


def test_a_notice_that_ends_grants_its_cases(office: Office):
    cases = [approved(office), approved(office)]
    notice = published(office, *cases)
    with on(LAST_DAY + dt.timedelta(days=1)):
        notice = actions.end(notice)
    awards = set(Award.objects.values_list("person", "amount_yuan", "granted_on"))
    assert (notice.status, [fresh(case).status for case in cases], awards) == (
        "ended",
        ["closed", "closed"],
        {(case.person_id, 30_000, dt.date(2026, 12, 1)) for case in cases},
    )


def test_a_case_that_cannot_be_granted_keeps_nobody_else_waiting(office: Office):
    bad, good = approved(office), approved(office)
    notice = published(office, bad, good)
    exhaust(bad)
    with on(LAST_DAY + dt.timedelta(days=1)):
        notice = actions.end(notice)
    held = notice.entries.held().get()
    assert (notice.status, fresh(good).status, fresh(bad).status, held.application_id, held.held_reason) == (
        "ended",
        "closed",
        "in_notice",
        bad.pk,
        f"{bad.number} 的金额与此前已授予的合计超过该学位的补贴总额，不能授予，请核查。",
    )


def test_a_second_award_of_the_same_degree_holds_its_case_alone(office: Office):
    bad, good = approved(office), approved(office)
    notice = published(office, bad, good)
    other = Decision.objects.get(application=office.at("closed"))
    Award.objects.filter(decision=other).update(person=bad.person)
    with on(LAST_DAY + dt.timedelta(days=1)):
        actions.end(notice)
    assert (fresh(good).status, fresh(bad).status, notice.entries.held().get().held_reason) == (
        "closed",
        "in_notice",
        "申请人已有同一事项、同一学位层次的授予，不能重复授予，请核查。",
    )


def test_what_was_held_is_granted_once_the_reason_is_gone(office: Office):
    bad = approved(office)
    notice = published(office, bad)
    exhaust(bad)
    with on(LAST_DAY + dt.timedelta(days=1)):
        notice = actions.end(notice)
        first = actions.grant_held(notice)
        bad.person.living_total.delete()
        second = actions.grant_held(notice)
    assert (first, second, fresh(bad).status, notice.entries.held().count()) == (0, 1, "closed", 0)


def test_trying_again_writes_no_event_while_the_reason_stays(office: Office):
    bad = approved(office)
    notice = published(office, bad)
    exhaust(bad)
    with on(LAST_DAY + dt.timedelta(days=1)):
        actions.end(notice)
        actions.grant_held(notice)
        actions.grant_held(notice)
    assert AuditEvent.objects.filter(verb="notice.case_held", object_id=str(bad.pk)).count() == 1


def test_every_step_leaves_an_event(office: Office):
    notice = published(office)
    with on(LAST_DAY + dt.timedelta(days=1)):
        actions.end(notice)
    events = AuditEvent.objects.filter(object_id=str(notice.pk)).order_by("pk")
    assert list(events.values_list("verb", "actor", "from_status", "to_status")) == [
        ("notice.draw_up", office.reviewer.pk, "", "draft"),
        ("notice.approved", office.reviewer.pk, "", ""),
        ("notice.publish", office.reviewer.pk, "draft", "published"),
        ("notice.end", None, "published", "ended"),
    ]


@pytest.mark.parametrize(
    "role", ["applicant", "hr_officer", "finance_officer", "policy_officer", "auditor", "administrator"]
)
def test_only_reviewers_draw_up_publish_and_discard(office: Office, role: str):
    somebody_else, notice, waiting = make_user(role), drawn(office), approved(office)
    refused = 0
    for act in (
        lambda: drawn(office, waiting, by=somebody_else),
        lambda: actions.publish(notice, by=somebody_else),
        lambda: actions.discard(notice, by=somebody_else),
    ):
        with pytest.raises(ActionRefused):
            act()
        refused += 1
    notice.refresh_from_db()
    assert (refused, notice.status, NoticeEntry.objects.count()) == (3, "draft", 1)


def test_nobody_draws_up_or_publishes_a_list_they_stand_on(office: Office):
    application = approved(office)
    officer = make_user("reviewer")
    officer.natural_person.identity_number = application.person.identity_number
    officer.natural_person.save()
    with pytest.raises(DutiesNotSeparated) as drawing:
        drawn(office, application, by=officer)
    notice = drawn(office, application)
    with pytest.raises(DutiesNotSeparated):
        actions.publish(notice, by=officer)
    assert (str(drawing.value), fresh(application).status) == (
        f"名单中的 {application.number} 是您本人的申请或由您代办的申请，按回避规定须由同事办理。",
        "awaiting_notice",
    )
