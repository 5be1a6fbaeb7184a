"""Vocabulary for reviews."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models

from subsidies.review.kinds import ReviewOutcome

if TYPE_CHECKING:
    from subsidies.review.models import Assignment, Review


class ReviewQuerySet(models.QuerySet["Review"]):
    def awaiting_recheck(self) -> ReviewQuerySet:
        """Proposals that no second person has answered: at most one a case."""
        return self.filter(outcome=ReviewOutcome.PROPOSED, recheck_outcome="")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def standing(self) -> AssignmentQuerySet:
        """Assignments that were neither handed over, given back nor ended by a decision: at most one a case."""
        return self.filter(ended_at=None)

    def end(self, at: dt.datetime) -> int:
        """End those that stand, and say how many; the case's lock is held by the caller."""
        return self.standing().update(ended_at=at)
