"""A department that answers otherwise than entered stops the grant of that person, until somebody looked into it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from subsidies.applications.models import Application
from subsidies.crosschecks import actions as crosschecks
from subsidies.crosschecks.models import CrossCheck, CrossCheckRow
from subsidies.crosschecks.settling import settle, unsettle
from subsidies.notices import actions
from subsidies.notices.models import NoticeEntry
from subsidies.notices.recalling import recall
from talent.audit.models import AuditEvent
from talent.notifications.outbox import run_outbox
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.crosschecks.conftest import drawn as listed
from tests.subsidies.crosschecks.conftest import fill, read
from tests.subsidies.notices.stages import drawn, on
from tests.subsidies.notices.views.test_office import data
from tests.subsidies.review.stages import somebody

__all__ = ["fill", "read"]
pytestmark = pytest.mark.django_db
NEXT_DAY = dt.date(2026, 12, 1)
"""The day after a notice that is published on 23 November 2026."""
HELD = "部门答复与填写不同，尚未核实，请打开申请办理。"
GROUNDS = "已与经办机构核对，缴费记录已补齐。"


@pytest.fixture
def two(office: Office) -> tuple[CrossCheck, Application, Application]:
    """Two cases that await a notice and stand on a department's list, which has not come back."""
    for _ in range(2):
        office.at("awaiting_review", somebody(office))
    crosscheck = listed(office)
    first, second = (row.application for row in crosscheck.rows.select_related("application").order_by("sequence"))
    for case in (first, second):
        office.do("review", case)
        office.do("confirm_grant", case)
    return crosscheck, fresh(first), fresh(second)


@pytest.fixture
def answer(office: Office, read):
    """Let the department say of the first that it is one month, and so of the second what was entered."""

    def answered(crosscheck: CrossCheck, months: int = 1) -> CrossCheckRow:
        entered = crosscheck.rows.get(sequence=2).submission.facts["employment"]["insured_months"]
        crosschecks.enter(read(crosscheck, months, entered), by=office.reviewer)
        return crosscheck.rows.select_related("application").get(sequence=1)

    return answered


@pytest.fixture
def desk(client: Client, office: Office) -> Client:
    client.force_login(office.reviewer)
    return client


def test_a_list_with_such_a_case_is_not_published_and_says_who_and_what_to_do(office: Office, two, answer):
    crosscheck, odd, other = two
    notice = drawn(office, odd, other)
    answer(crosscheck)
    with pytest.raises(ActionRefused) as refused:
        actions.publish(notice, by=office.reviewer)
    assert (str(refused.value), fresh(odd).status) == (
        f"名单中有 1 件申请的部门答复与填写不同，尚未核实，不能发布：{odd.number} {odd.person.name}。"
        "请打开申请登记核实情况，或退回初审；也可以作废这份名单，去掉这些申请后重新拟定。",
        "awaiting_notice",
    )


def test_settled_the_list_is_published(office: Office, two, answer):
    crosscheck, odd, other = two
    notice = drawn(office, odd, other)
    settle(answer(crosscheck), by=make_user("reviewer"), reason=GROUNDS)
    assert actions.publish(notice, by=office.reviewer).status == "published"


def test_drawing_up_names_such_a_case_and_does_not_tick_it(desk: Client, two, answer):
    crosscheck, odd, other = two
    answer(crosscheck)
    page = desk.get("/notices/manage/new/")
    text = page.content.decode()
    ticked = [f'value="{case.pk}" aria-label="{case.number}" checked' in text for case in (odd, other)]
    assert (
        "1 件申请的部门答复与填写不同，尚未核实" in text,
        "部门答复尚未核实" in text,
        ticked,
    ) == (True, True, [False, True])


def test_taking_everything_leaves_such_a_case_out(desk: Client, two, answer):
    crosscheck, _odd, other = two
    answer(crosscheck)
    desk.post("/notices/manage/new/", data(everything="1"))
    assert [entry.application for entry in NoticeEntry.objects.all()] == [other]


def test_the_preview_names_it_and_the_page_for_publishing_leads_back_there(desk: Client, office: Office, two, answer):
    crosscheck, odd, other = two
    notice = drawn(office, odd, other)
    answer(crosscheck)
    preview = desk.get(f"/notices/manage/{notice.pk}/").content.decode()
    publishing = desk.get(f"/notices/manage/{notice.pk}/publish/", follow=True)
    assert (
        [f"/review/cases/{case.pk}/" in preview for case in (odd, other)],
        "核实之前不能发布。" in preview,
        publishing.redirect_chain,
        "不能发布：" in publishing.content.decode(),
    ) == ([True, False], True, [(f"/notices/manage/{notice.pk}/", 302)], True)


