"""Telling people something: in the portal, by mail, by SMS."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from talent.bulk.inserting import insert_columns
from talent.bulk.keys import among
from talent.calendars import clock
from talent.encryption.ciphertext import Ciphertext
from talent.notifications import outbox, texts
from talent.notifications.kinds import Channel
from talent.notifications.models import Message

if TYPE_CHECKING:
    from talent.accounts.models import User


SEND = "talent.notifications.tasks.send_message"


@dataclass(frozen=True, slots=True)
class Told:
    """One person, the words of their message, and what makes a second one superfluous."""

    user: User
    context: dict[str, Any]
    dedupe_key: str | None = None


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
    messages = _made(Told(user, context, dedupe_key), template, channels, clock.now())
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    written = set(Message.objects.filter(pk__in=[m.pk for m in messages]).values_list("pk", flat=True))
    for message in messages:
        if message.pk in written and message.channel != Channel.PORTAL:
            outbox.enqueue(SEND, message_id=message.pk)
    return [message for message in messages if message.pk in written]


@transaction.atomic
def notify_each(told: Iterable[Told], template: str, *, channels: Iterable[str] | None = None) -> int:
    """Write a message of the same kind to each of many, as ``notify`` would, with a handful of statements.

    Returns how many messages were written now, over all channels.
    """
    texts.require(template)
    wanted, now = None if channels is None else list(channels), clock.now()
    messages = [message for each in told for message in _made(each, template, wanted, now)]
    if not messages:
        return 0
    fields = Message._meta.concrete_fields
    columns = {field.attname: [_stored(field, message) for message in messages] for field in fields}
    insert_columns(Message, columns, same={}, ignore_conflicts=True)
    written = Message.objects.filter(pk__in=among(message.pk for message in messages)).values_list("pk", "channel")
    outside = [{"message_id": key} for key, channel in written if channel != Channel.PORTAL]
    outbox.enqueue_each(SEND, outside)
    return len(written)


def _made(told: Told, template: str, channels: Iterable[str] | None, now: dt.datetime) -> list[Message]:
    user = told.user
    addresses = _addresses(user)
    wanted = _default_channels(addresses) if channels is None else [Channel(c) for c in channels if c in addresses]
    return [
        Message(
            recipient=user,
            channel=channel,
            address=addresses[channel],
            template=template,
            context=texts.pack(told.context),
            language=user.language,
            created_at=now,
            sent_at=now if channel == Channel.PORTAL else None,
            dedupe_key=told.dedupe_key,
        )
        for channel in wanted
    ]


def _stored(field: models.Field[Any, Any], message: Message) -> Any:
    """The value as columns are given: sealed for its row where the field is encrypted."""
    value = field.pre_save(message, add=True)
    return value.raw if isinstance(value, Ciphertext) else value


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
