"""Telling people something: in the portal, by mail, by SMS."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from talent.calendars import clock
from talent.notifications import outbox, texts
from talent.notifications.kinds import Channel
from talent.notifications.models import Message

if TYPE_CHECKING:
    from talent.accounts.models import User


@transaction.atomic
def notify(
    user: User,
    template: str,
    *,
    context: dict[str, Any],
    dedupe_key: str | None = None,
    channels: Iterable[str] | None = None,
) -> list[Message]:
    """Write a message to ``user`` in the caller's transaction; mail and SMS go out after commit.

    The words are made in the recipient's language; address and language are those of now, so that the old contact is
    told when a contact changes.

    Args:
        template: the code of ``templates/notifications/<code>.txt``.
        context: text, whole numbers, booleans, days, instants, and lists of these.
        dedupe_key: a second message with the same key is not written (for each channel).
        channels: default: the portal and, outside, SMS to a verified phone or else mail. A channel for which the
            person has no address is left out.

    Returns:
        the messages written now; empty when all had been written before.

    Raises:
        UnknownTemplate: there is no such template.
    """
    texts.require(template)
    now = clock.now()
    addresses = _addresses(user)
    wanted = _default_channels(addresses) if channels is None else [Channel(c) for c in channels if c in addresses]
    messages = [
        Message(
            recipient=user,
            channel=channel,
            address=addresses[channel],
            template=template,
            context=texts.pack(context),
            language=user.language,
            created_at=now,
            sent_at=now if channel == Channel.PORTAL else None,
            dedupe_key=dedupe_key,
        )
        for channel in wanted
    ]
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    written = set(Message.objects.filter(pk__in=[m.pk for m in messages]).values_list("pk", flat=True))
    for message in messages:
        if message.pk in written and message.channel != Channel.PORTAL:
            outbox.enqueue("talent.notifications.tasks.send_message", message_id=message.pk)
    return [message for message in messages if message.pk in written]


def _addresses(user: User) -> dict[str, str | None]:
    addresses: dict[str, str | None] = {Channel.PORTAL: None}
    if user.phone and user.phone_verified:
        addresses[Channel.SMS] = user.phone
    if user.email:
        addresses[Channel.MAIL] = user.email
    return addresses


def _default_channels(addresses: dict[str, str | None]) -> list[Channel]:
    outside = next((channel for channel in (Channel.SMS, Channel.MAIL) if channel in addresses), None)
    return [Channel.PORTAL, outside] if outside else [Channel.PORTAL]