def test_an_answer_after_publishing_holds_that_person_alone(office: Office, two, answer):
    crosscheck, odd, other = two
    notice = actions.publish(drawn(office, odd, other), by=office.reviewer)
    answer(crosscheck)
    with on(NEXT_DAY):
        notice = actions.end(notice)
    held = notice.entries.held().get()
    event = AuditEvent.objects.get(verb="notice.end")
    assert (fresh(odd).status, fresh(other).status, held.application_id, held.held_reason, event.detail) == (
        "in_notice",
        "closed",
        odd.pk,
        HELD,
        {"granted": 1, "held": 1, "objected": 0},
    )


def test_settled_the_held_line_goes_on_at_once(office: Office, two, answer):
    crosscheck, odd, other = two
    notice = actions.publish(drawn(office, odd, other), by=office.reviewer)
    row = answer(crosscheck)
    with on(NEXT_DAY):
        notice = actions.end(notice)
        settle(row, by=make_user("reviewer"), reason=GROUNDS)
        run_outbox()
    assert (fresh(odd).status, notice.entries.held().count()) == ("closed", 0)


def test_an_answer_that_agrees_after_all_lets_the_line_go_on(office: Office, two, answer):
    crosscheck, odd, other = two
    notice = actions.publish(drawn(office, odd, other), by=office.reviewer)
    row = answer(crosscheck)
    with on(NEXT_DAY):
        actions.end(notice)
        answer(crosscheck, row.submission.facts["employment"]["insured_months"])
        run_outbox()
    assert fresh(odd).status == "closed"


def test_what_was_settled_and_taken_back_is_held(office: Office, two, answer):
    crosscheck, odd, other = two
    notice = actions.publish(drawn(office, odd, other), by=office.reviewer)
    row, officer = answer(crosscheck), make_user("reviewer")
    settle(row, by=officer, reason=GROUNDS)
    unsettle(row, by=officer)
    with on(NEXT_DAY):
        actions.end(notice)
    assert (fresh(odd).status, fresh(other).status) == ("in_notice", "closed")


def test_of_a_notice_that_is_over_nothing_is_named_twice(desk: Client, office: Office, two, answer):
    crosscheck, odd, other = two
    notice = actions.publish(drawn(office, odd, other), by=office.reviewer)
    answer(crosscheck)
    running = desk.get(f"/notices/manage/{notice.pk}/").content.decode()
    with on(NEXT_DAY):
        actions.end(notice)
    over = desk.get(f"/notices/manage/{notice.pk}/").content.decode()
    words = "这些申请核实之后才授予"
    assert (words in running, words in over) == (True, False)


@pytest.mark.parametrize("stage", ["drafted", "running", "over"])
def test_sent_back_the_case_leaves_the_notice_and_the_answer_becomes_fact(office: Office, two, answer, stage: str):
    crosscheck, odd, other = two
    notice = drawn(office, odd, other)
    if stage != "drafted":
        actions.publish(notice, by=office.reviewer)
    row = answer(crosscheck)
    with on(NEXT_DAY):
        if stage == "over":
            actions.end(notice)
        recall(fresh(odd), by=office.reviewer, reason="社保只缴了一个月")
        granted = actions.grant_held(notice)
    row.refresh_from_db()
    event = AuditEvent.objects.get(verb="application.recall")
    told = odd.person.user.messages.filter(template="application_recalled", channel="portal").count()
    assert (
        fresh(odd).status,
        fresh(odd).reopened_at,
        set(odd.decisions.values_list("outcome", flat=True)),
        list(notice.entries.live().values_list("application_id", flat=True)),
        (row.fact.source, row.fact.content["value"]),
        (event.reason, told, granted),
    ) == (
        "awaiting_review",
        None,
        {"pending"},
        [other.pk],
        ("social_insurance", 1),
        ("社保只缴了一个月", 1, 0),
    )


def test_without_an_unsettled_answer_nothing_is_sent_back(office: Office, two):
    _crosscheck, odd, _other = two
    with pytest.raises(ActionRefused) as refused:
        recall(odd, by=office.reviewer, reason="想再看看")
    assert (str(refused.value), fresh(odd).status) == (
        "这件申请没有尚未核实的部门答复，请刷新页面后再看。",
        "awaiting_notice",
    )


def test_what_was_granted_is_not_sent_back(office: Office, two, answer):
    crosscheck, odd, other = two
    notice = actions.publish(drawn(office, odd, other), by=office.reviewer)
    with on(NEXT_DAY):
        actions.end(notice)
        answer(crosscheck)
        with pytest.raises(ActionRefused):
            recall(odd, by=office.reviewer, reason="社保只缴了一个月")
    assert fresh(odd).status == "closed"


def test_from_the_answer_on_the_case_s_page_it_is_sent_back(desk: Client, two, answer):
    crosscheck, odd, _other = two
    answer(crosscheck)
    form = f"/notices/cases/{odd.pk}/recall/"
    offered = form in desk.get(f"/review/cases/{odd.pk}/").content.decode()
    empty = desk.post(form, {"reason": ""})
    page = desk.post(form, {"reason": "社保只缴了一个月"}, follow=True).content.decode()
    assert (offered, empty.status_code, f"{odd.number} 已退回初审。" in page, form in page) == (True, 422, True, False)
