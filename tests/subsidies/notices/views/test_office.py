"""Notices as the office draws them up."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from subsidies.notices import actions
from subsidies.notices.models import PublicNotice
from talent.accounts.models import User
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.notices.stages import WORDING, approved, drawn, exhaust, on, published

pytestmark = pytest.mark.django_db
MANAGE, NEW = "/notices/manage/", "/notices/manage/new/"
PERSONAL = "这里像是写了身份证号码、银行账号或手机号码。公示内容不得含有这些信息。"
OTHERS = ["applicant", "hr_officer", "finance_officer", "policy_officer", "administrator"]


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def data(*applications: Any, **changes: Any) -> dict[str, Any]:
    selected = [application.pk for application in applications]
    wording = {"basis": "《若干意见》", "name_display": "masked", "name_basis": ""}
    return {"key": uuid.uuid4(), "selected": selected} | WORDING | wording | changes


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize(
    ("role", "manage", "new"),
    [*((role, 403, 403) for role in OTHERS), ("auditor", 200, 403), ("reviewer", 200, 200)],
)
def test_who_opens_what(office: Office, role: str, manage: int, new: int):
    client, notice = as_(make_user(role)), drawn(office)
    paths = (MANAGE, f"{MANAGE}{notice.pk}/", NEW)
    assert [client.get(path).status_code for path in paths] == [manage, manage, new]


@pytest.mark.parametrize("name", ["publish", "discard"])
@pytest.mark.parametrize("role", [*OTHERS, "auditor"])
def test_only_reviewers_act(office: Office, name: str, role: str):
    notice = drawn(office)
    status = as_(make_user(role)).post(reverse(f"notices:{name}", args=[notice.pk])).status_code
    notice.refresh_from_db()
    assert (status, notice.status) == (403, "draft")


@pytest.mark.parametrize(("name", "expected"), [("publish", 200), ("discard", 405)])
def test_a_get_changes_nothing(office: Office, name: str, expected: int):
    notice = drawn(office)
    status = as_(office.reviewer).get(reverse(f"notices:{name}", args=[notice.pk])).status_code
    notice.refresh_from_db()
    assert (status, notice.status) == (expected, "draft")


def test_an_auditor_is_offered_nothing(office: Office):
    approved(office)
    client, notice = as_(make_user("auditor")), drawn(office)
    pages = client.get(MANAGE).content.decode() + client.get(f"{MANAGE}{notice.pk}/").content.decode()
    assert [words for words in (NEW, "发布公示</a>", "作废</button>") if words in pages] == []


def test_a_form_draws_up_a_notice_and_shows_its_preview(office: Office):
    application = approved(office)
    response = as_(office.reviewer).post(NEW, data(application))
    notice = PublicNotice.objects.get()
    assert (response.headers["Location"], notice.status, fresh(application).status) == (
        f"{MANAGE}{notice.pk}/",
        "draft",
        "awaiting_notice",
    )


def test_the_title_is_chinese_though_the_officer_reads_english(office: Office):
    approved(office)
    User.objects.filter(pk=office.reviewer.pk).update(language="en")
    office.reviewer.refresh_from_db()
    client = as_(office.reviewer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(NEW)
    assert (page.headers["Content-Language"], page.context["form"]["title"].value()) == (
        "en",
        "人才补贴拟发放名单公示（2026年11月23日）",
    )


def test_a_double_click_draws_up_one_notice(office: Office):
    client, sent = as_(office.reviewer), data(approved(office))
    targets = {client.post(NEW, sent).headers["Location"] for _ in range(2)}
    assert (len(targets), PublicNotice.objects.count()) == (1, 1)


def test_a_double_click_on_everything_draws_up_one_notice(office: Office):
    cases = [approved(office), approved(office)]
    client, sent = as_(office.reviewer), data(everything="1")
    targets = {client.post(NEW, sent).headers["Location"] for _ in range(2)}
    assert (len(targets), PublicNotice.objects.get().entries.count()) == (1, len(cases))


def test_everything_takes_more_than_a_page(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("talent.ui.pages.SIZES", (2,))
    cases = [approved(office) for _ in range(3)]
    client = as_(office.reviewer)
    offered = 'name="everything"' in client.get(NEW).content.decode()
    client.post(NEW, data(cases[0], everything="1"))
    assert (offered, PublicNotice.objects.get().entries.count()) == (True, 3)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"title": ""}, "title", "请填写标题。"),
        ({"minutes_number": ""}, "minutes_number", "请填写审定会议纪要文号。"),
        ({"minutes_on": ""}, "minutes_on", "请填写审定日期。"),
        ({"minutes_on": "2026-11-24"}, "minutes_on", "审定日期不能晚于今天。"),
        (
            {"minutes_on": "2026-11-22"},
            "minutes_on",
            "名单中最后一件申请 2026年11月23日 才复核通过，审定日期不能早于这一天，请核对会议纪要。",
        ),
        ({"objections_to": ""}, "objections_to", "请填写受理异议的部门和联系方式。"),
        ({"basis": ""}, "basis", "请填写公示依据的政策文件。"),
        ({"name_display": "full"}, "name_basis", "显示全名须写明依据。"),
        ({"title": "公示 220102200005010014"}, "title", PERSONAL),
        ({"selected": []}, "__all__", "请至少勾选一件申请。"),
        ({"selected": [str(uuid.uuid4())]}, "selected", "所选申请中有的已不在待公示状态，请刷新后重新勾选。"),
        ({"selected": ["x"]}, "selected", ""),
    ],
)  # fmt: skip
def test_bad_input_is_said_at_the_field_and_what_was_typed_stays(
    office: Office, changes: dict[str, Any], field: str, sentence: str
):
    sent = data(approved(office), minutes_number="纪〔2026〕12号") | changes
    response = as_(office.reviewer).post(NEW, sent)
    form = response.context["form"]
    kept = [form[name].value() for name in ("objections_to", "minutes_number")]
    errors = form.errors[field]
    assert (response.status_code, list(form.errors), kept, errors == [sentence] or not sentence) == (
        422,
        [field],
        [sent["objections_to"], sent["minutes_number"]],
        True,
    )


def test_a_case_that_moved_on_is_said_and_nothing_is_drawn_up(office: Office):
    application = approved(office)
    drawn(office, application)
    response = as_(office.reviewer).post(NEW, data(application, approved(office)))
    assert (response.context["form"].non_field_errors(), PublicNotice.objects.count()) == (
        ["所选申请中有的已列入其他公示，请刷新后重新选择。"],
        1,
    )


def test_the_preview_shows_the_masked_list_and_the_buttons_of_the_table(office: Office):
    notice = drawn(office, approved(office, name="欧阳静"))
    page = as_(office.reviewer).get(f"{MANAGE}{notice.pk}/").content.decode()
    words = ("欧阳*", "欧阳静", "发布公示</a>", "作废</button>")
    assert [each in page for each in words] == [True, False, True, True]


def test_a_published_notice_offers_no_button(office: Office):
    page = as_(office.reviewer).get(f"{MANAGE}{published(office).pk}/").content.decode()
    assert ("发布公示</a>" in page, "作废</button>" in page) == (False, False)


def test_discarding_says_so(office: Office):
    response = as_(office.reviewer).post(reverse("notices:discard", args=[drawn(office).pk]))
    assert said(response) == ["公示已作废，其中的申请可以重新列入。"]


def test_a_refusal_is_shown_where_it_happened(office: Office):
    notice = published(office)
    response = as_(office.rechecker).post(reverse("notices:discard", args=[notice.pk]))
    assert (response.headers["Location"], said(response)) == (
        f"{MANAGE}{notice.pk}/",
        [f"{notice.published_by} 已于 12:00 办理“发布公示”，现在是“公示中”。"],
    )


def test_the_office_is_shown_what_could_not_be_granted_and_why(office: Office):
    bad = approved(office)
    notice = published(office, bad)
    exhaust(bad)
    with on(dt.date(2026, 12, 1)):
        actions.end(notice)
        page = as_(office.reviewer).get(MANAGE).content.decode()
    wanted = ("1 件申请公示期满后未能授予", bad.number, "超过该学位的补贴总额")
    assert [words in page for words in wanted] == [True, True, True]


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize(("path", "queries"), [(MANAGE, 8), (NEW, 11)])
def test_any_number_of_rows_costs_the_same_queries(
    office: Office, path: str, queries: int, count: int, django_assert_num_queries
):
    for _ in range(count):
        drawn(office)
        approved(office)
    client = as_(office.reviewer)
    client.get(path)
    with django_assert_num_queries(queries):
        client.get(path)


@pytest.mark.parametrize(("day", "warned"), [(dt.date(2026, 12, 21), False), (dt.date(2026, 12, 28), True)])
def test_who_draws_up_or_publishes_is_warned_of_days_in_a_year_without_calendar(
    office: Office, day: dt.date, warned: bool
):
    draft, running = drawn(office, approved(office)), drawn(office, approved(office))
    approved(office)
    with on(day):
        actions.publish(running, by=office.reviewer)
        client = as_(office.reviewer)
        pages = [client.get(path).content.decode() for path in (NEW, *(f"{MANAGE}{n.pk}/" for n in (draft, running)))]
    words = "公示期预计到 2027年1月4日，但 2027 年的节假日安排还没有录入"
    assert [words in page for page in pages] == [warned] * 3


def test_what_is_over_warns_of_nothing(office: Office):
    with on(dt.date(2026, 12, 28)):
        notice = published(office)
    with on(dt.date(2027, 1, 5)):
        actions.end(notice)
        page = as_(office.reviewer).get(f"{MANAGE}{notice.pk}/").content.decode()
    assert ("公示期满" in page, "节假日安排还没有录入" in page) == (True, False)
