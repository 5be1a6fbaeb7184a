"""Vocabulary for objections."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef

from subsidies.notices.models import NoticeEntry
from subsidies.objections.workflow import OPEN, ObjectionStatus
from talent.accounts.roles import Role

if TYPE_CHECKING:
    from subsidies.objections.models import Objection
    from talent.accounts.models import User


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def visible_to(self, user: User) -> ObjectionQuerySet:
        """To the office and auditors, but never to somebody who stands on the notice themselves; to others none."""
        if not user.has_role(Role.REVIEWER, Role.AUDITOR):
            return self.none()
        if user.natural_person is None:
            return self
        own = NoticeEntry.objects.filter(
            notice=OuterRef("notice"),
            application__person__identity_index=user.natural_person.identity_index,
        )
        return self.exclude(Exists(own))

    def open(self) -> ObjectionQuerySet:
        """Objections on which somebody of the office has still to act."""
        return self.filter(status__in=OPEN)

    def received(self) -> ObjectionQuerySet:
        """Objections that nobody has looked into."""
        return self.filter(status=ObjectionStatus.RECEIVED)

    def examining(self) -> ObjectionQuerySet:
        """Objections that are being examined."""
        return self.filter(status=ObjectionStatus.EXAMINING)

    def late(self, day: dt.date) -> ObjectionQuerySet:
        """Open objections whose promised day lies before that day."""
        return self.open().filter(promised_on__lt=day)
