"""Vocabulary for jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

if TYPE_CHECKING:
    from talent.jobs.models import Job


class JobQuerySet(models.QuerySet["Job"]):
    """A job is read beside its subject: whoever sees that sees how far the work on it has come."""

    def about(self, kind: str, subject: UUID) -> JobQuerySet:
        """Jobs of a kind about one thing, the latest first."""
        return self.filter(kind=kind, subject=subject).order_by("-requested_at", "pk")

    def underway(self) -> JobQuerySet:
        """Jobs that wait for the worker or that it is doing."""
        return self.filter(finished_at=None)
