"""Vocabulary for public notices."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef

from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from subsidies.notices.workflow import NoticeStatus
from talent.accounts.roles import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from subsidies.notices.models import NoticeEntry, PublicNotice
    from talent.accounts.models import User


SHOWN = (NoticeStatus.PUBLISHED, NoticeStatus.ENDED)
"""Statuses of notices that the public could read at some time."""


class PublicNoticeQuerySet(models.QuerySet["PublicNotice"]):
    def published(self) -> PublicNoticeQuerySet:
        """Notices that were published and have not been ended."""
        return self.filter(status=NoticeStatus.PUBLISHED)

    def running_on(self, day: dt.date) -> PublicNoticeQuerySet:
        """Notices that the public may read on that day: gone after the last one, whether or not a job ended them."""
        return self.published().filter(published_on__lte=day, ends_on__gte=day)

    def over(self, day: dt.date) -> PublicNoticeQuerySet:
        """Published notices whose last day lies before that day."""
        return self.published().filter(ends_on__lt=day)

    def gone_by(self, day: dt.date) -> PublicNoticeQuerySet:
        """Notices that the public could read before that day and can read no more."""
        return self.filter(status__in=SHOWN, ends_on__lt=day)

    def visible_to(self, user: User | AnonymousUser) -> PublicNoticeQuerySet:
        """Every notice to the office and auditors; to others what is published."""
        sees_all = user.is_authenticated and user.has_role(Role.REVIEWER, Role.AUDITOR)
        return self if sees_all else self.published()


class NoticeEntryQuerySet(models.QuerySet["NoticeEntry"]):
    def listed(self) -> NoticeEntryQuerySet:
        """Lines that the public may read."""
        return self.filter(listed=True)

    def live(self) -> NoticeEntryQuerySet:
        """Lines of notices that were not discarded."""
        return self.filter(live=True)

    def objected(self) -> NoticeEntryQuerySet:
        """Lines whose person an open objection keeps waiting, on whatever notice and to whatever case it was made."""
        return self.live().filter(_objection_to_the_person())

    def unobjected(self) -> NoticeEntryQuerySet:
        """Lines whose person no open objection keeps waiting."""
        return self.live().filter(~_objection_to_the_person())

    def ungranted(self) -> NoticeEntryQuerySet:
        """Lines of notices that have ended whose case still waits to be granted."""
        return self.live().filter(notice__status=NoticeStatus.ENDED, application__status=ApplicationStatus.IN_NOTICE)

    def held(self) -> NoticeEntryQuerySet:
        """Lines whose case could not be granted when the notice ended."""
        return self.live().exclude(held_reason="")


def _objection_to_the_person() -> Exists:
    return Exists(Application.objects.objected_to().filter(person=OuterRef("application__person")))
