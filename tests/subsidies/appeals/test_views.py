"""Appeals on the applicant's phone and at the office's desk."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from subsidies.appeals import actions
from subsidies.appeals.models import Appeal
from subsidies.applications.models import Application
from talent.accounts.models import User
from talent.papers.models import IssuedPaper
from talent.papers.queries import papers_in
from tests.factories import make_user
from tests.subsidies.appeals.stages import LAST_DAY, TEXT, WHY, assigned, filed, refused
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.notices.stages import on

pytestmark = pytest.mark.django_db
LIST = "/review/appeals/"
QUERIES_OF_ONE = 17


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, thing: Application | Appeal) -> str:
    return reverse(name, args=[thing.pk])


def page_of(client: Client, path: str) -> str:
    return str(client.get(path).content.decode())


def test_the_case_offers_an_appeal_until_its_last_day(office: Office):
    case = refused(office)
    client = as_(case.person.user)
    offered = []
    for day in (LAST_DAY, LAST_DAY.replace(day=15)):
        with on(day):
            offered.append(url("me:appeal", case) in page_of(as_(case.person.user), url("me:case", case)))
    assert (offered, url("me:appeal", case) in page_of(client, url("me:case", case))) == ([True, False], True)


def test_an_applicant_appeals_and_reads_by_when_it_is_decided(office: Office):
    case = refused(office)
    client = as_(case.person.user)
    response = client.post(url("me:appeal", case), {"pk": uuid.uuid4(), "text": TEXT})
    page = page_of(client, url("me:case", case))
    offered = f'href="{url("me:appeal", case)}"' in page
    assert (response.status_code, "人才办承诺 2026年12月7日 前作出决定。" in page, offered) == (302, True, False)


def test_a_double_click_files_one_appeal(office: Office):
    case, sent = refused(office), {"pk": uuid.uuid4(), "text": TEXT}
    client = as_(case.person.user)
    statuses = [client.post(url("me:appeal", case), sent).status_code for _ in range(2)]
    assert (statuses, Appeal.objects.count()) == ([302, 302], 1)


def test_an_empty_appeal_is_asked_for_its_reasons(office: Office):
    case = refused(office)
    response = as_(case.person.user).post(url("me:appeal", case), {"pk": uuid.uuid4(), "text": " "})
    assert (response.status_code, "请写明申诉的理由。" in response.content.decode()) == (422, True)


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_of_one_costs_the_same_queries_however_many_there_are(
    office: Office, examiner: User, count: int, django_assert_num_queries: Any
):
    appeal, *_others = [assigned(refused(office), to=examiner) for _ in range(count)]
    client = as_(examiner)
    client.get(url("appeals:appeal", appeal))
    with django_assert_num_queries(QUERIES_OF_ONE):
        client.get(url("appeals:appeal", appeal))


def test_the_case_of_somebody_else_is_not_found(office: Office):
    case, other = refused(office), refused(office).person.user
    client = as_(other)
    answers = [client.get(url(name, case)).status_code for name in ("me:appeal", "me:appeal_withdraw")]
    posted = client.post(url("me:appeal", case), {"pk": uuid.uuid4(), "text": TEXT}).status_code
    assert (answers, posted, Appeal.objects.count()) == ([404, 404], 404, 0)


def test_a_case_that_cannot_be_appealed_against_is_only_shown(office: Office):
    case = office.at("closed")
    assert as_(case.person.user).get(url("me:appeal", case)).headers["Location"] == url("me:case", case)


def test_an_appeal_is_taken_back_after_a_question(office: Office):
    case = refused(office)
    filed(case)
    client = as_(case.person.user)
    asked = client.get(url("me:appeal_withdraw", case)).status_code
    before = Appeal.objects.get().status
    client.post(url("me:appeal_withdraw", case))
    assert (asked, before, Appeal.objects.get().status, fresh(case).under_appeal) == (200, "filed", "withdrawn", False)


def test_the_applicant_reads_the_decision_and_gets_the_letter_as_pdf(office: Office, examiner: User):
    case = refused(office)
    actions.dismiss(assigned(case, to=examiner), by=examiner, explanation=WHY)
    client = as_(case.person.user)
    page = page_of(client, url("me:case", case))
    letter = IssuedPaper.objects.get(kind="appeal_decision")
    pdf = client.get(reverse("papers:paper", args=[letter.pk]))
    assert (WHY in page, pdf.status_code, pdf.headers["Content-Type"]) == (True, 200, "application/pdf")


def test_the_employers_hr_sees_neither_letter_nor_appeal(office: Office, examiner: User):
    case = refused(office)
    actions.dismiss(assigned(case, to=examiner), by=examiner, explanation=WHY)
    assert (papers_in(case.pk, user=office.hr), list(Appeal.objects.visible_to(office.hr))) == ([], [])


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({}, {0, 1}),
        ({"status": "filed"}, {0}),
        ({"status": "assigned"}, {1}),
        ({"status": "mine"}, {1}),
        ({"status": "dismissed"}, {2}),
        ({"status": "closed"}, {2}),
        ({"status": "late"}, set()),
        ({"status": "nonsense"}, {0, 1}),
    ],
)
def test_the_list_narrows(office: Office, examiner: User, query: dict[str, str], wanted: set[int]):
    appeals = [filed(refused(office)), assigned(refused(office), to=examiner), assigned(refused(office), to=examiner)]
    actions.dismiss(appeals[2], by=examiner, explanation=WHY)
    rows = as_(examiner).get(LIST, query).context["page"].rows
    assert {row.number for row in rows} == {appeals[number].number for number in wanted}


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_costs_the_same_for_one_and_for_many(
    office: Office, examiner: User, count: int, django_assert_num_queries: Any
):
    for _ in range(count):
        assigned(refused(office), to=examiner)
    client = as_(examiner)
    client.get(LIST)
    with django_assert_num_queries(6):
        client.get(LIST)


def test_only_people_who_had_no_part_are_offered(office: Office, examiner: User):
    appeal = filed(refused(office))
    form = as_(examiner).get(url("appeals:appeal", appeal)).context["assign_form"]
    assert list(form.fields["to"].queryset) == [examiner]


def test_the_buttons_assign_and_decide(office: Office, examiner: User):
    case = refused(office)
    appeal = filed(case)
    client = as_(examiner)
    client.post(url("appeals:assign", appeal), {"to": examiner.pk})
    sent = {"outcome": "uphold", "explanation": WHY}
    statuses = [client.post(url("appeals:decide", appeal), sent).status_code for _ in range(2)]
    assert (statuses, Appeal.objects.get().status, fresh(case).status) == ([302, 422], "upheld", "awaiting_review")


def test_the_history_says_to_whom_it_was_given_each_time(office: Office, examiner: User):
    appeal, colleague = assigned(refused(office), to=examiner), make_user("reviewer")
    for _ in range(2):
        actions.assign(appeal, by=examiner, to=colleague)
    history = as_(examiner).get(url("appeals:appeal", appeal)).context["history"]
    assert [(event["what"], event["to"]) for event in history] == [
        ("分派", colleague),
        ("分派", examiner),
        ("提出申诉", None),
    ]


def test_who_decided_is_told_to_leave_it_to_others(office: Office, examiner: User):
    appeal = assigned(refused(office), to=examiner)
    client = as_(office.reviewer)
    page = page_of(client, url("appeals:appeal", appeal))
    answer = client.post(url("appeals:decide", appeal), {"outcome": "dismiss", "explanation": WHY}).status_code
    assert ("您参与过原来的决定" in page, url("appeals:decide", appeal) in page, answer) == (True, False, 422)


def test_an_auditor_reads_and_changes_nothing(office: Office, examiner: User):
    appeal, client = filed(refused(office)), as_(make_user("auditor"))
    read = client.get(url("appeals:appeal", appeal))
    changed = [client.post(url(f"appeals:{name}", appeal)).status_code for name in ("assign", "decide")]
    assert (read.status_code, TEXT in read.content.decode(), read.context["possible"], changed) == (
        200,
        True,
        set(),
        [403, 403],
    )


def test_an_appeal_that_is_not_there_is_not_found(office: Office, examiner: User):
    path = reverse("appeals:appeal", args=[uuid.uuid4()])
    assert as_(examiner).get(path).status_code == 404


def test_a_decision_holds_nobodys_number(office: Office, examiner: User):
    appeal = assigned(refused(office), to=examiner)
    sent = {"outcome": "dismiss", "explanation": "同单位220102199001010009的人已获批。"}
    answer = as_(examiner).post(url("appeals:decide", appeal), sent)
    assert ("请删去" in answer.content.decode(), Appeal.objects.get().status) == (True, "assigned")
