"""Papers as they were issued, and the scans of their signed copies."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent.encryption.fields import BlindIndexField, EncryptedJSONField, EncryptedTextField
from talent.papers.kinds import label_of
from talent.papers.querysets import IssuedPaperQuerySet, PrintRunQuerySet, SignedScanQuerySet


class IssuedPaper(models.Model):
    """One paper as it was issued. Never changed; where it must not count any more it is withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("公文种类"), max_length=40)
    number = models.CharField(_("文号"), max_length=60)
    about = models.UUIDField()
    """The key of what the paper is about: of one kind there is one in force about each thing."""
    dossier = models.UUIDField(db_index=True)
    """The key of what the paper is filed under; who sees that sees the paper."""
    holder = models.CharField(_("持有人"), max_length=100)
    """Whom the paper is for, as anyone with the code may read it: a person's name masked."""
    issuer = models.CharField(_("出具单位"), max_length=100)
    issued_at = models.DateTimeField(_("出具时间"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    """Null: the portal issued it by itself."""
    code = EncryptedTextField()
    """What the QR code holds; whoever has it can verify the paper."""
    code_index = BlindIndexField(source="code", purpose="verify_code", unique=True)
    content = EncryptedJSONField()
    """All that the paper says, in the form that its kind draws it from."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the canonical JSON of ``content``."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = IssuedPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("公文")
        ordering = ["issued_at", "number"]
        indexes = [models.Index(fields=["-issued_at", "-id"], name="paper_latest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"], condition=Q(withdrawn_at=None), name="one_paper_in_force_about_a_thing"
            ),
            models.UniqueConstraint(
                fields=["number"], condition=Q(withdrawn_at=None), name="paper_number_once_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def label(self) -> str:
        """The words for its kind."""
        return label_of(self.kind)


class SignedScan(models.Model):
    """The scan of a copy that was signed or stamped: an inspected file in private storage."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(IssuedPaper, on_delete=models.PROTECT, related_name="scans")
    storage_name = models.CharField(max_length=200, unique=True)
    original_name = models.CharField(_("文件名"), max_length=200)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(_("大小（字节）"))
    pages = models.PositiveSmallIntegerField(_("页数"), default=1)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SignedScanQuerySet.as_manager()

    class Meta:
        verbose_name = _("签章扫描件")
        ordering = ["uploaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "sha256"], condition=Q(withdrawn_at=None), name="signed_scan_once_in_use"
            ),
        ]


class PrintRun(models.Model):
    """Many papers in one file, drawn by the worker; its key comes with the form, so that a double click makes one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("公文种类"), max_length=40)
    title = models.CharField(_("名称"), max_length=120)
    papers = models.ManyToManyField(IssuedPaper, related_name="+")
    total = models.PositiveIntegerField(_("份数"))
    done = models.PositiveIntegerField(_("已生成份数"), default=0)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    left_out = EncryptedJSONField(default=list)
    """``[[number, why]]`` of what is not in the file."""
    storage_name = models.CharField(max_length=200, blank=True)
    """Empty until the file is there, and again once it was removed after its time."""
    sha256 = models.CharField(max_length=64, blank=True)

    objects = PrintRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("批量打印")
        ordering = ["-requested_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(storage_name="") | Q(finished_at__isnull=False), name="print_file_when_finished"
            ),
        ]

    def __str__(self) -> str:
        return self.title
