"""Vocabulary for the log."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.utils import timezone

from talent.accounts.roles import Role

if TYPE_CHECKING:
    from talent.accounts.models import User
    from talent.audit.models import AuditEvent


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, user: User) -> AuditEventQuerySet:
        """Every event to auditors and administrators, none to others."""
        return self if user.has_role(Role.AUDITOR, Role.ADMINISTRATOR) else self.none()

    def about(self, obj: models.Model) -> AuditEventQuerySet:
        """Events about this object."""
        return self.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))

    def by(self, actor_id: UUID) -> AuditEventQuerySet:
        """Events that this account caused."""
        return self.filter(actor_id=actor_id)

    def from_day(self, day: dt.date) -> AuditEventQuerySet:
        """Events on this day (local time) or later."""
        return self.filter(occurred_at__gte=_midnight(day))

    def until_day(self, day: dt.date) -> AuditEventQuerySet:
        """Events on this day (local time) or earlier."""
        return self.filter(occurred_at__lt=_midnight(day) + dt.timedelta(days=1))

    def unlinked(self, *, after_id: int = 0) -> AuditEventQuerySet:
        """Events that have no place in the chain yet, oldest first."""
        return self.filter(id__gt=after_id, link=None).order_by("id")


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
