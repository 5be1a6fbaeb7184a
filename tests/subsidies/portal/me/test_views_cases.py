"""Where cases stand: on the home page and on their own."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus as S
from subsidies.payments import actions as payments
from subsidies.review import actions as review
from tests.factories import make_person
from tests.subsidies.applications.stages import Office
from tests.subsidies.portal.me.applicant import Applicant

pytestmark = pytest.mark.django_db


def owner_of(application: Application, client: Client) -> Applicant:
    return Applicant.signed_in(client, application.person.user)


def steps(page) -> list[tuple[str, str]]:
    """State and title of each step of the timeline."""
    lines = page.main.xpath(".//*[contains(@class, 'timeline__step')]")
    return [
        (line.get("class").rsplit("--", 1)[1], line.xpath("./p[@class='timeline__title']/text()")[0]) for line in lines
    ]


def test_a_newcomer_is_shown_how_to_start(newcomer: Applicant):
    page = newcomer.reads("/me/")
    assert page.main.xpath(".//a[@class='btn']/@href") == ["/me/apply/benefits/"]


@pytest.mark.parametrize(
    ("status", "states"),
    [
        (S.AWAITING_EMPLOYER, ["done", "current", "upcoming", "upcoming", "upcoming", "upcoming"]),
        (S.DISPUTED, ["done", "problem", "upcoming", "upcoming", "upcoming", "upcoming"]),
        (S.AWAITING_REVIEW, ["done", "done", "current", "upcoming", "upcoming", "upcoming"]),
        (S.RETURNED, ["done", "done", "problem", "upcoming", "upcoming", "upcoming"]),
        (S.AWAITING_RECHECK, ["done", "done", "done", "current", "upcoming", "upcoming"]),
        (S.AWAITING_NOTICE, ["done", "done", "done", "done", "current", "upcoming"]),
        (S.IN_NOTICE, ["done", "done", "done", "done", "current", "upcoming"]),
    ],
)
def test_the_timeline_says_where_a_case_stands(office: Office, client: Client, status: S, states: list[str]):
    application = office.at(status)
    titles = ["提交申请", "单位核实", "人才办初审", "人才办复核", "公示", "办结"]
    page = owner_of(application, client).reads(f"/me/cases/{application.pk}/")
    assert steps(page) == list(zip(states, titles, strict=True))


@pytest.mark.parametrize("status", list(S))
def test_every_status_has_a_home_and_a_case_page(office: Office, client: Client, status: S):
    application = office.at(S.DRAFT if status == S.LAPSED else status)
    if status == S.LAPSED:
        Application.objects.filter(pk=application.pk).update(
            status=S.LAPSED, submitted_at=application.created_at, employer=office.employer
        )
    person = owner_of(application, client)
    answers = [person.client.get(address, follow=True) for address in ("/me/", f"/me/cases/{application.pk}/")]
    assert [answer.status_code for answer in answers] == [200, 200]


def test_nothing_of_a_proposal_shows_before_it_is_confirmed(office: Office, client: Client):
    application = office.at(S.AWAITING_RECHECK)
    text = owner_of(application, client).reads(f"/me/cases/{application.pk}/").text
    assert ("审核中" in text, "30,000 元" in text) == (True, False)


def test_a_confirmed_amount_waits_for_the_notice(office: Office, client: Client):
    application = office.at(S.AWAITING_NOTICE)
    text = owner_of(application, client).reads(f"/me/cases/{application.pk}/").text
    assert ("30,000 元" in text, "公示期满没有异议后授予" in text) == (True, True)


def test_a_granted_case_shows_its_instalments(office: Office, client: Client):
    application = office.at(S.CLOSED)
    payments.schedule_instalments()
    page = owner_of(application, client).reads(f"/me/cases/{application.pk}/")
    amounts = [cell.text_content() for cell in page.main.xpath(".//td[@class='num']")]
    assert amounts == ["12,000 元", "9,000 元", "9,000 元"]


def test_what_the_office_asks_for_is_said_at_each_place(office: Office, client: Client):
    application = office.at(S.AWAITING_REVIEW)
    items = [("certificate_unreadable", "右下角拍摄不清"), ("other", "请补充说明")]
    review.return_for_correction(application, items, by=office.reviewer, submission=application.submissions.last())
    person = owner_of(application, client)
    said = "学历或学位证书影像不清晰：右下角拍摄不清"
    addresses = ["/me/", f"/me/cases/{application.pk}/", "/me/apply/", "/me/apply/check/", "/me/profile/evidence/"]
    assert [said in person.reads(address).text for address in addresses] == [True] * 5


def test_a_case_is_taken_back_once_with_a_reason(office: Office, client: Client):
    application = office.submitted()
    person = owner_of(application, client)
    address = f"/me/cases/{application.pk}/withdraw/"
    assert person.reads(address).title == "撤回申请"
    first = person.sends(address, {"reason": "信息填错\u202e"})
    again = person.sends(address, {"reason": ""})
    application.refresh_from_db()
    assert (first.messages, again.messages, application.status) == (
        ["申请已撤回。您填写的资料仍然保留，可以随时重新申请。"],
        [],
        S.WITHDRAWN,
    )


def test_a_case_that_is_decided_cannot_be_taken_back(office: Office, client: Client):
    application = office.at(S.AWAITING_NOTICE)
    person = owner_of(application, client)
    person.sends(f"/me/cases/{application.pk}/withdraw/", {"reason": ""})
    application.refresh_from_db()
    assert application.status == S.AWAITING_NOTICE


@pytest.mark.parametrize("path", ["", "withdraw/", "submitted/"])
def test_the_cases_of_others_are_not_there(office: Office, client: Client, path: str):
    application = office.submitted()
    stranger = Applicant.signed_in(client, make_person().user)
    assert stranger.client.get(f"/me/cases/{application.pk}/{path}").status_code == 404


def test_an_earlier_case_stays_in_reach(office: Office, client: Client, clock_at_noon: time_machine.Traveller):
    first = office.at(S.WITHDRAWN)
    clock_at_noon.shift(60)
    office.draft(first.person)
    page = owner_of(first, client).reads("/me/")
    assert f"/me/cases/{first.pk}/" in page.main.xpath(".//section[@aria-labelledby='earlier']//a/@href")


@pytest.mark.parametrize(("status", "home", "case"), [(S.AWAITING_REVIEW, 18, 21), (S.CLOSED, 20, 23)])
def test_home_and_case_take_as_many_queries_as_these(
    office: Office, client: Client, django_assert_num_queries, status: S, home: int, case: int
):
    application = office.at(status)
    person = owner_of(application, client)
    for address, queries in (("/me/", home), (f"/me/cases/{application.pk}/", case)):
        person.reads(address)
        with django_assert_num_queries(queries):
            person.reads(address)
