"""The inbox, and the outbox for those who look after it."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.notifications import actions, outbox
from talent.notifications.messages import notify
from talent.notifications.models import ScheduledJob
from talent.notifications.queries import unread_count
from tests.factories import make_user

pytestmark = pytest.mark.django_db
INBOX, OUTBOX = "/messages/", "/messages/outbox/"
CONTEXT = {"name": "<李明>", "until": None, "parts": ["第一段", "第二段"]}


@pytest.fixture
def user(client):
    account = make_user()
    client.force_login(account)
    return account


def given_up_task() -> DBTaskResult:
    outbox.enqueue("tests.talent.notifications.jobs.fail", word="唉")
    task = DBTaskResult.objects.get()
    for number in range(actions.MAX_ATTEMPTS):
        task.claim(f"worker {number}")
    task.set_failed(RuntimeError("唉"))
    return task


def test_the_inbox_shows_ones_own_messages_newest_first(client, user):
    mine = [notify(user, code, context=CONTEXT, channels=["portal"])[0].pk for code in ("greeting", "shout")]
    notify(make_user(), "greeting", context=CONTEXT)
    context = client.get(INBOX).context
    assert ([item.message.pk for item in context["readings"]], context["unread"]) == (mine[::-1], 2)


def test_an_empty_inbox_says_what_will_come(client, user):
    assert "还没有消息" in client.get(INBOX).content.decode()


def test_opening_a_message_shows_its_words_and_changes_nothing(client, user):
    message = notify(user, "greeting", context=CONTEXT)[0]
    page = client.get(f"{INBOX}{message.pk}/").content.decode()
    assert ("消息：&lt;李明&gt;" in page, "第一段;第二段;" in page, unread_count(user)) == (True, True, 1)


def test_a_message_is_marked_as_read_by_its_button(client, user):
    message = notify(user, "greeting", context=CONTEXT)[0]
    response = client.post(f"{INBOX}{message.pk}/read/")
    message.refresh_from_db()
    assert (response.headers["Location"], message.read_at is None, unread_count(user)) == (
        f"{INBOX}{message.pk}/",
        False,
        0,
    )


def test_reading_again_keeps_the_first_time(client, user):
    message = notify(user, "greeting", context=CONTEXT)[0]
    client.post(f"{INBOX}{message.pk}/read/")
    message.refresh_from_db()
    first = message.read_at
    client.post(f"{INBOX}{message.pk}/read/")
    message.refresh_from_db()
    assert message.read_at == first


def test_all_messages_are_marked_as_read_at_once(client, user):
    for _ in range(3):
        notify(user, "greeting", context=CONTEXT)
    client.post(f"{INBOX}read/")
    assert unread_count(user) == 0


def test_anothers_message_is_not_found(client, user):
    other = make_user()
    message = notify(other, "greeting", context=CONTEXT)[0]
    codes = [client.get(f"{INBOX}{message.pk}/").status_code, client.post(f"{INBOX}{message.pk}/read/").status_code]
    assert (codes, unread_count(other)) == ([404, 404], 1)


def test_a_mail_is_no_message_of_the_portal(client, user):
    message = notify(user, "greeting", context=CONTEXT, channels=["mail"])[0]
    assert client.get(f"{INBOX}{message.pk}/").status_code == 404


def test_the_outbox_is_for_auditors_and_administrators(client):
    codes = {}
    for role in Role.values:
        client.force_login(make_user(role))
        codes[role] = client.get(OUTBOX).status_code
    assert {role for role, code in codes.items() if code == 200} == {"auditor", "administrator"}


def test_the_outbox_shows_what_was_given_up_and_how_the_jobs_are(client, settings):
    settings.SCHEDULE = {
        "a": {"task": "x", "every_seconds": 1, "label": "甲"},
        "b": {"task": "x", "every_seconds": 1, "label": "乙"},
    }
    ScheduledJob.objects.create(name="b", started_at="2026-11-23T04:00Z", error="RuntimeError: 唉", failures=3)
    client.force_login(make_user("administrator"))
    given_up_task()
    page = client.get(OUTBOX).content.decode()
    words = ("tests.talent.notifications.jobs.fail", "重新执行", "甲", "尚未运行", "乙", "连续失败 3 次")
    assert [word in page for word in words] == [True] * 6


def test_the_outbox_says_when_nothing_runs_the_jobs_any_more(client, settings):
    settings.SCHEDULE = {"a": {"task": "x", "every_seconds": 60, "label": "甲"}}
    client.force_login(make_user("administrator"))
    words = ("定时任务没有按时运行", "超时未运行", "正常</span>")
    shown = {}
    for minutes in (6, 8):
        started = timezone.now() - dt.timedelta(minutes=minutes)
        ScheduledJob.objects.update_or_create(name="a", defaults={"started_at": started, "finished_at": started})
        page = client.get(OUTBOX).content.decode()
        shown[minutes] = [word in page for word in words]
    assert shown == {6: [False, False, True], 8: [True, True, False]}


def test_an_auditor_sees_but_does_not_retry(client):
    client.force_login(make_user("auditor"))
    task = given_up_task()
    page = client.get(OUTBOX).content.decode()
    assert ("重新执行" in page, client.post(f"{OUTBOX}{task.pk}/retry/").status_code) == (False, 403)


def test_an_administrator_has_a_task_tried_again(client):
    administrator = make_user("administrator")
    client.force_login(administrator)
    task = given_up_task()
    page = client.post(f"{OUTBOX}{task.pk}/retry/", follow=True).content.decode()
    task.refresh_from_db()
    event = AuditEvent.objects.get(verb="outbox.retried")
    assert ("已重新排队，稍后自动执行。" in page, task.status, task.worker_ids, event.actor, event.detail["id"]) == (
        True,
        "READY",
        [],
        administrator,
        str(task.pk),
    )


def test_a_task_that_is_not_given_up_is_not_retried(client):
    client.force_login(make_user("administrator"))
    page = client.post(f"{OUTBOX}{uuid.uuid4()}/retry/", follow=True).content.decode()
    assert ("这项后台任务已不在失败状态，请刷新页面。" in page, AuditEvent.objects.count()) == (True, 0)
