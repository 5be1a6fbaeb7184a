"""What a person is to be paid, part by part."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subsidies.payments.kinds import StopCause
from subsidies.payments.querysets import InstalmentQuerySet
from subsidies.payments.workflow import RECEIVED, InstalmentStatus


class Instalment(models.Model):
    """One part of a living award, due on a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    award = models.ForeignKey("applications.Award", on_delete=models.PROTECT, related_name="instalments")
    sequence = models.PositiveSmallIntegerField(_("期次"))
    due_on = models.DateField(_("应发日期"))
    amount_yuan = models.PositiveIntegerField(_("金额（元）"))
    status = models.CharField(_("状态"), max_length=20, choices=InstalmentStatus, default=InstalmentStatus.SCHEDULED)
    paid_on = models.DateField(_("发放日期"), null=True, blank=True)
    failed_account = models.ForeignKey(
        "profiles.BankAccount", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The account version that the bank refused or sent the money back from: a replacement needs another."""
    stop_cause = models.CharField(_("停发原因"), max_length=20, choices=StopCause, blank=True)
    stopped_by = models.ForeignKey(
        "payments.Recovery", on_delete=models.PROTECT, null=True, blank=True, related_name="stopped"
    )
    """The recovery that stopped it: should that be cancelled, the instalment is paid after all."""

    budget_line = models.ForeignKey(
        "budget.BudgetLine", on_delete=models.PROTECT, null=True, blank=True, related_name="instalments"
    )
    """Where the money for it stands; none while a later year's appropriation is waited for."""

    objects = InstalmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("分期")
        ordering = ["due_on", "sequence"]
        indexes = [models.Index(fields=["status", "due_on", "id"], name="instalment_order")]
        constraints = [
            models.UniqueConstraint(fields=["award", "sequence"], name="instalment_sequence_once"),
            models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="instalment_pays_something"),
            models.CheckConstraint(
                condition=~Q(status__in=[str(status) for status in RECEIVED]) | Q(paid_on__isnull=False),
                name="paid_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status=InstalmentStatus.CANCELLED) & ~Q(stop_cause="")
                | ~Q(status=InstalmentStatus.CANCELLED) & Q(stop_cause="", stopped_by=None),
                name="stopped_for_a_cause",
            ),
        ]
