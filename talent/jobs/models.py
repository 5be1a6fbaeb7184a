"""Long work that somebody asked for: what, about which thing, how far it has come, how it ended."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent.calendars import clock
from talent.jobs.querysets import JobQuerySet
from talent.notifications.lease import LEASE


class Job(models.Model):
    """One piece of work for the worker; while it is not finished there is no second one about the same thing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("种类"), max_length=60)
    subject = models.UUIDField()
    """The key of the thing that the work is about."""
    wish = models.JSONField(default=dict)
    """What the person asked for, as it was when it was checked."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("提交时间"))
    started_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    """When the worker last said how far it is."""
    stage = models.CharField(max_length=40, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(_("未办理的原因"), max_length=1000, blank=True)
    """Why nothing was done; empty where the work was done."""

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("后台办理")
        indexes = [models.Index(fields=["kind", "subject", "-requested_at"], name="job_latest_about")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], condition=Q(finished_at=None), name="one_job_underway"),
            models.CheckConstraint(
                condition=Q(error="") | Q(finished_at__isnull=False), name="job_error_when_finished"
            ),
        ]

    @property
    def is_silent(self) -> bool:
        """Whether the worker was stopped in the middle: it has said nothing for longer than the work belongs to it.

        Where a database takes no word while the work goes on, the beginning is the last word; so nothing shorter than
        the lease says anything, and once that has run out the outbox gives the work to the next worker.
        """
        return self.finished_at is None and self.heard_at is not None and self.heard_at < clock.real_now() - LEASE
