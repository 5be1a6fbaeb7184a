"""Pasting a year's arrangement: previewed, then saved whole or not at all."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client

from talent.audit.models import AuditEvent
from talent.calendars import actions, working_days
from talent.calendars.models import CalendarDay
from talent.calendars.pasted_days import read_pasted
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGE = "/calendar/days/"
TEXT = "元旦：1月1日（周五）至3日（周日）放假，共3天。\n春节：2月20日（周六）上班。"
SENT = {"year": "2027", "source": "国办发明电〔2026〕1号", "text": TEXT}


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(dt.datetime(2026, 11, 23, 4, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_user("policy_officer"))
    return client


def entered() -> list[tuple[str, bool, str]]:
    rows = CalendarDay.objects.filter(date__year=2027).values_list("date", "is_working", "name")
    return [(date.isoformat(), working, name) for date, working, name in rows]


def test_the_year_that_is_missing_is_offered(client: Client):
    assert client.get(PAGE).context["form"]["year"].value() == 2027


def test_a_preview_shows_every_day_and_saves_none(client: Client):
    response = client.post(PAGE, SENT)
    shown = [(item.pasted.date.isoformat(), item.becomes) for item in response.context["preview"]]
    expected = [(f"2027-0{month}-{day:02}", "new") for month, day in ((1, 1), (1, 2), (1, 3), (2, 20))]
    assert (shown, entered()) == (expected, [])


def test_what_was_previewed_is_saved_and_counts_at_once(client: Client):
    response = client.post(PAGE, SENT | {"save": "1"})
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert (response.headers["Location"], said, entered(), working_days.is_working_day(dt.date(2027, 2, 20))) == (
        "/calendar/?year=2027",
        ["已保存 4 天的安排。"],
        [
            ("2027-01-01", False, "元旦"),
            ("2027-01-02", False, "元旦"),
            ("2027-01-03", False, "元旦"),
            ("2027-02-20", True, "春节调休上班"),
        ],
        True,
    )


def test_with_a_line_that_cannot_be_read_nothing_is_saved(client: Client):
    response = client.post(PAGE, SENT | {"text": f"{TEXT}\n清明放三天", "save": "1"})
    page = response.content.decode()
    assert (response.status_code, "第 3 行“清明放三天”：" in page, "清明放三天</textarea>" in page, entered()) == (
        422,
        True,
        True,
        [],
    )


def test_the_preview_names_the_lines_that_were_passed_over(client: Client):
    page = client.post(PAGE, SENT | {"text": f"国务院办公厅关于2027年部分节假日安排的通知\n{TEXT}"}).content.decode()
    assert "第 1 行是通知的标题、称谓、开头或结尾，没有日期，已略过。" in page


def test_one_may_go_back_and_correct_what_was_pasted(client: Client):
    response = client.post(PAGE, SENT | {"edit": "1"})
    assert (response.status_code, "preview" in response.context, response.context["form"]["text"].value()) == (
        200,
        False,
        TEXT,
    )


def test_changed_days_say_what_was_there_and_saving_logs_them(client: Client):
    officer = make_user("administrator")
    actions.set_day(dt.date(2027, 1, 1), is_working=True, name="值班", source="通知", by=officer)
    shown = client.post(PAGE, SENT)
    client.post(PAGE, SENT | {"save": "1"})
    again = client.post(PAGE, SENT)
    event = AuditEvent.objects.get(verb="calendar.days_set")
    assert (
        [item.becomes for item in shown.context["preview"]],
        "原为上班，值班" in shown.content.decode(),
        [item.becomes for item in again.context["preview"]],
        event.detail["days"][0],
    ) == (
        ["changed", "new", "new", "new"],
        True,
        ["same"] * 4,
        {"date": "2027-01-01", "is_working": False, "was_working": True},
    )


def test_saving_the_same_twice_changes_and_logs_nothing():
    officer, days = make_user("policy_officer"), read_pasted(TEXT, year=2027).days
    counts = [actions.set_days(days, source="国办", by=officer) for _ in range(2)]
    assert (counts, AuditEvent.objects.filter(verb="calendar.days_set").count()) == ([4, 0], 1)


def test_a_make_up_day_on_a_weekday_is_marked(client: Client):
    page = client.post(PAGE, SENT | {"text": "2027-02-19，上班"}).content.decode()
    assert "本来就是工作日" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"year": ""}, "year"),
        ({"year": "1999"}, "year"),
        ({"source": ""}, "source"),
        ({"text": ""}, "text"),
        ({"text": "x" * 10_001}, "text"),
    ],
)
def test_what_is_missing_is_said_at_the_field(client: Client, changes: dict[str, str], field: str):
    response = client.post(PAGE, SENT | changes)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


@pytest.mark.parametrize("role", ["reviewer", "finance_officer", "auditor", "applicant"])
def test_only_who_may_change_the_calendar_pastes(role: str):
    client = Client()
    client.force_login(make_user(role))
    assert client.post(PAGE, SENT).status_code == 403
