"""What the applicant is told at each step."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from subsidies.applications import actions
from talent.notifications import texts
from talent.notifications.models import Message
from tests.subsidies.applications.stages import REFUSE_LIVING, Office, latest

TITLES = {
    "awaiting_employer": "申请 {} 已提交，等待单位核实",
    "disputed": "申请 {}：单位对任职信息有异议，请处理",
    "awaiting_review": "申请 {} 已由单位核实",
    "returned": "申请 {} 需要补正，请在 2026年12月7日 前完成",
    "awaiting_recheck": "申请 {} 已完成初审，正在复核",
    "awaiting_notice": "申请 {} 已通过审核，等待公示",
    "in_notice": "申请 {} 正在公示",
    "objected": "申请 {} 收到异议，正在核查",
    "closed": "申请 {} 公示期满，已正式授予",
    "withdrawn": "申请 {} 已撤回",
}


@pytest.mark.parametrize("status", sorted(TITLES))
def test_each_status_brings_its_message(office: Office, status: str):
    application = office.at(status)
    titles = [texts.render(m.template, texts.unpack(m.context), "zh-hans").title for m in portal_messages()]
    assert TITLES[status].format(application.number) in titles


def portal_messages() -> list[Message]:
    return list(Message.objects.filter(channel="portal"))


def body_of(template: str) -> str:
    message = Message.objects.get(channel="portal", template=template)
    return texts.render(message.template, texts.unpack(message.context), "zh-hans").body


def test_the_message_on_submission_says_who_acts_by_when(office: Office):
    office.submitted()
    assert body_of("application_submitted") == (
        f"您的申请已提交。{office.employer.name} 的人事将在 2026年11月30日 前核实您的任职信息，核实后转人才办审核。\n\n"
        "您现在不用做什么。有进展我们会通知您，登录后也可以随时查看进度。"
    )


def test_the_message_on_a_dispute_gives_the_reason(office: Office):
    office.at("disputed")
    assert "原因：入职日期不一致。" in body_of("application_disputed")


def test_the_message_on_the_award_gives_day_and_amount(office: Office):
    office.at("closed")
    assert body_of("application_granted") == (
        "生活补贴：已于 2026年11月23日 正式授予。\n\n"
        "生活补贴共 30,000 元，分期发到您登记的银行账户。各期发放时须仍在职。"
        "请登录查看发放计划，并确认账户可以正常收款。"
    )


def test_the_message_on_a_refusal_says_where_the_reasons_are(office: Office):
    application = office.at("awaiting_review")
    actions.propose(application, REFUSE_LIVING, by=office.reviewer, submission=latest(application))
    actions.confirm(application, by=office.rechecker, submission=latest(application))
    assert body_of("application_refused").startswith("生活补贴：经审核和复核，不予通过。\n\n哪一项条件没有达到")


def test_a_case_returned_twice_brings_two_messages(office: Office, clock_at_noon: object):
    application = office.at("returned")
    office.do("correct", application)
    clock_at_noon.shift(60)
    office.do("return", application)
    assert Message.objects.filter(channel="portal", template="application_returned").count() == 2


def test_internal_steps_are_not_sent_outside(office: Office):
    office.at("awaiting_recheck")
    outside = set(Message.objects.exclude(channel="portal").values_list("template", flat=True))
    assert outside == {"application_submitted", "application_verified"}


def test_being_sent_back_is_not_the_applicants_trouble(office: Office):
    application = office.at("awaiting_recheck")
    before = Message.objects.count()
    office.do("send_back", application)
    assert Message.objects.count() == before


def test_every_message_of_a_case_has_a_title_that_says_which_case():
    folder = Path(settings.BASE_DIR) / "templates" / "notifications"
    without = [
        path.name for path in folder.glob("application_*.txt") if "{{ number }}" not in path.read_text().splitlines()[0]
    ]
    assert without == []
