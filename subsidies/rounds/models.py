"""Rounds (申报批次), and since when applications are taken only within one."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subsidies.rounds.kinds import RoundState
from subsidies.rounds.querysets import RoundQuerySet


class Round(models.Model):
    """A window in which applications are taken, and who belongs in it: whoever was hired by its cut-off day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("批次名称"), max_length=40, unique=True)
    opens_on = models.DateField(_("开始日期"))
    closes_on = models.DateField(_("截止日期"))
    """The last day on which an application is taken."""
    cut_off_on = models.DateField(_("入职截至日期"))
    """The last day of the cut-off month: who was hired later applies in the next round."""
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("申报批次")
        ordering = ["-opens_on"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="round_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(cut_off_on__lte=F("closes_on")), name="round_cut_off_by_its_close"),
        ]

    def __str__(self) -> str:
        return self.name

    def state_on(self, day: dt.date) -> RoundState:
        """Where it stands on a day."""
        if self.cancelled_at is not None:
            return RoundState.CANCELLED
        if day < self.opens_on:
            return RoundState.PLANNED
        return RoundState.OPEN if day <= self.closes_on else RoundState.OVER


class Intake(models.Model):
    """One row: how applications are taken. It is locked by every change of the rounds, so that these take turns."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    rounds_from_on = models.DateField(_("按批次受理起始日期"), null=True, blank=True)
    """From this day on applications are taken within rounds alone; None: they are taken on any day."""
    rolling_again_on = models.DateField(_("恢复常年受理日期"), null=True, blank=True)
    """From this day on they are taken on any day again."""

    class Meta:
        verbose_name = _("受理方式")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_intake"),
            models.CheckConstraint(
                condition=Q(rolling_again_on=None) | Q(rolling_again_on__gte=F("rounds_from_on")),
                name="rolling_again_after_rounds",
            ),
        ]

    def by_rounds_on(self, day: dt.date) -> bool:
        """Whether applications are taken within rounds alone on a day."""
        if self.rounds_from_on is None or day < self.rounds_from_on:
            return False
        return self.rolling_again_on is None or day < self.rolling_again_on
