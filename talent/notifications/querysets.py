"""Vocabulary for messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef

from talent.notifications.kinds import Channel

if TYPE_CHECKING:
    from talent.accounts.models import User
    from talent.notifications.models import Message, Wording


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: User) -> MessageQuerySet:
        """A person's own messages in the portal; nobody reads another's."""
        return self.filter(recipient_id=user.pk, channel=Channel.PORTAL)

    def unread(self) -> MessageQuerySet:
        """Messages that their recipient has not opened."""
        return self.filter(read_at=None)


class WordingQuerySet(models.QuerySet["Wording"]):
    def of(self, template: str, kind: str, language: str) -> WordingQuerySet:
        """The versions of one template's wording, the latest first."""
        return self.filter(template=template, kind=kind, language=language).order_by("-version")

    def latest_each(self) -> WordingQuerySet:
        """Of each template, kind and language the latest version."""
        later = self.model.objects.filter(
            template=OuterRef("template"),
            kind=OuterRef("kind"),
            language=OuterRef("language"),
            version__gt=OuterRef("version"),
        )
        return self.filter(~Exists(later))
