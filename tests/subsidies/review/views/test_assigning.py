"""Taking, handing over and giving back on the pages; whose cases the queue shows; how much each officer has."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from subsidies.applications.models import Application
from subsidies.review import assigning
from subsidies.review.models import Assignment
from talent.accounts.models import User
from tests.factories import make_employer, make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.review.stages import proposed, somebody

pytestmark = pytest.mark.django_db
QUEUE = "/review/queue/"
LOAD = "/review/queue/officers/"


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def waiting(office: Office, day: dt.date = dt.date(2026, 12, 4)) -> Application:
    application = office.at("awaiting_review", somebody(office))
    Application.objects.filter(pk=application.pk).update(promised_on=day)
    return application


def held(office: Office, officer: User, day: dt.date = dt.date(2026, 12, 4)) -> Application:
    application = waiting(office, day)
    assigning.hand_over(application, by=office.reviewer, to=officer, read=None)
    return application


def listed(client: Client, query: str) -> set[str]:
    return {row["number"] for row in client.get(QUEUE + query).context["page"]}


def test_taking_the_next_opens_it(office: Office):
    application = waiting(office)
    response = as_(office.reviewer).post(reverse("review:take_next"), {"pk": uuid.uuid4()})
    assert response.headers["Location"] == reverse("review:case", args=[application.pk])


def test_taking_the_next_is_offered_where_there_is_something_to_take(office: Office):
    client = as_(office.reviewer)
    offered = [
        "领取下一件</button>" in client.get(QUEUE + query).content.decode()
        for query in ("", "?status=", "?status=awaiting_recheck", "?status=closed", "?status=returned")
    ]
    assert offered == [True, True, True, False, False]


def test_a_double_click_takes_one(office: Office):
    for _ in range(2):
        waiting(office)
    client, key = as_(office.reviewer), uuid.uuid4()
    places = [client.post(reverse("review:take_next"), {"pk": key}).headers["Location"] for _ in range(2)]
    assert (len(set(places)), Assignment.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "页面已失效，请刷新后重试。"),
        ({"pk": "5f0c0a53-8a5c-4e2b-9d51-0d6a0b6b1c11"}, "目前没有您可以领取的申请。"),
    ],
)
def test_taking_nothing_is_said_kindly(office: Office, data: dict[str, object], sentence: str):
    response = as_(office.reviewer).post(reverse("review:take_next"), data)
    assert [str(message) for message in get_messages(response.wsgi_request)] == [sentence]


def take_from(client: Client, query: str) -> HttpResponse:
    """Press the button as the list with this address offers it."""
    place = client.get(QUEUE + query).context["place"]
    return client.post(reverse("review:take_next") + place.query, {"pk": uuid.uuid4()})


@pytest.mark.parametrize(
    "query",
    ["?benefit=housing", "?employer={employer}", "?due=late", "?status=awaiting_recheck", "?due=late&officer=mine"],
)
def test_the_next_is_taken_from_what_the_list_shows(office: Office, query: str):
    waiting(office, dt.date(2026, 11, 24))
    review, wanted = proposed(office), waiting(office, dt.date(2026, 12, 30))
    Application.objects.filter(pk=wanted.pk).update(
        housing_requested=True, employer=make_employer(), promised_on=dt.date(2026, 11, 20)
    )
    Application.objects.filter(pk=review.application_id).update(promised_on=dt.date(2026, 12, 31))
    wanted.refresh_from_db()
    if "recheck" in query:
        wanted = review.application
    response = take_from(as_(office.rechecker), query.format(employer=wanted.employer_id))
    assert response.headers["Location"].partition("?")[0] == reverse("review:case", args=[wanted.pk])


def test_the_case_taken_leads_back_to_the_list(office: Office):
    application = waiting(office)
    response = take_from(as_(office.reviewer), "?benefit=living")
    assert response.headers["Location"] == reverse("review:case", args=[application.pk]) + "?queue=benefit%3Dliving"


def test_the_next_is_taken_from_what_was_searched_for(office: Office):
    waiting(office, dt.date(2026, 11, 24))
    wanted = waiting(office)
    client = as_(office.reviewer)
    found = client.post(reverse("review:search"), {"text": wanted.number}).headers["Location"]
    response = take_from(client, found.removeprefix(QUEUE))
    assert response.headers["Location"].partition("?")[0] == reverse("review:case", args=[wanted.pk])


def test_a_search_that_is_gone_does_not_widen_to_the_whole_queue(office: Office):
    waiting(office)
    response = take_from(as_(office.reviewer), "?status=&search=gone")
    assert (response.headers["Location"], Assignment.objects.count()) == (QUEUE + "?status=", 0)


def test_where_the_filter_leaves_nothing_to_take_this_is_said_and_the_list_stays(office: Office):
    waiting(office)
    response = take_from(as_(office.reviewer), "?benefit=housing")
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert (said, response.headers["Location"]) == (
        ["当前筛选范围内没有您可以领取的申请。改变筛选条件后可以再领取。"],
        QUEUE + "?benefit=housing",
    )


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("", "待初审"),
        ("?status=awaiting_recheck&due=late&benefit=housing&officer=mine", "待复核、已超期、住房保障"),
        ("?status=&officer=nobody", ""),
    ],
)
def test_the_button_says_of_what_it_takes(office: Office, query: str, note: str):
    page = as_(office.reviewer).get(QUEUE + query)
    shown = page.content.decode().partition('id="taking"')[2].partition("</span>")[0].partition("：")[2]
    assert (page.context["narrowed_by"], shown) == (note, note)


@pytest.mark.parametrize("name", ["take_next", "hand_over", "give_back"])
@pytest.mark.parametrize("role", ["auditor", "finance_officer", "hr_officer", "applicant"])
def test_only_reviewers_assign(office: Office, name: str, role: str):
    application = waiting(office)
    address = reverse(f"review:{name}", args=[] if name == "take_next" else [application.pk])
    assert (as_(make_user(role)).post(address).status_code, Assignment.objects.count()) == (403, 0)


@pytest.mark.parametrize("name", ["hand_over", "give_back"])
def test_a_draft_is_not_there_to_assign(office: Office, name: str):
    draft = office.at("draft")
    data = {"assignment-officer": office.reviewer.pk}
    assert as_(office.reviewer).post(reverse(f"review:{name}", args=[draft.pk]), data).status_code == 404


def test_handing_over_and_giving_back_say_who_has_it_now(office: Office):
    application = waiting(office)
    hand, back = (reverse(f"review:{name}", args=[application.pk]) for name in ("hand_over", "give_back"))
    said = []
    for user, address in ((office.reviewer, hand), (office.reviewer, back), (office.rechecker, back)):
        data = {"assignment-officer": office.rechecker.pk, "assignment-read": ""}
        said += [str(message) for message in get_messages(as_(user).post(address, data).wsgi_request)]
    assert said == [
        f"{application.number} 现由 {office.rechecker} 承办。",
        "这件申请的承办情况已有变动，请刷新页面后再看。",
        f"{application.number} 已退回待领。",
    ]


def test_a_case_of_a_colleague_says_so_and_may_still_be_decided(office: Office):
    application = held(office, office.rechecker)
    page = as_(office.reviewer).get(reverse("review:case", args=[application.pk])).content.decode()
    assert ("本件由同事承办" in page, reverse("review:propose", args=[application.pk]) in page) == (True, True)


def test_one_s_own_case_does_not_warn(office: Office):
    application = held(office, office.reviewer)
    page = as_(office.reviewer).get(reverse("review:case", args=[application.pk])).content.decode()
    assert ("本件由同事承办" in page, "退回待领" in page) == (False, True)


def test_the_queue_shows_mine_nobody_s_and_those_of_a_colleague(office: Office):
    mine, theirs, free = held(office, office.reviewer), held(office, office.rechecker), waiting(office)
    client = as_(office.reviewer)
    queries = ("?officer=mine", "?officer=nobody", f"?officer={office.rechecker.pk}", "")
    assert [listed(client, query) for query in queries] == [
        {mine.number},
        {free.number},
        {theirs.number},
        {mine.number, theirs.number, free.number},
    ]


def test_mine_shows_both_stages(office: Office):
    review = proposed(office)
    assigning.hand_over(review.application, by=office.reviewer, to=office.rechecker, read=None)
    other = held(office, office.rechecker)
    assert listed(as_(office.rechecker), "?officer=mine") == {review.application.number, other.number}


@pytest.mark.parametrize("query", ["?officer=x", "?officer=5f0c0a53-8a5c-4e2b-9d51-0d6a0b6b1c11"])
def test_an_unknown_officer_is_no_error(office: Office, query: str):
    assert as_(office.reviewer).get(QUEUE + query).status_code == 200


def test_soon_counts_working_days_and_not_the_weekend(office: Office):
    """23 November 2026 is a Monday: soon is until Wednesday."""
    within = [waiting(office, dt.date(2026, 11, day)).number for day in (23, 25)]
    for day in (20, 26):
        waiting(office, dt.date(2026, 11, day))
    assert listed(as_(office.reviewer), "?due=soon") == set(within)


def test_the_load_counts_open_late_and_soon_late_of_each_officer(office: Office):
    held(office, office.reviewer, dt.date(2026, 11, 20))
    held(office, office.reviewer, dt.date(2026, 11, 24))
    held(office, office.reviewer)
    waiting(office, dt.date(2026, 11, 19))
    loads = as_(office.rechecker).get(LOAD).context["loads"]
    assert {each.officer: (each.waiting, each.late, each.soon) for each in loads} == {
        office.reviewer: (3, 1, 1),
        office.rechecker: (0, 0, 0),
        None: (1, 1, 0),
    }


def test_who_no_longer_reviews_but_has_a_case_is_still_counted(office: Office):
    held(office, office.rechecker)
    office.rechecker.role_grants.update(revoked_at=dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
    loads = as_(office.reviewer).get(LOAD).context["loads"]
    assert {each.officer: each.waiting for each in loads} == {office.reviewer: 0, office.rechecker: 1, None: 0}


@pytest.mark.parametrize(("role", "status"), [("auditor", 200), ("finance_officer", 403), ("applicant", 403)])
def test_auditors_see_the_load_and_others_do_not(role: str, status: int):
    assert as_(make_user(role)).get(LOAD).status_code == status


@pytest.mark.parametrize("count", [1, 5])
def test_the_load_of_any_number_of_cases_costs_the_same_queries(office: Office, count: int, django_assert_num_queries):
    for _ in range(count):
        held(office, office.rechecker)
    client = as_(office.reviewer)
    client.get(LOAD)
    with django_assert_num_queries(7):
        client.get(LOAD)
