"""Lists that go to a department, the people on them, and the files that come back."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subsidies.crosschecks.kinds import Department
from subsidies.crosschecks.querysets import AnswerFileQuerySet, CrossCheckQuerySet, CrossCheckRowQuerySet
from talent.encryption.fields import EncryptedJSONField

SETTLING = ("settled_by", "settled_person", "settled_at", "settled_reason")
"""The fields of a row that an officer fills who looks into an answer."""


class CrossCheckSeries(models.Model):
    """The last number given in a year; its row is locked for the next one."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("比对名单编号序列")


class CrossCheck(models.Model):
    """One list for one department (比对名单). Who stands on it never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("名单编号"), max_length=20, unique=True)
    department = models.CharField(_("比对部门"), max_length=20, choices=Department)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    objects = CrossCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("比对名单")
        ordering = ["-drawn_at"]

    def __str__(self) -> str:
        return self.number


class CrossCheckRow(models.Model):
    """One person on a list, by the submission that was asked about, and what the department answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    crosscheck = models.ForeignKey(CrossCheck, on_delete=models.PROTECT, related_name="rows")
    sequence = models.PositiveIntegerField(_("序号"))
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="crosscheck_rows"
    )
    submission = models.ForeignKey("applications.Submission", on_delete=models.PROTECT, related_name="+")
    answer = EncryptedJSONField(null=True, blank=True)
    """``value``: what was answered; ``remark``: what the department added."""
    differs = models.BooleanField(null=True, blank=True)
    """Whether the answer is another than what was entered; None while there is no answer, or no rule looks at it."""
    answered_at = models.DateTimeField(null=True, blank=True)
    fact = models.ForeignKey(
        "applications.EstablishedFact", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """What was established by the answer; none where it agrees, or where the case was not under review."""
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_person = models.ForeignKey(
        "accounts.NaturalPerson", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    """When an officer looked into an answer that established nothing; a later answer clears it."""
    settled_reason = models.CharField(_("核实情况"), max_length=500, blank=True)

    objects = CrossCheckRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("比对人员")
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["crosscheck", "application"], name="case_once_on_a_list"),
            models.UniqueConstraint(fields=["crosscheck", "sequence"], name="crosscheck_sequence_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None, differs=None, fact=None) | Q(answered_at__isnull=False),
                name="crosscheck_answered_as_a_whole",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, settled_person=None, settled_reason="")
                | Q(settled_at__isnull=False, settled_by__isnull=False, settled_person__isnull=False)
                & Q(differs=True, fact=None)
                & ~Q(settled_reason=""),
                name="crosscheck_settled_with_grounds",
            ),
        ]

    @property
    def is_unsettled(self) -> bool:
        """Whether it was answered otherwise than expected and nobody established or settled anything yet."""
        return bool(self.differs) and self.fact_id is None and self.settled_at is None

    def forget_settling(self) -> None:
        """Let it be as before an officer settled it; the caller saves."""
        self.settled_by = self.settled_person = self.settled_at = None
        self.settled_reason = ""


class AnswerFile(models.Model):
    """A file that came back: read, shown, and then entered or discarded as a whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    crosscheck = models.ForeignKey(CrossCheck, on_delete=models.PROTECT, related_name="answer_files")
    file_name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(max_length=64)
    content = EncryptedJSONField()
    """Each row as it was read: see ``imports.answers.ReadRow``."""
    remarks = EncryptedJSONField(null=True, blank=True)
    """What was passed over, and who is missing: ``imports.answers.Remarks``; None of files from before."""
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("比对答复文件")
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entered_at=None, entered_by=None)
                | Q(entered_at__isnull=False, entered_by__isnull=False, discarded_at=None),
                name="answers_entered_or_discarded",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it waits to be entered or discarded."""
        return self.entered_at is None and self.discarded_at is None
