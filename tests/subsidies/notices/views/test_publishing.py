"""The step before a list goes public: it says what is shown to whom, and nothing happens without it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from subsidies.applications.kinds import Benefit
from subsidies.notices import approving, permissions
from subsidies.notices.models import PublicNotice
from tests.subsidies.applications.stages import Office
from tests.subsidies.notices.stages import also_granted, approved, drawn, on, published
from tests.subsidies.notices.views.test_office import MANAGE, as_, said

pytestmark = pytest.mark.django_db


def page(notice: PublicNotice) -> str:
    return reverse("notices:publish", args=[notice.pk])


def shown(client: Client, notice: PublicNotice) -> dict[str, str]:
    """What the page says becomes public, by its labels."""
    tree = html.fromstring(client.get(page(notice)).content.decode())
    rows = tree.find_class("summary__row")
    return {row.find("dt").text_content(): " ".join(row.find("dd").text_content().split()) for row in rows}


def confirm(client: Client, notice: PublicNotice) -> Any:
    """Press the page's button, as it was read a moment ago."""
    tree = html.fromstring(client.get(page(notice)).content.decode())
    form = next(form for form in tree.forms if "read" in form.fields)
    return client.post(page(notice), {"read": form.fields["read"]})


def status(notice: PublicNotice) -> str:
    notice.refresh_from_db()
    return notice.status


def test_the_page_says_how_many_people_from_when_to_when_and_how_names_stand(office: Office):
    case = approved(office, name="欧阳静")
    also_granted(case, Benefit.HOUSING)
    also_granted(case, Benefit.SCHOOLING)
    notice = drawn(office, case, approved(office, name="张小明"))
    rows = shown(as_(office.reviewer), notice)
    stated, _, samples = rows.pop("姓名显示").partition("：")
    assert (stated, set(samples.split("、"))) == ("隐去名字，如", {"欧阳*", "张**"})  # in the order of the cases' keys
    assert rows == {
        "标题": notice.title,
        "公示编号": notice.number,
        "公开的名单": "2 人，共 3 项另有 1 项子女入学不对外公示",
        "公示时间": "2026年11月23日 至 2026年11月30日，5 个工作日；期满系统自动授予",
        "审定会议纪要": f"{notice.minutes_number}，2026年11月23日",
        "异议受理": notice.objections_to,
    }


def test_full_names_are_said_to_be_full_with_their_basis(office: Office):
    notice = drawn(office, approved(office, name="张小明"), name_display="full", name_basis="《办法》第九条")
    rows = shown(as_(office.reviewer), notice)
    assert (rows["姓名显示"], rows["显示全名的依据"]) == ("显示全名，不隐去，如：张小明", "《办法》第九条")


def test_confirming_publishes_and_says_so(office: Office):
    notice = drawn(office)
    response = confirm(as_(office.reviewer), notice)
    assert (response.headers["Location"], said(response), status(notice)) == (
        f"{MANAGE}{notice.pk}/",
        ["公示已发布。"],
        "published",
    )


def test_a_post_that_read_nothing_publishes_nothing(office: Office):
    notice = drawn(office)
    response = as_(office.reviewer).post(page(notice))
    assert (response.status_code, status(notice)) == (422, "draft")


def test_back_leads_to_the_draft_and_leaves_it_as_it_was(office: Office):
    notice = drawn(office)
    text = as_(office.reviewer).get(page(notice)).content.decode()
    assert (f'href="{MANAGE}{notice.pk}/">暂不发布' in text, status(notice)) == (True, "draft")


@pytest.mark.parametrize("change", ["minutes", "day"])
def test_what_changed_since_it_was_read_is_read_again(office: Office, change: str):
    notice, client = drawn(office), as_(office.reviewer)
    read = client.get(page(notice)).context["form"].now
    if change == "minutes":
        approving.record_approval(notice, "长汽开人才会纪〔2026〕12号", notice.minutes_on, by=office.reviewer)
    with on(dt.date(2026, 11, 24 if change == "day" else 23)):
        client.force_login(office.reviewer)
        response = client.post(page(notice), {"read": read})
    assert (response.status_code, response.context["form"].non_field_errors(), status(notice)) == (
        422,
        ["名单、公示日期或会议纪要与您看到的不同，请按现在的内容重新核对后再发布。"],
        "draft",
    )


def test_what_changes_between_the_look_and_the_lock_is_read_again(office: Office, monkeypatch: pytest.MonkeyPatch):
    notice, client, refuse = drawn(office), as_(office.reviewer), permissions.refuse_unpublishable
    read = client.get(page(notice)).context["form"].now

    def other_minutes(*args: Any, **words: Any) -> None:
        monkeypatch.setattr(permissions, "refuse_unpublishable", refuse)
        refuse(*args, **words)
        approving.record_approval(notice, "长汽开人才会纪〔2026〕12号", notice.minutes_on, by=office.reviewer)

    monkeypatch.setattr(permissions, "refuse_unpublishable", other_minutes)
    response = client.post(page(notice), {"read": read})
    assert (response.headers["Location"], said(response), status(notice)) == (
        f"{MANAGE}{notice.pk}/",
        ["名单、公示日期或会议纪要与您看到的不同，请按现在的内容重新核对后再发布。"],
        "draft",
    )


@pytest.mark.parametrize(
    ("draw", "sentence"),
    [
        (published, "您已于 12:00 办理“发布公示”，现在是“公示中”。"),
        (
            lambda office: drawn(office, minutes_number="", minutes_on=None),
            "还没有登记名单审定的会议纪要文号和日期，不能发布。",
        ),
    ],
)
def test_what_cannot_be_published_is_said_before_the_page_is_read(office: Office, draw: Any, sentence: str):
    notice = draw(office)
    response = as_(office.reviewer).get(page(notice))
    assert (response.headers["Location"], said(response)) == (f"{MANAGE}{notice.pk}/", [sentence])


@pytest.mark.parametrize("count", [1, 5])
def test_any_number_of_people_costs_the_same_queries(office: Office, count: int, django_assert_num_queries):
    notice, client = drawn(office, *(approved(office) for _ in range(count))), as_(office.reviewer)
    client.get(page(notice))
    with django_assert_num_queries(16):  # one asks for departments' answers that stand unsettled
        client.get(page(notice))
