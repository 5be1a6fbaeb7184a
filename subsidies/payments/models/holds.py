"""What keeps a person from being paid until somebody has looked."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subsidies.payments.kinds import HeldStep, HoldKind
from subsidies.payments.models.batches import PaymentBatch
from subsidies.payments.querysets import HoldQuerySet
from subsidies.payments.workflow import HoldStatus

USER = settings.AUTH_USER_MODEL
PERSON = "accounts.NaturalPerson"


class Hold(models.Model):
    """Keeps every unpaid instalment of a person out of batches, also those that fall due or are granted later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("profiles.Person", on_delete=models.PROTECT, related_name="payment_holds")
    kind = models.CharField(_("暂停原因"), max_length=20, choices=HoldKind)
    status = models.CharField(_("状态"), max_length=10, choices=HoldStatus, default=HoldStatus.LIVE)
    reason = models.CharField(_("说明"), max_length=500, blank=True)
    account_before = models.ForeignKey(
        "profiles.BankAccount", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The last version that the office knew."""
    account = models.ForeignKey(
        "profiles.BankAccount", on_delete=models.PROTECT, null=True, blank=True, related_name="payment_holds"
    )
    """The version to look at; whoever lifts the hold has looked at this one and no other."""
    departure = models.ForeignKey(
        "verification.Departure", on_delete=models.PROTECT, null=True, blank=True, related_name="payment_holds"
    )
    placed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """None: the portal itself."""
    placed_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lift_reason = models.CharField(_("解除说明"), max_length=500, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("暂停发放")
        ordering = ["placed_at"]
        indexes = [models.Index(fields=["status", "placed_at"], name="hold_by_age")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(status=HoldStatus.LIVE), name="one_live_hold_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(status=HoldStatus.LIVE, lifted_at=None, lifted_by=None, lifted_person=None, lift_reason="")
                | (Q(status=HoldStatus.LIFTED, lifted_at__isnull=False) & ~Q(lift_reason="")),
                name="hold_lifted_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(placed_person=None) | Q(lifted_person=None) | ~Q(lifted_person=F("placed_person")),
                name="placer_never_lifts",
            ),
            models.CheckConstraint(
                condition=Q(kind=HoldKind.ACCOUNT_CHANGED, account__isnull=False, account_before__isnull=False)
                | Q(kind=HoldKind.LEFT_EMPLOYER, departure__isnull=False)
                | (
                    Q(kind__in=[str(HoldKind.DISPUTE_OPEN), str(HoldKind.BY_HAND)])
                    & Q(placed_by__isnull=False, placed_person__isnull=False)
                    & ~Q(reason="")
                ),
                name="hold_says_why",
            ),
        ]


class HeldLinesStatement(models.Model):
    """A finance officer's word that lines held since sealing were looked at, and why the batch goes on all the same."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(PaymentBatch, on_delete=models.PROTECT, related_name="held_statements")
    step = models.CharField(_("环节"), max_length=10, choices=HeldStep)
    held_count = models.PositiveIntegerField(_("暂停笔数"))
    reason = models.CharField(_("核对情况和理由"), max_length=500)
    stated_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    stated_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("暂停明细的核对说明")
        ordering = ["stated_at"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "step"], name="held_lines_stated_once_a_step"),
            models.CheckConstraint(condition=Q(held_count__gt=0) & ~Q(reason=""), name="held_lines_stated_with_reason"),
        ]
