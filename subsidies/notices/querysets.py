"""Vocabulary for public notices."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models

from subsidies.notices.workflow import NoticeStatus
from talent.accounts.roles import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from subsidies.notices.models import PublicNotice
    from talent.accounts.models import User


class PublicNoticeQuerySet(models.QuerySet["PublicNotice"]):
    def published(self) -> PublicNoticeQuerySet:
        """Notices that the public may read now."""
        return self.filter(status=NoticeStatus.PUBLISHED)

    def over(self, day: dt.date) -> PublicNoticeQuerySet:
        """Published notices whose last day lies before that day."""
        return self.published().filter(ends_on__lt=day)

    def visible_to(self, user: User | AnonymousUser) -> PublicNoticeQuerySet:
        """Every notice to the office and auditors; to others what is published."""
        sees_all = user.is_authenticated and user.has_role(Role.REVIEWER, Role.AUDITOR)
        return self if sees_all else self.published()
