"""Objections as the office works through them: who sees which, at what cost, and what the buttons do."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from subsidies.objections import actions
from subsidies.objections.models import Objection
from talent.accounts.models import User
from talent.audit.models import AuditEvent
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.notices.stages import on
from tests.subsidies.objections.stages import NEXT_DAY, TEXT, decided, examined, objected, running
from tests.subsidies.objections.test_examining import FOUND

pytestmark = pytest.mark.django_db
LIST = "/review/objections/"


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, objection: Objection) -> str:
    return reverse(f"objections:{name}", args=[objection.pk])


def numbers(user: User, **query: str) -> list[str]:
    page = as_(user).get(LIST, query).context["page"]
    return [row.number for row in page.rows]


def test_the_list_shows_what_waits_the_first_promised_first(office: Office, examiner: User):
    notice = running(office, decided(office), decided(office))
    first = objected(notice)
    with on(NEXT_DAY.replace(month=11, day=25)):
        second = examined(notice, by=examiner, line=2)
    actions.keep_as_lead(objected(notice, anonymous=True), by=examiner)
    assert numbers(examiner) == [first.number, second.number]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"status": "received"}, {0}),
        ({"status": "examining"}, {1}),
        ({"status": "lead"}, {2}),
        ({"status": "closed"}, {2}),
        ({"status": "late"}, set()),
        ({"way": "anonymous"}, {1}),
        ({"way": "anonymous", "status": "closed"}, {2}),
        ({"status": "nonsense"}, {0, 1}),
    ],
)
def test_the_list_narrows(office: Office, examiner: User, query: dict[str, str], wanted: set[int]):
    notice = running(office)
    made = [objected(notice), examined(notice, by=examiner, anonymous=True), objected(notice, anonymous=True)]
    actions.keep_as_lead(made[2], by=examiner)
    assert set(numbers(examiner, **query)) == {made[number].number for number in wanted}


def test_what_is_overdue_is_marked_and_listed(office: Office, examiner: User):
    made = objected(running(office))
    with on(NEXT_DAY.replace(day=8)):
        page = as_(examiner).get(LIST, {"status": "late"})
    assert ([row.number for row in page.context["page"].rows], "逾期" in page.content.decode()) == ([made.number], True)


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_costs_the_same_for_one_and_for_many(
    office: Office, examiner: User, count: int, django_assert_num_queries: Any
):
    notice = running(office, decided(office), decided(office))
    for number in range(count):
        objected(notice, line=number % 2 + 1)
    client = as_(examiner)
    client.get(LIST)
    with django_assert_num_queries(8):
        client.get(LIST)


def test_the_office_reads_the_words_and_the_log_says_so(office: Office, examiner: User):
    made = objected(running(office))
    page = as_(examiner).get(url("objection", made)).content.decode()
    read = AuditEvent.objects.filter(verb="objection.read", actor=examiner, object_id=str(made.pk)).count()
    assert ([words in page for words in (TEXT, "李群众", "13900139000")], read) == ([True] * 3, 1)


def test_an_auditor_reads_the_course_and_not_the_words(office: Office):
    made = objected(running(office))
    page = as_(make_user("auditor")).get(url("objection", made)).content.decode()
    assert [words in page for words in (made.number, TEXT, "李群众", "13900139000")] == [True, False, False, False]


def test_objections_to_ones_own_notice_and_unknown_ones_are_not_found(office: Office, examiner: User):
    case = decided(office)
    made = objected(running(office, case))
    examiner.natural_person.identity_number = case.person.identity_number
    examiner.natural_person.save()
    client = as_(examiner)
    unknown = reverse("objections:objection", args=[uuid.uuid4()])
    posts = [client.post(url(name, made)).status_code for name in ("accept", "decline", "keep_as_lead", "resolve")]
    assert ([client.get(path).status_code for path in (url("objection", made), unknown)], posts) == (
        [404, 404],
        [404] * 4,
    )


def test_the_buttons_accept_and_resolve(office: Office, examiner: User):
    case = decided(office)
    made = objected(running(office, case))
    client = as_(examiner)
    client.post(url("accept", made), {"line": ""})
    between = fresh(case).status
    response = client.post(url("resolve", made), {"outcome": "dismiss", **FOUND})
    assert (between, response.status_code, fresh(case).status, Objection.objects.get().status) == (
        "objected",
        302,
        "in_notice",
        "dismissed",
    )


def test_upholding_by_the_button_sends_the_case_back(office: Office, examiner: User):
    case = decided(office)
    made = examined(running(office, case), by=examiner)
    as_(examiner).post(url("resolve", made), {"outcome": "uphold", **FOUND})
    assert fresh(case).status == "awaiting_review"


@pytest.mark.parametrize(
    ("name", "sent", "status"),
    [("decline", {"answer": "没有可以核实的线索"}, "declined"), ("decline", {"answer": ""}, "received")],
)
def test_declining_needs_its_reason(office: Office, examiner: User, name: str, sent: Any, status: str):
    made = objected(running(office))
    as_(examiner).post(url(name, made), sent)
    assert Objection.objects.get().status == status


def test_leads_are_kept_by_the_button(office: Office, examiner: User):
    made = objected(running(office), anonymous=True)
    as_(examiner).post(url("keep_as_lead", made))
    assert Objection.objects.get().status == "lead"


def test_a_double_click_on_the_conclusion_is_told_of_and_changes_nothing(office: Office, examiner: User):
    made = examined(running(office), by=examiner)
    client, sent = as_(examiner), {"outcome": "dismiss", **FOUND}
    statuses = [client.post(url("resolve", made), sent).status_code for _ in range(2)]
    assert (statuses, AuditEvent.objects.filter(verb="objection.dismiss").count()) == ([302, 422], 1)


def test_who_decided_the_case_is_told_to_leave_the_conclusion_to_others(office: Office, examiner: User):
    made = examined(running(office), by=examiner)
    page = as_(office.reviewer).get(url("objection", made)).content.decode()
    assert ("您初审或复核过这件申请" in page, url("resolve", made) in page) == (True, False)


def test_the_desk_counts_what_waits_and_says_what_is_late(office: Office, examiner: User):
    notice = running(office)
    objected(notice)
    examined(notice, by=examiner)
    with on(NEXT_DAY.replace(day=8)):
        parts = dict(as_(examiner).get(reverse("portal:office_desk")).context["parts"])
    counted = [(stat.label, stat.value, stat.note, stat.kind) for stat in parts["公示"][-2:]]
    assert counted == [
        ("异议待受理", 1, "有 2 件已超过承诺日期", "danger"),
        ("异议核查中", 1, "有 2 件已超过承诺日期", "danger"),
    ]
