"""Rows of committed returns that people have to clear up, and money that went back to the treasury."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subsidies.payments.kinds import ExceptionKind, Resolution
from subsidies.payments.models.batches import PaymentBatch, PaymentLine
from subsidies.payments.models.returns import BankReturnRow
from subsidies.payments.querysets_of_exceptions import ReturnExceptionQuerySet
from subsidies.payments.workflow import ExceptionStatus

USER = settings.AUTH_USER_MODEL
PERSON = "accounts.NaturalPerson"
UNPROPOSED = Q(resolution="", reason="", proposed_by=None, proposed_person=None, proposed_at=None, named_line=None)
PROPOSED = Q(proposed_by__isnull=False, proposed_person__isnull=False, proposed_at__isnull=False) & ~(
    Q(resolution="") | Q(reason="")
)
UNCONFIRMED = Q(confirmed_by=None, confirmed_person=None, confirmed_at=None)
CONFIRMED = Q(confirmed_by__isnull=False, confirmed_person__isnull=False, confirmed_at__isnull=False)


class ReturnException(models.Model):
    """One row that was set apart when its return was committed: one person says what is to be done, another agrees."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    row = models.OneToOneField(BankReturnRow, on_delete=models.PROTECT, related_name="exception")
    batch = models.ForeignKey(PaymentBatch, on_delete=models.PROTECT, related_name="exceptions")
    kind = models.CharField(_("异常类型"), max_length=30, choices=ExceptionKind)
    status = models.CharField(_("状态"), max_length=10, choices=ExceptionStatus, default=ExceptionStatus.OPEN)
    line = models.ForeignKey(
        PaymentLine, on_delete=models.PROTECT, null=True, blank=True, related_name="return_exceptions"
    )
    """The line that the row is about, as far as the row says."""
    named_line = models.ForeignKey(PaymentLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The line that the proposing person says the row is about, where the row names none."""
    opened_at = models.DateTimeField()
    resolution = models.CharField(_("处理方式"), max_length=20, choices=Resolution, blank=True)
    bank_reason = models.CharField(_("银行说明"), max_length=200, blank=True)
    paid_on = models.DateField(_("付款日期"), null=True, blank=True)
    reason = models.CharField(_("核实情况"), max_length=500, blank=True)
    proposed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proposed_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    refused_at = models.DateTimeField(null=True, blank=True)
    refuse_reason = models.CharField(_("不同意的原因"), max_length=500, blank=True)
    """Of the last proposal that was refused; the log knows them all."""

    objects = ReturnExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("回盘异常")
        ordering = ["opened_at"]
        indexes = [
            models.Index(fields=["status", "opened_at"], name="exception_by_age"),
            models.Index(fields=["batch", "status"], name="exception_by_batch"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(status=ExceptionStatus.OPEN) & UNPROPOSED & UNCONFIRMED)
                | (Q(status=ExceptionStatus.PROPOSED) & PROPOSED & UNCONFIRMED)
                | (Q(status=ExceptionStatus.RESOLVED) & PROPOSED & CONFIRMED),
                name="exception_resolved_step_by_step",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_person=None)
                | Q(proposed_person=None)
                | ~Q(confirmed_person=F("proposed_person")),
                name="exception_resolved_by_two",
            ),
        ]

    @property
    def target(self) -> PaymentLine | None:
        """The line that the resolution concerns."""
        return self.line or self.named_line


class TreasuryRefund(models.Model):
    """Money of failed or reversed lines of a batch that went back to the treasury, under one voucher."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(PaymentBatch, on_delete=models.PROTECT, related_name="refunds")
    voucher_number = models.CharField(_("退款凭证号"), max_length=60)
    refunded_on = models.DateField(_("退回日期"))
    line_count = models.PositiveIntegerField(_("笔数"))
    total_yuan = models.PositiveBigIntegerField(_("总金额（元）"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("退回国库")
        ordering = ["refunded_on", "recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "voucher_number"], name="refund_voucher_once_per_batch"),
            models.CheckConstraint(
                condition=Q(line_count__gt=0, total_yuan__gt=0) & ~Q(voucher_number=""), name="refund_of_something"
            ),
        ]
