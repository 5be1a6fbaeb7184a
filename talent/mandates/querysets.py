"""Vocabulary for mandates and the confirmations under them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Q

from talent.accounts.roles import Role
from talent.calendars import clock
from talent.mandates.workflow import MandateStatus

if TYPE_CHECKING:
    from talent.accounts.models import NaturalPerson, User
    from talent.mandates.models import Confirmation, Mandate


class MandateQuerySet(models.QuerySet["Mandate"]):
    def visible_to(self, user: User) -> MandateQuerySet:
        """Every one to the office and auditors; to an HR officer those of their own; to a person those for them."""
        if user.has_role(Role.REVIEWER, Role.AUDITOR):
            return self
        if user.has_role(Role.HR_OFFICER):
            return self.held_by(user)
        return self.filter(person__user=user) if user.has_role(Role.APPLICANT) else self.none()

    def held_by(self, user: User) -> MandateQuerySet:
        """Those under which ``user`` files."""
        return self.filter(agent=user)

    def standing(self) -> MandateQuerySet:
        """Those that were not ended; some may have passed their last day."""
        return self.exclude(status=MandateStatus.ENDED)

    def in_force(self) -> MandateQuerySet:
        """Those under which somebody may act today."""
        return self.filter(status=MandateStatus.IN_FORCE, lasts_until__gte=clock.today())

    def past(self, day: dt.date) -> MandateQuerySet:
        """Those that were not ended although their last day lies before that day."""
        return self.standing().filter(lasts_until__lt=day)

    def about(self, identity_index: str | None) -> MandateQuerySet:
        """Those for the person with this blind index."""
        return self.filter(identity_index=identity_index)

    def that_took_effect(self) -> MandateQuerySet:
        """Those that are or were in force: their agent has had the person's matter in hand."""
        return self.exclude(effective_at=None)

    def filed_by(self, *people: NaturalPerson) -> MandateQuerySet:
        """Those under which one of these people files or filed: they decide nothing of whom it is for."""
        return self.that_took_effect().filter(agent_person__in=people)


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def of_matter(self, matter: UUID) -> ConfirmationQuerySet:
        """Those about one thing: the mandate itself, or a case."""
        return self.filter(matter=matter)

    def current(self) -> ConfirmationQuerySet:
        """Those that no later one replaced and under which nothing was handed in yet."""
        return self.filter(superseded_at=None, spent_at=None)

    def sent_since(self, at: dt.datetime) -> ConfirmationQuerySet:
        """Those whose SMS went out at that instant or later."""
        return self.filter(sent_at__gte=at)

    def confirmed(self) -> ConfirmationQuerySet:
        return self.filter(~Q(confirmed_at=None))
