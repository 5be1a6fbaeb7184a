"""Vocabulary for reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from subsidies.review.kinds import ReviewOutcome

if TYPE_CHECKING:
    from subsidies.review.models import Review


class ReviewQuerySet(models.QuerySet["Review"]):
    def awaiting_recheck(self) -> ReviewQuerySet:
        """Proposals that no second person has answered: at most one a case."""
        return self.filter(outcome=ReviewOutcome.PROPOSED, recheck_outcome="")
