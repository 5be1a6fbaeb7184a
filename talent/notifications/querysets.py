"""Vocabulary for messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from talent.notifications.kinds import Channel

if TYPE_CHECKING:
    from talent.accounts.models import User
    from talent.notifications.models import Message


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: User) -> MessageQuerySet:
        """A person's own messages in the portal; nobody reads another's."""
        return self.filter(recipient_id=user.pk, channel=Channel.PORTAL)

    def unread(self) -> MessageQuerySet:
        """Messages that their recipient has not opened."""
        return self.filter(read_at=None)
