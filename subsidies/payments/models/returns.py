"""What the bank said became of a batch."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subsidies.payments.kinds import ExceptionKind, ReturnRowResult, ReturnStatus
from subsidies.payments.models.batches import PaymentBatch, PaymentLine
from subsidies.payments.querysets import (
    BankReturnQuerySet,
)
from talent.encryption.fields import EncryptedJSONField

USER = settings.AUTH_USER_MODEL
PERSON = "accounts.NaturalPerson"


class BankReturn(models.Model):
    """A bank's return file (回盘) for one batch: previewed, then committed once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(PaymentBatch, on_delete=models.PROTECT, related_name="returns")
    status = models.CharField(_("状态"), max_length=20, choices=ReturnStatus, default=ReturnStatus.PREVIEW)
    file_name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    uploaded_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """None: uploaded before people were recorded."""
    uploaded_at = models.DateTimeField()
    unusual = models.JSONField(default=list, blank=True)
    """Codes of ``kinds.Unusual``: what was found at the upload that wants a second person."""
    needs_second = models.BooleanField(default=False)
    contradiction = models.CharField(_("合计与明细的出入"), max_length=300, blank=True)
    """Where the file's own totals contradict its rows."""
    accepted_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accept_reason = models.CharField(_("认可的原因"), max_length=500, blank=True)
    committed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    committed_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    committed_at = models.DateTimeField(null=True, blank=True)

    objects = BankReturnQuerySet.as_manager()

    class Meta:
        verbose_name = _("银行回盘")
        ordering = ["-uploaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "sha256"], condition=~Q(status="discarded"), name="return_file_once"
            ),
            models.CheckConstraint(
                condition=Q(status=ReturnStatus.COMMITTED, committed_by__isnull=False, committed_at__isnull=False)
                | (~Q(status=ReturnStatus.COMMITTED) & Q(committed_by=None, committed_at=None)),
                name="return_committed_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReturnStatus.COMMITTED)
                | Q(needs_second=False)
                | (
                    Q(uploaded_person__isnull=False, committed_person__isnull=False)
                    & ~Q(committed_person=F("uploaded_person"))
                ),
                name="unusual_return_entered_by_two",
            ),
            models.CheckConstraint(
                condition=Q(contradiction="")
                | ~Q(status__in=[str(ReturnStatus.PREVIEW), str(ReturnStatus.COMMITTED)])
                | (
                    Q(accepted_person__isnull=False, accepted_at__isnull=False)
                    & ~Q(accept_reason="")
                    & ~Q(accepted_person=F("uploaded_person"))
                ),
                name="contradicting_return_accepted_by_two",
            ),
        ]


class BankReturnRow(models.Model):
    """One row of a return, with the line it answers, or with the reason why it answers none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bank_return = models.ForeignKey(BankReturn, on_delete=models.CASCADE, related_name="rows")
    row_number = models.PositiveIntegerField(_("行号"))
    line = models.ForeignKey(PaymentLine, on_delete=models.PROTECT, null=True, blank=True, related_name="return_rows")
    result = models.CharField(_("结果"), max_length=20, choices=ReturnRowResult)
    bank_reason = models.CharField(_("银行说明"), max_length=200, blank=True)
    problem = models.CharField(_("异常说明"), max_length=300, blank=True)
    kind = models.CharField(_("异常类型"), max_length=30, choices=ExceptionKind, blank=True)
    outcome = models.CharField(max_length=10, blank=True)
    """Paid or failed as the bank says, whatever became of the row; empty where its words are not known."""
    amount_yuan = models.PositiveBigIntegerField(_("金额（元）"), null=True, blank=True)
    """As the file says; None where it cannot be read."""
    paid_on = models.DateField(_("银行处理日期"), null=True, blank=True)
    raw = EncryptedJSONField()
    """The cells as the bank wrote them."""

    class Meta:
        verbose_name = _("回盘明细")
        ordering = ["row_number"]
        constraints = [
            models.UniqueConstraint(fields=["bank_return", "row_number"], name="return_row_once"),
            models.UniqueConstraint(
                fields=["bank_return", "line"],
                condition=Q(result__in=["paid", "failed"]),
                name="line_answered_once_per_return",
            ),
            models.CheckConstraint(
                condition=(Q(result=ReturnRowResult.EXCEPTION) & ~Q(kind="") & ~Q(problem=""))
                | (~Q(result=ReturnRowResult.EXCEPTION) & Q(kind="")),
                name="exception_row_says_why",
            ),
        ]
