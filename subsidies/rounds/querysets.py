"""Vocabulary for rounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Count

from talent.accounts.roles import Role

if TYPE_CHECKING:
    from subsidies.rounds.models import Round
    from talent.accounts.models import User

READERS = (Role.REVIEWER, Role.POLICY_OFFICER, Role.AUDITOR)


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: User) -> RoundQuerySet:
        """Every round to the office, policy officers and auditors; to others none: they are told the window alone."""
        return self if user.has_role(*READERS) else self.none()

    def standing(self) -> RoundQuerySet:
        """Rounds that were not cancelled."""
        return self.filter(cancelled_at=None)

    def open_on(self, day: dt.date) -> RoundQuerySet:
        """The round whose window holds a day (both ends inclusive); windows never overlap."""
        return self.standing().filter(opens_on__lte=day, closes_on__gte=day)

    def still_to_come(self, day: dt.date) -> RoundQuerySet:
        """Rounds that open after a day, the next one first."""
        return self.standing().filter(opens_on__gt=day).order_by("opens_on")

    def overlapping(self, opens_on: dt.date, closes_on: dt.date) -> RoundQuerySet:
        """Rounds that share a day with a window."""
        return self.standing().filter(opens_on__lte=closes_on, closes_on__gte=opens_on)

    def counted(self, keys: Sequence[UUID]) -> dict[UUID, int]:
        """How many cases were handed in within each of these rounds (one query)."""
        return dict(self.filter(pk__in=keys).order_by().values_list("pk").annotate(Count("applications")))
