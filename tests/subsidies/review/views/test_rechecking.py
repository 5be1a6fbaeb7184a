"""The pages of a bulk recheck: drawing up, what is still to be opened, confirming."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.urls import reverse

from subsidies.review.models import RecheckList, Review
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.review.stages import drawn_up, open_sample, proposed
from tests.subsidies.review.views.test_case import as_, recheck_data, url

pytestmark = pytest.mark.django_db
QUEUE = "/review/queue/?status=awaiting_recheck"


def value(review: Review) -> str:
    return f"{review.application_id}:{review.pk}"


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def page_of(drawn: RecheckList) -> str:
    return reverse("review:recheck_list", args=[drawn.pk])


def test_ticked_rows_lead_to_a_list_that_names_its_sample(office: Office):
    reviews, client = [proposed(office) for _ in range(4)], as_(office.rechecker)
    data = {"pk": uuid.uuid4(), "selected": [value(review) for review in reviews]}
    response = client.post(reverse("review:draw_up_recheck"), data)
    drawn = RecheckList.objects.get()
    page = client.get(response.headers["Location"]).content.decode()
    links = [
        f'href="/review/cases/{item.review.application_id}/?queue={quote(f"recheck={drawn.pk}", safe="")}"' in page
        for item in drawn.items.filter(sampled=True)
    ]
    assert (response.headers["Location"], links, "复核同意</button>" in page, page.count("须打开查看")) == (
        page_of(drawn),
        [True] * 3,
        False,
        3,
    )


def test_opening_the_case_is_what_the_list_waits_for(office: Office):
    review, client = proposed(office), as_(office.rechecker)
    drawn = drawn_up(review, by=office.rechecker)
    client.get(f"{url('case', review.application)}?queue={quote(f'recheck={drawn.pk}')}")
    page = client.get(page_of(drawn)).content.decode()
    assert ("抽查的申请都已打开查看" in page, "复核同意</button>" in page) == (True, True)


def test_a_case_of_the_list_leads_back_to_the_list(office: Office):
    first, second = proposed(office), proposed(office)
    drawn, client = drawn_up(first, second, by=office.rechecker), as_(office.rechecker)
    address = f"{url('confirm', first.application)}?queue={quote(f'recheck={drawn.pk}')}"
    responses = [
        client.get(f"{url('following', second.application)}?queue={quote(f'recheck={drawn.pk}')}"),
        client.post(address, recheck_data(first) | {"then": "next"}),
    ]
    assert [response.headers["Location"] for response in responses] == [page_of(drawn)] * 2


def test_a_list_is_confirmed_and_says_how_many(office: Office):
    reviews = [proposed(office) for _ in range(3)]
    drawn, client = drawn_up(*reviews, by=office.rechecker), as_(office.rechecker)
    open_sample(drawn, by=office.rechecker)
    response = client.post(
        reverse("review:confirm_list", args=[drawn.pk]), {"selected": [review.pk for review in reviews]}
    )
    page = client.get(page_of(drawn)).content.decode()
    assert (said(response), {fresh(review.application).status for review in reviews}, "这份名单已经办完" in page) == (
        ["复核通过 3 件。"],
        {"awaiting_notice"},
        True,
    )


def test_a_sample_that_was_not_opened_is_said(office: Office):
    review = proposed(office)
    drawn = drawn_up(review, by=office.rechecker)
    response = as_(office.rechecker).post(reverse("review:confirm_list", args=[drawn.pk]), {"selected": review.pk})
    assert (said(response), fresh(review.application).status) == (
        ["抽查的申请还有 1 件没有打开查看，不能批量复核。"],
        "awaiting_recheck",
    )


def test_what_was_ticked_again_is_said_to_stand_on_the_earlier_list(office: Office):
    review = proposed(office)
    drawn = drawn_up(review, by=office.rechecker)
    data = {"pk": uuid.uuid4(), "selected": value(review)}
    response = as_(office.rechecker).post(reverse("review:draw_up_recheck"), data)
    assert (response.headers["Location"], said(response)) == (
        page_of(drawn),
        ["勾选的 1 件此前已列入您拟定的名单，抽查结果不变，仍在原名单办理。"],
    )


def test_the_queue_leads_to_one_s_own_lists_that_are_not_finished(office: Office):
    review = proposed(office)
    drawn = drawn_up(review, by=office.rechecker)
    pages = [as_(user).get(QUEUE).content.decode() for user in (office.rechecker, make_user("reviewer"))]
    assert [page_of(drawn) in page for page in pages] == [True, False]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "请先勾选要复核的申请。"),
        ({"selected": "nonsense"}, "勾选的内容无法识别，请刷新页面后重新勾选。"),
        ({"selected": f"{uuid.uuid4()}"}, "勾选的内容无法识别，请刷新页面后重新勾选。"),
        ({"selected": f"{uuid.uuid4()}:{uuid.uuid4()}", "pk": "x"}, "页面已失效，请刷新后重试。"),
        ({"selected": f"{uuid.uuid4()}:{uuid.uuid4()}"}, "勾选的申请都不能由您批量复核，请刷新后重新勾选。"),
    ],
)
def test_ticks_without_sense_are_said_kindly(office: Office, data: dict[str, Any], sentence: str):
    response = as_(office.rechecker).post(reverse("review:draw_up_recheck"), {"pk": uuid.uuid4()} | data)
    assert (said(response), response.headers["Location"]) == ([sentence], QUEUE)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [({}, "请先勾选要复核的申请。"), ({"selected": "x"}, "勾选的内容无法识别，请刷新页面后重新勾选。")],
)
def test_ticks_of_a_list_without_sense_are_said_kindly(office: Office, data: dict[str, Any], sentence: str):
    drawn = drawn_up(proposed(office), by=office.rechecker)
    response = as_(office.rechecker).post(reverse("review:confirm_list", args=[drawn.pk]), data)
    assert said(response) == [sentence]


@pytest.mark.parametrize("name", ["recheck_list", "confirm_list"])
def test_a_colleague_s_list_is_not_there(office: Office, name: str):
    drawn = drawn_up(proposed(office), by=office.rechecker)
    client, address = as_(make_user("reviewer")), reverse(f"review:{name}", args=[drawn.pk])
    assert (client.get if name == "recheck_list" else client.post)(address).status_code == 404


def test_an_auditor_reads_a_list_and_confirms_nothing(office: Office):
    drawn = drawn_up(proposed(office), by=office.rechecker)
    client = as_(make_user("auditor"))
    page = client.get(page_of(drawn))
    refused = client.post(reverse("review:confirm_list", args=[drawn.pk]))
    assert (page.status_code, 'name="selected"' in page.content.decode(), refused.status_code) == (200, False, 403)


@pytest.mark.parametrize("name", ["draw_up_recheck", "confirm_list"])
@pytest.mark.parametrize("role", ["auditor", "hr_officer", "finance_officer", "applicant"])
def test_only_reviewers_recheck_in_bulk(office: Office, name: str, role: str):
    review = proposed(office)
    args = [drawn_up(review, by=office.rechecker).pk] if name == "confirm_list" else []
    response = as_(make_user(role)).post(reverse(f"review:{name}", args=args), {"selected": value(review)})
    assert (response.status_code, fresh(review.application).status) == (403, "awaiting_recheck")


@pytest.mark.parametrize("count", [1, 6])
def test_a_list_of_any_number_costs_the_same_queries(office: Office, count: int, django_assert_num_queries):
    drawn = drawn_up(*[proposed(office) for _ in range(count)], by=office.rechecker)
    client = as_(office.rechecker)
    client.get(page_of(drawn))
    with django_assert_num_queries(28):
        client.get(page_of(drawn))
