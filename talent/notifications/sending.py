"""Sending a message that was written, by mail or SMS."""

from __future__ import annotations

from uuid import UUID

from django.core.mail import EmailMessage

from talent.calendars import clock
from talent.notifications import queries, sms, texts
from talent.notifications.actions import MAX_ATTEMPTS
from talent.notifications.kinds import Channel
from talent.notifications.models import Message


def send(message_id: UUID | str) -> None:
    """Send a message unless that was done or given up; whatever the carrier raises is noted and passed on.

    A crash between the carrier's yes and the note of it makes the message go out a second time, which is better
    than not at all.
    """
    message = Message.objects.get(pk=message_id)
    if message.sent_at or message.failed_at:
        return
    try:
        _hand_over(message)
    except Exception as error:
        _note_failure(message, error)
        raise
    Message.objects.filter(pk=message.pk).update(sent_at=clock.now(), attempts=message.attempts + 1, failure="")


def _hand_over(message: Message) -> None:
    context, (words,) = texts.unpack(message.context), queries.wordings_of([message])
    if message.channel == Channel.SMS:
        sms.send(message.address, texts.render_sms(message.template, context, message.language, words))
    else:
        text = texts.render(message.template, context, message.language, words)
        EmailMessage(text.title, text.body, to=[message.address]).send()


def _note_failure(message: Message, error: Exception) -> None:
    attempts = message.attempts + 1
    Message.objects.filter(pk=message.pk).update(
        attempts=attempts,
        failure=type(error).__name__,
        failed_at=clock.now() if attempts >= MAX_ATTEMPTS else None,
    )
