"""Putting several anonymous objections aside at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from subsidies.notices.models import PublicNotice
from subsidies.objections import actions
from subsidies.objections.models import Objection
from talent.accounts.models import User
from talent.audit.models import AuditEvent
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.objections.stages import TEXT, decided, end, examined, objected, running

pytestmark = pytest.mark.django_db
LIST, ASK, KEEP = (reverse(f"objections:{name}") for name in ("list", "leads", "keep_leads"))
WHY = "没有写明任何可以核实的事实。"


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def ticked(*objections: Objection, **said: str) -> dict[str, Any]:
    return {"selected": [str(each.pk) for each in objections], **said}


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def statuses() -> list[str]:
    return list(Objection.objects.order_by("number").values_list("status", flat=True))


def of_others(office: Office) -> PublicNotice:
    """A notice with a case that two others of the office decided."""
    two = replace(office, reviewer=make_user("reviewer"), rechecker=make_user("reviewer"))
    return running(two, decided(two))


def test_the_list_offers_those_that_nobody_signed_and_nobody_looked_into(office: Office, examiner: User):
    notice = running(office)
    unnamed = objected(notice, anonymous=True)
    objected(notice)
    examined(notice, by=examiner, anonymous=True)
    pages = [as_(user).get(LIST).content.decode() for user in (examiner, make_user("auditor"))]
    boxes = [(page.count('name="selected"'), f'value="{unnamed.pk}"' in page) for page in pages]
    assert boxes == [(1, True), (0, False)]


def test_the_page_shows_what_each_says_and_logs_that_it_was_read(office: Office, examiner: User):
    made = [objected(running(office), anonymous=True, text=f"{TEXT}{each}") for each in "甲乙"]
    page = as_(examiner).post(ASK, ticked(*made)).content.decode()
    read = AuditEvent.objects.filter(verb="objection.read", actor=examiner).count()
    assert ([f"{TEXT}{each}" in page for each in "甲乙"], read, statuses()) == ([True, True], 2, ["received"] * 2)


def test_one_reason_puts_all_of_them_aside_and_holds_nobody_any_more(office: Office, examiner: User):
    case = decided(office)
    notice = running(office, case)
    made = [objected(notice, anonymous=True) for _ in range(3)]
    answer = as_(examiner).post(KEEP, ticked(*made, finding=WHY), follow=True)
    end(notice)
    findings = {each.finding for each in Objection.objects.all()}
    kept = AuditEvent.objects.filter(verb="objection.keep_as_lead", actor=examiner).count()
    assert (said(answer), statuses(), findings, kept, fresh(case).status) == (
        ["3 件已留作线索。"],
        ["lead"] * 3,
        {WHY},
        3,
        "closed",
    )


def test_without_a_reason_nothing_is_put_aside(office: Office, examiner: User):
    made = objected(running(office), anonymous=True)
    response = as_(examiner).post(KEEP, ticked(made, finding=" "))
    assert (response.status_code, "请写明留作线索的理由。" in response.content.decode(), statuses()) == (
        422,
        True,
        ["received"],
    )


def test_who_decided_one_of_them_puts_only_the_others_aside(office: Office, examiner: User):
    own, others = objected(running(office), anonymous=True), objected(of_others(office), anonymous=True)
    client = as_(office.reviewer)
    asked = client.post(ASK, ticked(own, others)).context["chosen"]
    answer = client.post(KEEP, ticked(own, others, finding=WHY), follow=True)
    assert ([each.pk for each in asked.objections], [number for number, _why in asked.left_out], said(answer)) == (
        [others.pk],
        [own.number],
        ["1 件已留作线索。", f"{own.number} 没有办理：您初审或复核过这件申请，对它的异议须由未参与审核的人员处理。"],
    )


def test_objections_to_ones_own_notice_are_neither_shown_nor_put_aside(office: Office, examiner: User):
    case = decided(office)
    made = objected(running(office, case), anonymous=True)
    examiner.natural_person.identity_number = case.person.identity_number
    examiner.natural_person.save()
    client = as_(examiner)
    page = client.post(ASK, ticked(made), follow=True).content.decode()
    client.post(KEEP, ticked(made, finding=WHY))
    assert (TEXT in page, statuses()) == (False, ["received"])


def test_named_ones_and_those_answered_meanwhile_stay_as_they_are(office: Office, examiner: User):
    notice = running(office)
    named, taken_up = objected(notice), objected(notice, anonymous=True)
    actions.accept(taken_up, by=examiner)
    client = as_(examiner)
    page = client.post(ASK, ticked(named, taken_up), follow=True)
    client.post(KEEP, ticked(named, taken_up, finding=WHY))
    assert (said(page), statuses()) == (
        ["勾选的异议都不能由您留作线索：署名的须答复，参与过审核的须回避。"],
        ["received", "examining"],
    )


@pytest.mark.parametrize(
    ("selected", "words"),
    [
        ([], "请先勾选匿名异议。"),
        (["x"], "勾选的内容无法识别，请刷新页面后重新勾选。"),
        ([f"00000000-0000-4000-8000-{number:012d}" for number in range(51)], "一次最多办理 50 件，请分几次办理。"),
    ],
)
def test_a_selection_that_is_none_is_told_of(examiner: User, selected: list[str], words: str):
    assert said(as_(examiner).post(ASK, {"selected": selected}, follow=True)) == [words]


def test_only_the_office_puts_aside(office: Office):
    made = objected(running(office), anonymous=True)
    answers = [as_(make_user(role)).post(KEEP, ticked(made, finding=WHY)) for role in ("auditor", "hr_officer")]
    assert ([answer.status_code for answer in answers], statuses()) == ([403, 403], ["received"])
