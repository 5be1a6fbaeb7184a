"""The queue, searching in it, and the bulk recheck."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from subsidies.applications.models import Application
from subsidies.rounds.models import Round
from talent.accounts.models import User
from talent.calendars import clock
from tests.factories import make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.review.stages import proposed, returned, somebody

pytestmark = pytest.mark.django_db
QUEUE = "/review/queue/"
ID = "220102200005010014"
ROLES = ["applicant", "hr_officer", "finance_officer", "policy_officer", "administrator"]


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def listed(client: Client, query: str = "") -> list[str]:
    return [row["number"] for row in client.get(QUEUE + query).context["page"]]


def promise(application: Application, day: dt.date) -> Application:
    Application.objects.filter(pk=application.pk).update(promised_on=day)
    return application


def value(review: object) -> str:
    return f"{review.application_id}:{review.pk}"  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["/home/office/", QUEUE])
@pytest.mark.parametrize("role", ROLES)
def test_the_desk_is_closed_to_others(path: str, role: str):
    assert as_(make_user(role)).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/home/office/", QUEUE])
@pytest.mark.parametrize("role", ["reviewer", "auditor"])
def test_the_desk_opens_to_the_office_and_auditors(path: str, role: str):
    assert as_(make_user(role)).get(path).status_code == 200


def test_the_queue_starts_with_what_awaits_review_the_nearest_promise_first(office: Office):
    later = promise(office.at("awaiting_review"), dt.date(2026, 12, 4))
    sooner = promise(office.at("awaiting_review"), dt.date(2026, 11, 25))
    proposed(office)
    assert listed(as_(office.reviewer)) == [sooner.number, later.number]


def test_a_filter_without_a_status_keeps_to_what_awaits_review(office: Office):
    waiting = office.at("awaiting_review")
    returned(office)
    assert listed(as_(office.reviewer), f"?employer={office.employer.pk}") == [waiting.number]


def test_cases_without_a_promise_are_paged_too(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("talent.ui.pages.SIZES", (2,))
    numbers = {returned(office).number for _ in range(5)}
    client, query, found = as_(office.reviewer), "?status=returned", []
    while query:
        page = client.get(QUEUE + query).context["page"]
        found += [row["number"] for row in page]
        query = page.next_query and f"?{page.next_query}"
    assert (len(found), set(found)) == (5, numbers)


def test_promised_days_are_paged_by_key(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("talent.ui.pages.SIZES", (2,))
    expected = [promise(office.at("awaiting_review"), dt.date(2026, 12, day)).number for day in (1, 2, 3, 4, 7)]
    client, query, found = as_(office.reviewer), "?status=awaiting_review", []
    while query:
        page = client.get(QUEUE + query).context["page"]
        found += [row["number"] for row in page]
        query = page.next_query and f"?{page.next_query}"
    assert found == expected


def test_late_due_and_soon_rows_are_marked(office: Office):
    """Soon is until the second working day after today, a Monday."""
    for day in (20, 23, 24, 25, 26):
        promise(office.at("awaiting_review"), dt.date(2026, 11, day))
    page = as_(office.reviewer).get(QUEUE).content.decode()
    rows = page.split("<tbody>")[1].split("</tbody>")[0]
    assert [rows.count(mark) for mark in ("已超期", "今天到期", "即将到期")] == [1, 1, 2]


@pytest.mark.parametrize("query", ["?status=nonsense", "?employer=1", "?benefit=x", "?due=x", "?after=broken&size=7"])
def test_a_broken_address_is_no_error(office: Office, query: str):
    assert as_(office.reviewer).get(QUEUE + query).status_code == 200


@pytest.mark.parametrize("count", [1, 6])
def test_any_number_of_rows_costs_the_same_queries(office: Office, count: int, django_assert_num_queries):
    for _ in range(count):
        office.at("awaiting_review", somebody(office))
    client = as_(office.reviewer)
    client.get(QUEUE)
    with django_assert_num_queries(12):
        client.get(QUEUE)


@pytest.mark.parametrize("count", [1, 6])
def test_any_number_of_rechecks_costs_the_same_queries(office: Office, count: int, django_assert_num_queries):
    for _ in range(count):
        proposed(office)
    client = as_(office.rechecker)
    client.get(f"{QUEUE}?status=awaiting_recheck")
    with django_assert_num_queries(32):
        client.get(f"{QUEUE}?status=awaiting_recheck")


@pytest.mark.parametrize("text", ["欧阳", ID])
def test_a_search_stands_in_no_address_and_finds_in_every_status(office: Office, text: str):
    wanted = office.at("closed", somebody(office, name="欧阳静", identity_number=ID))
    office.at("awaiting_review", somebody(office, name="李明"))
    client = as_(office.reviewer)
    target = client.post(reverse("review:search"), {"text": text}).headers["Location"]
    assert (text in target, listed(client, target.removeprefix(QUEUE))) == (False, [wanted.number])


def test_a_search_of_somebody_else_s_session_is_not_there(office: Office):
    target = as_(office.reviewer).post(reverse("review:search"), {"text": "李明"}).headers["Location"]
    response = as_(office.rechecker).get(target)
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["上次的查找已失效，请重新输入。"]


def test_an_empty_search_finds_nobody(office: Office):
    response = as_(office.reviewer).post(reverse("review:search"), {"text": "  "})
    assert ([str(message) for message in get_messages(response.wsgi_request)], response.headers["Location"]) == (
        ["请输入要查找的姓名、证件号码或受理编号。"],
        QUEUE,
    )


def test_the_recheck_queue_offers_ticks_for_clean_proposals_of_others_alone(office: Office):
    clean = proposed(office)
    proposed(office, refuse=True)
    proposed(office, by=office.rechecker)
    page = as_(office.rechecker).get(f"{QUEUE}?status=awaiting_recheck").content.decode()
    assert [part.split('"')[0] for part in page.split('name="selected" value="')[1:]] == [value(clean)]


def test_an_auditor_is_offered_no_ticks(office: Office):
    proposed(office)
    page = as_(make_user("auditor")).get(f"{QUEUE}?status=awaiting_recheck").content.decode()
    assert ("data-select" in page, "批量复核" in page) == (False, False)


def test_the_desk_leads_to_what_is_late(office: Office):
    promise(office.at("awaiting_review"), dt.date(2026, 11, 20))
    page = as_(office.reviewer).get("/home/office/").content.decode()
    assert "/review/queue/?status=awaiting_review&amp;due=late" in page


def test_a_round_s_cases_are_listed_by_themselves(office: Office):
    within, without = office.at("awaiting_review", somebody(office)), office.at("awaiting_review", somebody(office))
    today = clock.today()
    round_ = Round.objects.create(
        name="第一批",
        opens_on=today,
        closes_on=today,
        cut_off_on=today,
        planned_by=office.reviewer,
        planned_at=clock.now(),
    )
    Application.objects.filter(pk=within.pk).update(round=round_)
    page = as_(office.reviewer).get(f"{QUEUE}?round={round_.pk}").content.decode()
    assert (within.number in page, without.number in page) == (True, False)
