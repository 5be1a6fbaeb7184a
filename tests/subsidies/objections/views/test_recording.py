"""An officer writes down what reaches the office by telephone, by letter or in person."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from subsidies.objections import actions, queries
from subsidies.objections.models import Objection
from subsidies.objections.workflow import Channel
from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.objections.stages import TEXT, decided, end, examined, line_of, objected, running

pytestmark = pytest.mark.django_db
PAGE = reverse("objections:record")
QUERIES_OF_ONE = {False: 13, True: 10}
"""Whether it is to the whole notice."""


def typed(notice: Any, **said: Any) -> dict[str, Any]:
    return {
        "pk": uuid.uuid4(), "notice": notice.pk, "channel": "phone", "line": 1, "text": TEXT, "way": "named",
        "name": "李群众", "contact": "",
    } | said  # fmt: skip


@pytest.fixture
def desk(client: Client, office: Office) -> Client:
    client.force_login(office.reviewer)
    return client


def test_what_was_told_by_telephone_keeps_its_person_waiting_like_others(desk: Client, office: Office):
    case, other = decided(office), decided(office)
    notice = running(office, case, other)
    desk.post(PAGE, typed(notice, line=line_of(notice, case)))
    end(notice)
    made = Objection.objects.get()
    assert (made.channel, made.recorded_by, made.application, made.text) == ("phone", office.reviewer, case, TEXT)
    assert [fresh(each).status for each in (case, other)] == ["in_notice", "closed"]


def test_the_officer_learns_the_number_that_the_objector_needs(desk: Client, office: Office):
    page = desk.post(PAGE, typed(running(office)), follow=True).content.decode()
    made = Objection.objects.get()
    code = next(word for word in page.split("：") if word[:4] == made.code[:4])[: len(made.code) + 6]
    assert queries.tracked(code) == made


def test_the_log_says_who_wrote_it_down_and_how_it_came(desk: Client, office: Office):
    desk.post(PAGE, typed(running(office), channel="letter"))
    event = AuditEvent.objects.get(verb="objection.received")
    assert (event.actor_id, event.detail["channel"]) == (office.reviewer.pk, "letter")


def test_a_second_click_writes_down_nothing_more(desk: Client, office: Office):
    said = typed(running(office))
    answers = [desk.post(PAGE, said) for _ in range(2)]
    assert ([answer.status_code for answer in answers], Objection.objects.count()) == ([302, 302], 1)


def test_of_an_objection_to_two_people_each_is_held(desk: Client, office: Office, examiner: Any):
    """The first on the page of the objection to all, the second written down for it."""
    first, second, third = (decided(office) for _ in range(3))
    notice = running(office, first, second, third)
    whole = objected(notice, line=None)
    actions.accept(whole, by=examiner, line=line_of(notice, first))
    desk.post(PAGE, typed(notice, channel="letter", line=line_of(notice, second)))
    end(notice)
    assert [fresh(case).status for case in (first, second, third)] == ["objected", "in_notice", "closed"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"notice": ""}, "请选择正在公示的一份。"),
        ({"notice": uuid.uuid4()}, "这份公示已经结束，请选择正在公示的一份。"),
        ({"notice": "x"}, "这份公示已经结束，请选择正在公示的一份。"),
        ({"channel": ""}, "请选择电话、来信或来访。"),
        ({"channel": "portal"}, "portal"),
        ({"line": 9}, "名单上没有第 9 号，请核对序号。"),
        ({"text": ""}, "请写明异议内容。"),
        ({"name": ""}, "署名反映的，请填写姓名；不愿署名的，请选择匿名。"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(desk: Client, office: Office, wrong: dict[str, Any], told: str):
    answer = desk.post(PAGE, typed(running(office)) | wrong)
    assert (answer.status_code, told in answer.content.decode(), Objection.objects.count()) == (422, True, 0)


def test_when_no_notice_runs_the_page_says_so(desk: Client):
    assert "现在没有正在公示的名单" in desk.get(PAGE).content.decode()


def test_nobody_else_writes_objections_down(client: Client, office: Office):
    client.force_login(make_user("auditor"))
    assert (client.get(PAGE).status_code, client.post(PAGE, typed(running(office))).status_code) == (403, 403)


def test_nothing_comes_by_the_portal_through_an_officer(office: Office):
    with pytest.raises(ActionRefused) as refusal:
        actions.record(running(office), by=office.reviewer, channel=Channel.PORTAL, pk=uuid.uuid4(), text=TEXT)
    assert str(refusal.value) == "只有电话、来信、来访提出的异议可以代录。"


def test_the_page_of_one_says_who_wrote_it_down(desk: Client, office: Office):
    desk.post(PAGE, typed(running(office), channel="visit"))
    page = desk.get(reverse("objections:objection", args=[Objection.objects.get().pk])).content.decode()
    assert f"来访，{office.reviewer} 代录" in page


@pytest.mark.parametrize("whole", [False, True])
def test_the_page_of_one_takes_the_same_queries_however_many_there_are(
    desk: Client, office: Office, examiner: Any, whole: bool, django_assert_num_queries: Any
):
    notice = running(office, *(decided(office) for _ in range(4)))
    first = objected(notice, line=None) if whole else examined(notice, by=examiner)
    for line in (2, 3, 4):
        objected(notice, line=line)
    page = reverse("objections:objection", args=[first.pk])
    desk.get(page)
    with django_assert_num_queries(QUERIES_OF_ONE[whole]):
        desk.get(page)
