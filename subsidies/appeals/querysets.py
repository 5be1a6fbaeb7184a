"""Vocabulary for appeals."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models

from subsidies.appeals.workflow import OPEN
from talent.accounts.roles import Role

if TYPE_CHECKING:
    from subsidies.appeals.models import Appeal
    from talent.accounts.models import User


class AppealQuerySet(models.QuerySet["Appeal"]):
    def visible_to(self, user: User) -> AppealQuerySet:
        """Every appeal to the office and auditors; one's own to an applicant; to others none."""
        if user.has_role(Role.REVIEWER, Role.AUDITOR):
            return self
        return self.filter(application__person__user=user) if user.has_role(Role.APPLICANT) else self.none()

    def open(self) -> AppealQuerySet:
        """Appeals that the office has still to decide."""
        return self.filter(status__in=OPEN)

    def assigned_to(self, user: User) -> AppealQuerySet:
        """Open appeals that this human being is to decide."""
        return self.open().filter(assigned_person=user.natural_person_id, assigned_person__isnull=False)

    def late(self, day: dt.date) -> AppealQuerySet:
        """Open appeals whose promised day lies before that day."""
        return self.open().filter(promised_on__lt=day)
