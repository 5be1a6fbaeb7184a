"""Filters that an officer keeps: saved, counted, named, put first, deleted; and theirs alone."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.urls import reverse

from subsidies.review import saved_filters
from subsidies.review.models import SavedFilter
from subsidies.review.queries.saved_filters import CAP, counted_filters
from subsidies.rounds.models import Round
from talent.accounts.models import User
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.review.stages import proposed, somebody
from tests.subsidies.review.views.test_case import as_

pytestmark = pytest.mark.django_db
QUEUE = "/review/queue/"


def kept(user: User, name: str = "待复核", **asked: str) -> SavedFilter:
    return saved_filters.save(name, asked or {"status": "awaiting_recheck"}, pk=uuid.uuid4(), by=user)


def save(user: User, query: str, **changes: Any) -> HttpResponse:
    return as_(user).post(reverse("review:save_filter"), {"pk": uuid.uuid4(), "name": "一组", "queue": query} | changes)


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def a_round(by: User) -> Round:
    today = clock.today()
    days = dict.fromkeys(("opens_on", "closes_on", "cut_off_on"), today)
    return Round.objects.create(name="第一批", planned_by=by, planned_at=clock.now(), **days)


def test_the_present_filter_is_saved_under_a_name_and_shown_with_its_count(office: Office):
    office.at("awaiting_review", somebody(office))
    proposed(office)
    asked = {"status": "awaiting_recheck", "employer": str(office.employer.pk)}
    response = save(office.reviewer, urlencode(asked))
    (shown,) = counted_filters(office.reviewer, [])
    assert (shown.saved.name, shown.saved.asked, shown.count_text, response.headers["Location"]) == (
        "一组",
        asked,
        "1",
        f"{QUEUE}?{urlencode(asked)}",
    )


def test_what_is_left_out_of_an_address_is_saved_as_it_is_meant(office: Office):
    save(office.reviewer, f"employer={office.employer.pk}&benefit=&page=3&next=https://example.com")
    assert SavedFilter.objects.get().asked == {"status": "awaiting_review", "employer": str(office.employer.pk)}


def test_a_double_click_saves_once(office: Office):
    key = uuid.uuid4()
    for _ in range(2):
        save(office.reviewer, "due=late", pk=key)
    assert (SavedFilter.objects.count(), AuditEvent.objects.filter(verb="queue_filter.saved").count()) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "请填写名称。"),
        ({"name": "长" * 31}, "名称最多 30 个字。"),
        ({"name": "待复核"}, "您已有同名的常用筛选，请换一个名称。"),
        ({"queue": "status=nonsense"}, "筛选条件里有的已不存在，没有保存。请重新筛选。"),
    ],
)
def test_what_cannot_be_saved_is_said(office: Office, changes: dict[str, str], sentence: str):
    kept(office.reviewer)
    assert (said(save(office.reviewer, "due=late", **changes)), SavedFilter.objects.count()) == ([sentence], 1)


def test_there_is_a_most(office: Office):
    for number in range(saved_filters.MOST):
        kept(office.reviewer, f"第 {number} 组")
    with pytest.raises(ActionRefused, match="最多保存 12 个常用筛选，请先删除不用的。"):
        kept(office.reviewer, "再一组")


def test_counts_stop_at_the_cap(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("subsidies.review.queries.saved_filters.CAP", 2)
    for _ in range(4):
        office.at("awaiting_review", somebody(office))
    kept(office.reviewer, status="awaiting_review")
    (shown,) = counted_filters(office.reviewer, [])
    assert (shown.count, shown.count_text, CAP) == (3, "2+", 99)


@pytest.mark.parametrize("count", [1, 6])
def test_any_number_of_filters_costs_the_same_queries(office: Office, count: int, django_assert_num_queries):
    for number in range(count):
        kept(office.reviewer, f"{number}", status="", officer="mine", employer=str(office.employer.pk))
    client = as_(office.reviewer)
    client.get(f"{QUEUE}?due=late")
    with django_assert_num_queries(15):
        client.get(f"{QUEUE}?due=late")


@pytest.mark.parametrize("asked", [{"due": "late"}, {"due": "soon"}, {"officer": "nobody"}, {"benefit": "living"}])
def test_a_count_is_that_of_the_list_it_leads_to(office: Office, asked: dict[str, str]):
    for _ in range(2):
        office.at("awaiting_review", somebody(office))
    saved = kept(office.reviewer, **{"status": ""} | asked)
    (shown,) = counted_filters(office.reviewer, [])
    page = as_(office.reviewer).get(f"{QUEUE}?{urlencode(saved.asked)}").context["page"]
    assert shown.count == page.total


def test_a_round_that_was_cancelled_is_said_kindly_and_not_counted(office: Office):
    round_ = a_round(office.reviewer)
    saved = kept(office.reviewer, "第一批", status="", round=str(round_.pk))
    Round.objects.update(cancelled_at=clock.now())
    client = as_(office.reviewer)
    listed = client.get(f"{QUEUE}?{urlencode(saved.asked)}")
    manage = client.get(reverse("review:filters")).content.decode()
    assert ("条件已失效" in listed.content.decode(), said(listed), "其中的申报批次已不存在。" in manage) == (
        True,
        ["筛选条件里的申报批次已不存在，列表没有按它筛选。"],
        True,
    )


def test_an_employer_that_is_gone_is_said_kindly(office: Office):
    kept(office.reviewer, "旧单位", status="", employer=str(uuid.uuid4()))
    (shown,) = counted_filters(office.reviewer, [])
    assert (shown.count, shown.gone) == (None, ["用人单位"])


def test_the_queue_opens_with_the_default(office: Office):
    saved, other = kept(office.reviewer), kept(office.reviewer, "超期", due="late")
    client, address = as_(office.reviewer), reverse("review:default_filter", args=[saved.pk])
    client.post(reverse("review:default_filter", args=[other.pk]), {"wanted": "1"})
    client.post(address, {"wanted": "1"})
    opened = client.get(QUEUE).headers["Location"]
    client.post(address, {"wanted": "0"})
    assert (opened, client.get(QUEUE).status_code, SavedFilter.objects.filter(is_default=True).count()) == (
        f"{QUEUE}?status=awaiting_recheck",
        200,
        0,
    )


def test_renaming_and_deleting_are_logged(office: Office):
    saved, client = kept(office.reviewer), as_(office.reviewer)
    client.post(reverse("review:rename_filter", args=[saved.pk]), {"name": "复核"})
    name = SavedFilter.objects.get().name
    client.post(reverse("review:delete_filter", args=[saved.pk]))
    verbs = AuditEvent.objects.filter(verb__startswith="queue_filter").order_by("pk").values_list("verb", flat=True)
    assert (name, SavedFilter.objects.count(), [verb.partition(".")[2] for verb in verbs]) == (
        "复核",
        0,
        ["saved", "renamed", "deleted"],
    )


def test_deleting_twice_is_not_found(office: Office):
    address = reverse("review:delete_filter", args=[kept(office.reviewer).pk])
    client = as_(office.reviewer)
    assert [client.post(address).status_code for _ in range(2)] == [302, 404]


@pytest.mark.parametrize("name", ["rename_filter", "default_filter", "delete_filter"])
def test_a_colleague_s_filter_is_not_there(office: Office, name: str):
    saved = kept(office.reviewer)
    response = as_(office.rechecker).post(reverse(f"review:{name}", args=[saved.pk]), {"name": "x", "wanted": "1"})
    assert (response.status_code, SavedFilter.objects.get().name, SavedFilter.objects.get().is_default) == (
        404,
        "待复核",
        False,
    )


def test_a_colleague_sees_none_of_them(office: Office):
    kept(office.reviewer, "我的一组")
    client = as_(office.rechecker)
    pages = [client.get(address).content.decode() for address in (QUEUE, reverse("review:filters"))]
    assert ["我的一组" in page for page in pages] == [False, False]


@pytest.mark.parametrize("name", ["filters", "save_filter"])
@pytest.mark.parametrize("role", ["auditor", "finance_officer", "applicant"])
def test_filters_are_for_reviewers(name: str, role: str):
    client, address = as_(make_user(role)), reverse(f"review:{name}")
    assert (client.get if name == "filters" else client.post)(address).status_code == 403


def test_somebody_else_s_key_is_no_way_in(office: Office):
    saved = kept(office.reviewer)
    with pytest.raises(ActionRefused, match="这个常用筛选已经删除。"):
        saved_filters.delete(saved, by=office.rechecker)
