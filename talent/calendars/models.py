"""Which days are worked, as the State Council announces them each year, and the demo's clock."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CalendarDay(models.Model):
    """A day that does not follow the rule "Monday to Friday", or that is confirmed as following it."""

    date = models.DateField(_("日期"), unique=True)
    is_working = models.BooleanField(_("上班"))
    name = models.CharField(_("名称"), max_length=40)
    source = models.CharField(_("依据"), max_length=200)

    class Meta:
        verbose_name = _("日历日")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class CalendarEdition(models.Model):
    """One row whose token changes with every change of the days, so that other processes notice cheaply."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = _("日历版本")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_calendar_edition")]


class DemoClock(models.Model):
    """One row: by how many days the demo's day is ahead of the true one."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    days_ahead = models.PositiveIntegerField(_("提前天数"), default=0)

    class Meta:
        verbose_name = _("演示日期")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_demo_clock")]
