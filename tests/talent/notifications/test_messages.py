"""Telling people something."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection, transaction

from talent.notifications import demo_box, texts
from talent.notifications.messages import Told, notify, notify_each
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from talent.notifications.queries import unread_count
from tests.factories import make_user

pytestmark = pytest.mark.django_db
CONTEXT = {"name": "李明", "until": dt.date(2026, 11, 30), "parts": []}
PHONE = "+8613800138000"


def channels(messages) -> list[str]:
    return [message.channel for message in messages]


def test_someone_with_a_verified_phone_gets_an_sms_beside_the_message():
    user = make_user(phone=PHONE, phone_verified=True)
    written = notify(user, "greeting", context=CONTEXT)
    run_outbox()
    assert (channels(written), demo_box.last_to(PHONE), len(mail.outbox)) == (
        ["portal", "sms"],
        "消息：李明。请登录长春国际汽车城人才补贴网站查看详情。",
        0,
    )


def test_someone_without_one_gets_a_mail():
    user = make_user(phone=PHONE, phone_verified=False, email="li@example.com")
    notify(user, "greeting", context=CONTEXT)
    run_outbox()
    assert [(m.subject, m.body, m.to) for m in mail.outbox] == [("消息：李明", "2026年11月30日", ["li@example.com"])]


def test_someone_without_any_address_reads_it_in_the_portal():
    user = make_user(email=None)
    assert (channels(notify(user, "greeting", context=CONTEXT)), unread_count(user)) == (["portal"], 1)


def test_channels_can_be_asked_for_and_those_without_address_are_left_out():
    user = make_user(email="li@example.com")
    assert channels(notify(user, "greeting", context=CONTEXT, channels=["sms", "mail"])) == ["mail"]


def test_the_same_thing_is_told_once():
    user = make_user(email="li@example.com")
    first = notify(user, "greeting", context=CONTEXT, dedupe_key="batch-1")
    again = notify(user, "greeting", context=CONTEXT, dedupe_key="batch-1")
    assert (len(first), again, run_outbox(), len(mail.outbox), unread_count(user)) == (2, [], 1, 1, 1)


def test_nothing_goes_out_when_the_transaction_is_rolled_back():
    user = make_user(email="li@example.com")
    with transaction.atomic():
        notify(user, "greeting", context=CONTEXT)
        transaction.set_rollback(True)
    assert (run_outbox(), Message.objects.count()) == (0, 0)


def test_the_old_contact_is_told_when_it_changes_in_the_same_transaction():
    user = make_user(email="old@example.com")
    notify(user, "greeting", context=CONTEXT)
    user.email = "new@example.com"
    user.save()
    run_outbox()
    assert [m.to for m in mail.outbox] == [["old@example.com"]]


def test_a_template_that_does_not_exist_writes_nothing():
    with pytest.raises(texts.UnknownTemplate):
        notify(make_user(), "gone", context={})
    assert Message.objects.count() == 0


def test_neither_address_nor_context_stands_readable_in_the_database():
    notify(make_user(phone=PHONE, phone_verified=True), "greeting", context=CONTEXT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, context FROM notifications_message")
        raw = b"".join(bytes(value) for row in cursor.fetchall() for value in row if value is not None)
    assert [canary.encode() in raw for canary in ("13800138000", "李明", "2026")] == [False] * 3


def test_many_are_told_as_each_would_be(django_assert_num_queries):
    users = [
        make_user(phone=PHONE, phone_verified=True),
        make_user(email=None),
        *(make_user(email=f"{number}@example.com") for number in range(30)),
    ]
    alone = [
        (message.channel, message.address, message.context)
        for u in users
        for message in notify(u, "greeting", context=CONTEXT)
    ]
    before = set(Message.objects.values_list("pk", flat=True))
    with django_assert_num_queries(QUERIES_OF_MANY):
        written = notify_each([Told(user, CONTEXT) for user in users], "greeting")
    together = [
        message for message in Message.objects.order_by("recipient__joined_at", "-channel") if message.pk not in before
    ]
    assert written == len(together) == 63
    assert sorted((m.channel, m.address or "", str(m.context)) for m in together) == sorted(
        (channel, address or "", str(context)) for channel, address, context in alone
    )
    assert (run_outbox(), len(mail.outbox), demo_box.last_to(PHONE)[:5]) == (62, 60, "消息：李明")


QUERIES_OF_MANY = 8


def test_of_many_who_is_told_already_is_not_told_again():
    first, second = make_user(email="li@example.com"), make_user(email=None)
    notify(first, "greeting", context=CONTEXT, dedupe_key="1")
    told = [Told(first, CONTEXT, "1"), Told(second, CONTEXT, "2")]
    again = (notify_each(told, "greeting"), notify_each(told, "greeting"), notify_each([], "greeting"))
    assert (again, Message.objects.count(), run_outbox()) == ((1, 0, 0), 3, 1)


def test_many_can_be_told_in_the_portal_alone():
    users = [make_user(email="a@example.com"), make_user(email="b@example.com")]
    assert notify_each([Told(user, CONTEXT) for user in users], "greeting", channels=iter(["portal"])) == 2
    assert run_outbox() == 0
