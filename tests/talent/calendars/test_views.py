"""The calendar's page and the demo clock's."""

import datetime as dt

import pytest
import time_machine

from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.calendars.models import CalendarDay
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
CALENDAR, EDIT = "/calendar/", "/calendar/day/"
CLOCK, RESET = "/calendar/demo-clock/", "/calendar/demo-clock/reset/"
DAY = {"date": "2027-01-01", "is_working": "0", "name": "元旦", "source": "国办发明电〔2026〕1号"}


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture(autouse=True)
def one_job(settings):
    settings.SCHEDULE = {"x": {"task": "talent.audit.tasks.link_events", "every_seconds": 60, "label": "上链"}}


def test_staff_see_the_year_and_are_warned_that_the_next_is_missing(client):
    client.force_login(make_user("reviewer"))
    page = client.get(CALENDAR).content.decode()
    assert ("还没有 2027 年的节假日安排" in page, "春节调休上班" in page, EDIT in page) == (True, True, False)


def test_another_year_can_be_asked_for_and_nonsense_shows_this_one(client):
    client.force_login(make_user("auditor"))
    years = [client.get(CALENDAR, {"year": year}).context["view"].year for year in ("2025", "1900", "x", "²")]
    assert years == [2025, 2026, 2026, 2026]


def test_a_policy_officer_enters_a_day(client):
    client.force_login(make_user("policy_officer"))
    response = client.post(EDIT, DAY)
    saved = CalendarDay.objects.get(date="2027-01-01")
    assert (response.headers["Location"], saved.is_working, saved.source) == (
        f"{CALENDAR}?year=2027",
        False,
        DAY["source"],
    )


def test_what_was_typed_stays_when_something_is_missing(client):
    client.force_login(make_user("administrator"))
    response = client.post(EDIT, DAY | {"source": "", "date": "1999-01-01"})
    form = response.context["form"]
    assert (form.errors, form["name"].value()) == (
        {"date": ["请填写 2004 年至 2100 年之间的日期。"], "source": form.errors["source"]},
        "元旦",
    )


def test_the_form_begins_with_what_the_calendar_says(client):
    client.force_login(make_user("administrator"))
    initial = [client.get(EDIT, {"on": day}).context["form"].initial for day in ("2026-02-14", "2026-11-23", "x")]
    assert initial == [
        {
            "date": dt.date(2026, 2, 14),
            "is_working": "1",
            "name": "春节调休上班",
            "source": CalendarDay.objects.get(date="2026-02-14").source,
        },
        {"date": dt.date(2026, 11, 23)},
        {},
    ]


def test_a_reviewer_changes_nothing(client):
    client.force_login(make_user("reviewer"))
    assert (client.post(EDIT, DAY).status_code, CalendarDay.objects.filter(date="2027-01-01").exists()) == (403, False)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"how": "days", "count": "3"}, dt.date(2026, 11, 26)),
        ({"how": "working_days", "count": "5"}, dt.date(2026, 11, 30)),
        ({"how": "date", "to": "2026-12-24"}, dt.date(2026, 12, 24)),
    ],
)
def test_anyone_signed_in_moves_the_demos_day(client, data, expected):
    client.force_login(make_user())
    client.post(CLOCK, data)
    assert clock.today() == expected


def test_what_falls_due_is_done_at_once_and_told(client):
    client.force_login(make_user())
    page = client.post(CLOCK, {"how": "days", "count": "1"}, follow=True).content.decode()
    assert ("今天是 2026年11月24日。" in page, "已自动办理：上链（1）。" in page) == (True, True)


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"how": "date", "to": "2026-11-01"}, {"__all__": ["日期只能往后调整。"]}),
        ({"how": "date", "to": ""}, {"to": ["请填写指定日期。"]}),
        ({"how": "days", "count": ""}, {"count": ["请填写天数。"]}),
    ],
)
def test_a_wrong_wish_is_explained(client, data, errors):
    client.force_login(make_user())
    assert (client.post(CLOCK, data).context["form"].errors, clock.days_ahead()) == (errors, 0)


def test_looking_at_the_clock_moves_nothing(client):
    client.force_login(make_user())
    client.get(CLOCK, {"how": "days", "count": "3"})
    assert (clock.days_ahead(), AuditEvent.objects.count()) == (0, 0)


def test_the_clock_is_put_back(client):
    client.force_login(make_user())
    client.post(CLOCK, {"how": "days", "count": "3"})
    page = client.post(RESET, follow=True).content.decode()
    assert ("已恢复为真实日期。" in page, clock.days_ahead()) == (True, 0)


def test_without_a_demo_the_page_does_not_exist(client, settings):
    user = make_user()
    client.force_login(user)
    settings.DEMO_CLOCK = False
    assert [client.get(CLOCK).status_code, client.post(RESET).status_code] == [404, 404]
