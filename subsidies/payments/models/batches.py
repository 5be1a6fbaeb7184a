"""Payment lists: their lines, their files and who took these."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subsidies.payments.kinds import FileKind
from subsidies.payments.models.instalments import Instalment
from subsidies.payments.models.templates import BankTemplate
from subsidies.payments.querysets import (
    BatchFileQuerySet,
    PaymentBatchQuerySet,
    PaymentLineQuerySet,
)
from subsidies.payments.workflow import BatchStatus, LineStatus
from talent.encryption.fields import BlindIndexField, EncryptedTextField

USER = settings.AUTH_USER_MODEL
PERSON = "accounts.NaturalPerson"


class BatchYear(models.Model):
    """The last batch number of a year: its row is locked to give the next one, so numbers leave no gaps."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("批次编号")


class PaymentBatch(models.Model):
    """A payment list: drawn up and sealed by the office, approved and released by two finance officers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("批次号"), max_length=20, unique=True)
    title = models.CharField(_("名称"), max_length=80)
    status = models.CharField(_("状态"), max_length=20, choices=BatchStatus, default=BatchStatus.DRAFT, db_index=True)
    budget_line = models.CharField(_("指标文号"), max_length=60)
    budget_subject = models.CharField(_("预算科目"), max_length=60)
    charged_to = models.ForeignKey(
        "budget.BudgetLine", on_delete=models.PROTECT, null=True, blank=True, related_name="batches"
    )
    """The line whose document number and subject the batch carries in words."""
    voucher_number = models.CharField(_("支付凭证号"), max_length=60, blank=True)
    line_count = models.PositiveIntegerField(_("笔数"), default=0)
    total_yuan = models.PositiveBigIntegerField(_("总金额（元）"), default=0)
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the canonical lines as sealed."""
    bank_template = models.ForeignKey(BankTemplate, on_delete=models.PROTECT, related_name="batches")
    bank_file_count = models.PositiveIntegerField(default=0)
    """How many files the bank gets, known once the batch is sealed."""
    drawn_up_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    drawn_up_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField()
    sealed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sealed_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sealed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(_("退回原因"), max_length=500, blank=True)
    seal_note = models.CharField(_("异常提示的核对说明"), max_length=500, blank=True)
    """Why the clerk sealed the batch although checks had remarks."""

    objects = PaymentBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("发放批次")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_person=None)
                | (~Q(approved_person=F("drawn_up_person")) & ~Q(approved_person=F("sealed_person"))),
                name="maker_never_approves",
            ),
            models.CheckConstraint(
                condition=Q(released_person=None)
                | (
                    ~Q(released_person=F("approved_person"))
                    & ~Q(released_person=F("drawn_up_person"))
                    & ~Q(released_person=F("sealed_person"))
                ),
                name="approver_never_releases",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[str(BatchStatus.DRAFT), str(BatchStatus.CANCELLED)])
                | (Q(sealed_person__isnull=False, sealed_at__isnull=False, line_count__gt=0) & ~Q(digest="")),
                name="sealed_batch_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[str(BatchStatus.RELEASED), str(BatchStatus.SETTLED)])
                | (
                    Q(approved_person__isnull=False, released_person__isnull=False, released_at__isnull=False)
                    & ~Q(voucher_number="")
                ),
                name="released_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(status=BatchStatus.APPROVED) | Q(approved_person__isnull=False, approved_at__isnull=False),
                name="approved_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(status=BatchStatus.RETURNED)
                | (Q(returned_by__isnull=False, returned_at__isnull=False) & ~Q(return_reason="")),
                name="returned_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PaymentLine(models.Model):
    """One payment as it was sealed: never read live again, never edited but for its outcome."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(PaymentBatch, on_delete=models.PROTECT, related_name="lines")
    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="lines")
    sequence = models.PositiveIntegerField(_("序号"))
    reference = models.CharField(_("明细编号"), max_length=24, unique=True)
    """Travels in the bank's remark column and comes back in its return."""
    payee_name = models.CharField(_("户名"), max_length=100)
    account_number = EncryptedTextField(_("银行账号"))
    account_index = BlindIndexField(source="account_number", purpose="bank_account", db_index=True)
    bank_name = models.CharField(_("开户银行"), max_length=100)
    bank_account = models.ForeignKey("profiles.BankAccount", on_delete=models.PROTECT, related_name="+")
    amount_yuan = models.PositiveIntegerField(_("金额（元）"))
    policy_version = models.CharField(_("政策版本"), max_length=40)
    anomalies = models.JSONField(_("异常提示"), default=list, blank=True)
    """Codes of ``kinds.Anomaly`` that the checks found when the line was copied."""
    status = models.CharField(_("状态"), max_length=20, choices=LineStatus, default=LineStatus.UNANSWERED)
    bank_reason = models.CharField(_("银行说明"), max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    refund = models.ForeignKey(
        "payments.TreasuryRefund", on_delete=models.PROTECT, null=True, blank=True, related_name="lines"
    )
    """The voucher under which its money went back to the treasury; it stays, whatever the bank says of it later."""

    objects = PaymentLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("发放明细")
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "sequence"], name="line_sequence_once"),
            models.UniqueConstraint(
                fields=["instalment"],
                condition=Q(status__in=[str(LineStatus.UNANSWERED), str(LineStatus.PAID)]),
                name="one_live_line_per_instalment",
            ),
            models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="line_pays_something"),
            models.CheckConstraint(
                condition=Q(status__in=[str(LineStatus.UNANSWERED), str(LineStatus.CANCELLED)], answered_at=None)
                | (
                    ~Q(status__in=[str(LineStatus.UNANSWERED), str(LineStatus.CANCELLED)])
                    & Q(answered_at__isnull=False)
                ),
                name="line_answered_at_an_instant",
            ),
            models.CheckConstraint(
                condition=~Q(status=LineStatus.REFUNDED, refund=None)
                & (Q(refund=None) | ~Q(status__in=[str(LineStatus.UNANSWERED), str(LineStatus.CANCELLED)])),
                name="line_refunded_by_voucher",
            ),
        ]


class BatchFile(models.Model):
    """A file rendered once from a sealed batch; every download is these bytes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(PaymentBatch, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(_("文件类型"), max_length=10, choices=FileKind)
    part = models.PositiveIntegerField(_("第几份"), default=1)
    name = models.CharField(_("文件名"), max_length=120)
    storage_name = models.CharField(max_length=200, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("大小（字节）"))
    rendered_at = models.DateTimeField()

    objects = BatchFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("批次文件")
        constraints = [models.UniqueConstraint(fields=["batch", "kind", "part"], name="batch_file_once")]


class FileDownload(models.Model):
    """Who downloaded which file of a batch, and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(BatchFile, on_delete=models.PROTECT, related_name="downloads")
    downloaded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    downloaded_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("下载记录")
        ordering = ["-downloaded_at"]
