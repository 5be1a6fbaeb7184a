"""Vocabulary for cross-check lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q

from talent.accounts.roles import Role

if TYPE_CHECKING:
    from subsidies.crosschecks.models import AnswerFile, CrossCheck, CrossCheckRow
    from talent.accounts.models import User

READERS = (Role.REVIEWER, Role.AUDITOR)


class CrossCheckQuerySet(models.QuerySet["CrossCheck"]):
    def visible_to(self, user: User) -> CrossCheckQuerySet:
        """Every list to the office and to auditors; none to others."""
        return self if user.has_role(*READERS) else self.none()

    def counted(self) -> CrossCheckQuerySet:
        """With the people on each, how many were answered, and how many otherwise than entered."""
        return self.annotate(
            row_count=Count("rows"),
            answered_count=Count("rows", filter=Q(rows__answered_at__isnull=False)),
            differing_count=Count("rows", filter=Q(rows__differs=True)),
        )


class CrossCheckRowQuerySet(models.QuerySet["CrossCheckRow"]):
    def unsettled(self) -> CrossCheckRowQuerySet:
        """Answered otherwise than expected, where nothing was established and no officer settled it."""
        return self.filter(differs=True, fact=None, settled_at=None)

    def settled(self) -> CrossCheckRowQuerySet:
        """Answers that an officer looked into, with grounds."""
        return self.filter(settled_at__isnull=False)


class AnswerFileQuerySet(models.QuerySet["AnswerFile"]):
    def visible_to(self, user: User) -> AnswerFileQuerySet:
        """Every file to the office and to auditors; none to others."""
        return self if user.has_role(*READERS) else self.none()
