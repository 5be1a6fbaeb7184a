"""The log's pages."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talent.accounts.roles import Role
from talent.audit import append_only, chain
from talent.audit.events import record
from tests.factories import make_employer, make_user

pytestmark = pytest.mark.django_db
LIST = "/audit/"


@pytest.fixture
def auditor(client):
    user = make_user("auditor", name="孙审")
    client.force_login(user)
    return user


def shown(client, **query: object) -> list[str]:
    return [event.verb for event in client.get(LIST, query).context["page"]]


def test_auditors_and_administrators_read_the_log_and_nobody_else(client):
    codes = {}
    for role in Role.values:
        client.force_login(make_user(role))
        codes[role] = client.get(LIST).status_code
    assert {role for role, code in codes.items() if code == 200} == {"auditor", "administrator"}


def test_the_newest_event_comes_first(client, auditor):
    record("demo.first", None, by=None)
    record("demo.second", None, by=None)
    assert shown(client) == ["demo.second", "demo.first"]


def test_the_log_is_narrowed_by_verb_object_and_person(client, auditor):
    employer, other = make_employer(), make_user("reviewer")
    record("demo.a", employer, by=auditor)
    record("demo.b", employer, by=other)
    record("demo.c", None, by=other)
    found = [
        shown(client, verb="demo.a"),
        shown(client, object_type="employers.employer", object_id=employer.pk),
        shown(client, actor=other.pk),
        shown(client, actor=other.pk, verb="demo.a"),
    ]
    assert found == [["demo.a"], ["demo.b", "demo.a"], ["demo.c", "demo.b"], []]


def test_the_log_is_narrowed_by_day_of_the_portals_time_zone(client, auditor):
    for hour, verb in ((15, "demo.evening"), (17, "demo.after_midnight")):
        with time_machine.travel(dt.datetime(2026, 11, 23, hour, tzinfo=dt.UTC), tick=False):
            record(verb, None, by=None)
    days = (
        {"from_day": "2026-11-24"},
        {"until_day": "2026-11-23"},
        {"from_day": "2026-11-23", "until_day": "2026-11-24"},
    )
    assert [shown(client, **query) for query in days] == [
        ["demo.after_midnight"],
        ["demo.evening"],
        ["demo.after_midnight", "demo.evening"],
    ]


def test_days_in_the_wrong_order_are_explained_and_nothing_is_shown(client, auditor):
    record("demo.a", None, by=None)
    context = client.get(LIST, {"from_day": "2026-11-24", "until_day": "2026-11-23"}).context
    assert (context["form"].errors, list(context["page"])) == ({"until_day": ["截止日期不能早于起始日期。"]}, [])


@pytest.mark.parametrize("actor", ["x", "'; DROP TABLE", "00000000-0000-4000-8000-000000000000"])
def test_a_person_who_does_not_exist_has_no_events(client, auditor, actor):
    record("demo.a", None, by=auditor)
    assert shown(client, actor=actor) == []


def test_someone_who_is_not_staff_can_be_asked_for_by_link(client, auditor):
    applicant = make_user(name="李明")
    record("demo.a", None, by=applicant)
    page = client.get(LIST, {"actor": applicant.pk}).content.decode()
    assert f'<option value="{applicant.pk}" selected>李明</option>' in page


def test_two_hundred_events_take_as_many_queries_as_two(client, auditor):
    for _ in range(2):
        record("demo.a", auditor, by=auditor)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for _ in range(98):
        record("demo.a", auditor, by=auditor)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST, {"size": "100"})
    assert len(many.captured_queries) == len(few.captured_queries)


def test_the_state_of_the_chain_is_shown(client, auditor):
    record("demo.a", None, by=None)
    chain.link_pending()
    record("demo.b", None, by=None)
    context = client.get(LIST).context
    assert (context["head"], context["pending"], context["missing_triggers"]) == (chain.head(), 1, [])


def test_missing_protection_is_shouted_about(client, auditor):
    append_only.lift(connection, ["audit_eventlink"])
    page = client.get(LIST).content.decode()
    append_only.install(connection, ["audit_eventlink"])
    assert "只增不改的保护缺失" in page


def test_statuses_and_verbs_are_shown_in_words(client, auditor):
    record("calendar.day_set", make_employer(), by=None, from_status="a", to_status="b", reason="更名")
    page = client.get(LIST).content.decode()
    assert [words in page for words in ("修改工作日历", "a → b", "更名", "系统")] == [True] * 4


def test_an_event_is_shown_with_everything_and_its_place(client, auditor):
    event = record("demo.a", auditor, by=auditor, detail={"lines": 3}, reason="<b>因为</b>")
    chain.link_pending()
    page = client.get(f"{LIST}{event.pk}/").content.decode()
    assert [words in page for words in (event.digest, chain.head().hash, "lines", "&lt;b&gt;因为", "孙审")] == [
        True
    ] * 5


def test_an_event_that_is_not_linked_yet_says_so(client, auditor):
    event = record("demo.a", None, by=None)
    assert "等待上链" in client.get(f"{LIST}{event.pk}/").content.decode()


def test_an_event_that_does_not_exist_is_not_found(client, auditor):
    assert client.get(f"{LIST}999999/").status_code == 404
