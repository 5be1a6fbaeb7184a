"""Sending, failing, giving up."""

import pytest
from django.core import mail

from talent.notifications import actions, sending
from talent.notifications.messages import notify
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from talent.notifications.sms import SmsBackend
from tests.factories import make_user

pytestmark = pytest.mark.django_db
CONTEXT = {"name": "李明", "until": None, "parts": []}


class GatewayDown(SmsBackend):
    """An SMS gateway that takes nothing."""

    def send(self, phone: str, text: str) -> None:
        raise ConnectionError(phone)


@pytest.fixture
def sms(settings) -> Message:
    settings.SMS_BACKEND = f"{__name__}.GatewayDown"
    user = make_user(phone="+8613800138000", phone_verified=True)
    return notify(user, "greeting", context=CONTEXT, channels=["sms"])[0]


def fail(message: Message) -> Message:
    with pytest.raises(ConnectionError):
        sending.send(message.pk)
    return Message.objects.get(pk=message.pk)


def test_a_message_is_sent_once_however_often_the_task_runs():
    message = notify(make_user(), "greeting", context=CONTEXT, channels=["mail"])[0]
    run_outbox()
    sending.send(message.pk)
    message.refresh_from_db()
    assert (len(mail.outbox), message.sent_at is None, message.attempts) == (1, False, 1)


def test_a_failure_is_noted_without_the_address(sms):
    failed = fail(sms)
    assert (failed.attempts, failed.failure, failed.sent_at, failed.failed_at) == (1, "ConnectionError", None, None)


def test_after_the_last_attempt_the_message_is_given_up(sms):
    for _ in range(actions.MAX_ATTEMPTS):
        failed = fail(sms)
    sending.send(sms.pk)
    assert (failed.attempts, failed.failed_at is None) == (actions.MAX_ATTEMPTS, False)


def test_a_later_success_clears_the_failure(sms, settings):
    fail(sms)
    settings.SMS_BACKEND = "talent.notifications.sms.DemoBackend"
    sending.send(sms.pk)
    sms.refresh_from_db()
    assert (sms.failure, sms.attempts, sms.sent_at is None) == ("", 2, False)
