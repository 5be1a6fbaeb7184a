"""Working through a list: on to the next case, or back to where the case stood in the list."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.urls import reverse

from subsidies.applications.models import Application
from subsidies.review import assigning
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.review.stages import proposed, somebody
from tests.subsidies.review.views.test_case import as_, propose_data, recheck_data, url

pytestmark = pytest.mark.django_db
QUEUE = "/review/queue/"


def waiting(office: Office, day: int, **fields: str) -> Application:
    application = office.at("awaiting_review", somebody(office, **fields))
    Application.objects.filter(pk=application.pk).update(promised_on=dt.date(2026, 12, day))
    return fresh(application)


def out_of(list_query: str, address: str) -> str:
    return f"{address}?queue={quote(list_query)}"


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def goes_to(response: HttpResponse) -> tuple[str, dict[str, list[str]], str]:
    """(path, what the address carries, fragment)."""
    parts = urlsplit(response.headers["Location"])
    return parts.path, parse_qs(parts.query, keep_blank_values=True), parts.fragment


def decide_and_go_on(office: Office, application: Application, list_query: str) -> HttpResponse:
    data = propose_data(application) | {"then": "next"}
    return as_(office.reviewer).post(out_of(list_query, url("propose", application)), data)


def test_a_decision_goes_on_to_the_next_of_the_same_list(office: Office):
    first, second = waiting(office, 1), waiting(office, 2)
    response = decide_and_go_on(office, first, "status=awaiting_review&due=")
    assert (goes_to(response)[:2], fresh(first).status) == (
        (url("case", second), {"queue": ["status=awaiting_review&due="]}),
        "awaiting_recheck",
    )


def test_a_decision_goes_back_to_the_row_that_follows(office: Office):
    first, second = waiting(office, 1), waiting(office, 2)
    query = "status=awaiting_review&size=100"
    response = as_(office.reviewer).post(out_of(query, url("propose", first)), propose_data(first))
    assert goes_to(response) == (QUEUE, {"status": ["awaiting_review"], "size": ["100"]}, f"case-{second.pk}")


def test_the_list_is_narrowed_as_it_was_when_the_case_was_opened(office: Office):
    first, other, third = waiting(office, 1), waiting(office, 2), waiting(office, 3)
    Application.objects.filter(pk=other.pk).update(living_requested=False, housing_requested=True)
    response = decide_and_go_on(office, first, "status=awaiting_review&benefit=living")
    assert goes_to(response)[0] == url("case", third)


def test_a_case_that_a_colleague_has_taken_is_skipped_and_named(office: Office):
    first, taken, free = waiting(office, 1), waiting(office, 2), waiting(office, 3)
    assigning.hand_over(taken, by=office.rechecker, to=office.rechecker, read=None)
    response = decide_and_go_on(office, first, "status=awaiting_review")
    assert (goes_to(response)[0], said(response)) == (
        url("case", free),
        [f"{first.number} 已提交复核。", f"已跳过由同事承办的申请：{taken.number}（{office.rechecker}）。"],
    )


def test_one_s_own_and_a_colleague_s_own_list_are_walked_whole(office: Office):
    first, second = waiting(office, 1), waiting(office, 2)
    for case in (first, second):
        assigning.hand_over(case, by=office.rechecker, to=office.rechecker, read=None)
    places = []
    for user, query in ((office.rechecker, "officer=mine"), (office.reviewer, f"officer={office.rechecker.pk}")):
        places.append(goes_to(as_(user).get(out_of(query, url("following", first))))[0])
    assert places == [url("case", second)] * 2


def test_what_one_may_not_recheck_is_passed_over(office: Office):
    reviews = [proposed(office), proposed(office, by=office.rechecker), proposed(office)]
    for day, review in enumerate(reviews, 1):
        Application.objects.filter(pk=review.application_id).update(promised_on=dt.date(2026, 12, day))
    first, _mine, third = (fresh(review.application) for review in reviews)
    address = out_of("status=awaiting_recheck", url("confirm", first))
    response = as_(office.rechecker).post(address, recheck_data(reviews[0]) | {"then": "next"})
    assert (goes_to(response)[0], fresh(first).status) == (url("case", third), "awaiting_notice")


def test_the_last_case_leads_back_to_the_list_and_says_so(office: Office):
    last = waiting(office, 1)
    response = decide_and_go_on(office, last, "status=awaiting_review")
    assert (goes_to(response), said(response)[1:]) == (
        (QUEUE, {"status": ["awaiting_review"]}, ""),
        ["这份列表后面没有您可以办理的申请了。"],
    )


def test_a_page_that_has_run_empty_gives_way_to_the_one_before(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("talent.ui.pages.SIZES", (2,))
    cases = [waiting(office, day) for day in (1, 2, 3)]
    client = as_(office.reviewer)
    turned = client.get(QUEUE + "?status=awaiting_review").context["page"].next_query
    response = client.post(out_of(turned, url("propose", cases[2])), propose_data(cases[2]))
    page = client.get(response.headers["Location"]).context["page"]
    assert [row["number"] for row in page] == [case.number for case in cases[:2]]


def test_the_page_of_the_list_is_kept(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("talent.ui.pages.SIZES", (2,))
    cases = [waiting(office, day) for day in (1, 2, 3, 4)]
    client = as_(office.reviewer)
    turned = client.get(QUEUE + "?status=awaiting_review").context["page"].next_query
    response = client.post(out_of(turned, url("propose", cases[2])), propose_data(cases[2]))
    page = client.get(response.headers["Location"]).context["page"]
    assert ([row["number"] for row in page], goes_to(response)[2]) == ([cases[3].number], f"case-{cases[3].pk}")


def test_a_row_opens_its_case_with_the_list_in_its_address(office: Office):
    case = waiting(office, 1)
    page = as_(office.reviewer).get(f"{QUEUE}?status=&employer={office.employer.pk}").content.decode()
    query = quote(f"status=&employer={office.employer.pk}", safe="")
    assert f'<a href="/review/cases/{case.pk}/?queue={query}">' in page


def test_a_note_and_a_hand_over_keep_the_list(office: Office):
    case = waiting(office, 1)
    address = out_of("due=late", url("hand_over", case))
    response = as_(office.reviewer).post(address, {"assignment-officer": office.reviewer.pk, "assignment-read": ""})
    assert goes_to(response)[:2] == (url("case", case), {"queue": ["due=late"]})


@pytest.mark.parametrize(
    "list_query",
    [
        "https://example.com/",
        "//example.com",
        "next=https://example.com",
        "status=x" * 500,
        "after=broken",
        "\x00",
        "%",
    ],
)
def test_whatever_the_address_names_one_stays_in_the_queue(office: Office, list_query: str):
    first = waiting(office, 1)
    response = as_(office.reviewer).post(out_of(list_query, url("propose", first)), propose_data(first))
    assert (goes_to(response)[0], urlsplit(response.headers["Location"]).netloc) == (QUEUE, "")


def test_a_search_is_walked_under_its_key(office: Office):
    first, second = waiting(office, 2, name="欧阳静"), waiting(office, 1, name="欧阳明")
    waiting(office, 1, name="李明")
    client = as_(office.reviewer)
    found = client.post(reverse("review:search"), {"text": "欧阳"}).headers["Location"].removeprefix(f"{QUEUE}?")
    newest, older = sorted((first, second), key=lambda case: (case.submitted_at, case.pk), reverse=True)
    response = client.get(out_of(found, url("following", newest)))
    assert (goes_to(response)[0], "欧阳" in response.headers["Location"]) == (url("case", older), False)


def test_a_case_without_a_promise_leads_to_the_list(office: Office):
    closed = office.at("closed", somebody(office))
    response = as_(office.reviewer).get(out_of("status=awaiting_review", url("following", closed)))
    assert goes_to(response)[0] == QUEUE


@pytest.mark.parametrize(("role", "status"), [("auditor", 302), ("finance_officer", 403), ("applicant", 403)])
def test_auditors_turn_to_the_next_and_others_do_not(office: Office, role: str, status: int):
    assert as_(make_user(role)).get(url("following", waiting(office, 1))).status_code == status


def test_a_draft_has_no_next(office: Office):
    assert as_(office.reviewer).get(url("following", office.at("draft"))).status_code == 404


@pytest.mark.parametrize("count", [1, 6])
def test_going_on_costs_the_same_queries_for_any_number(office: Office, count: int, django_assert_num_queries):
    first = waiting(office, 1)
    for day in range(count):
        case = waiting(office, 2 + day)
        assigning.hand_over(case, by=office.rechecker, to=office.rechecker, read=None)
    waiting(office, 20)
    client, address = as_(office.reviewer), out_of("status=awaiting_review", url("following", first))
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)


def test_a_refused_decision_keeps_the_list_on_its_page(office: Office):
    first = waiting(office, 1)
    data = propose_data(first, submission=latest(first).pk, living_outcome="")
    page = as_(office.reviewer).post(out_of("due=late", url("propose", first)), data)
    assert (page.status_code, f'action="{url("propose", first)}?queue=due%3Dlate"' in page.content.decode()) == (
        422,
        True,
    )


def test_the_keys_are_listed_for_those_without_scripts(office: Office):
    page = as_(office.reviewer).get(url("case", waiting(office, 1))).content.decode()
    listed = page.split('<details class="more" data-key-list>')[1].split("</details>")[0]
    assert [f"<kbd>{key}</kbd>" in listed for key in ("1", "2", "3", "t", "n", "u", "?")] == [True] * 7
