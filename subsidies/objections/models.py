"""What somebody of the public objects to on a notice, and what the office made of it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subsidies.objections.querysets import ObjectionQuerySet
from subsidies.objections.workflow import OPEN, Channel, ObjectionStatus
from talent.encryption.fields import BlindIndexField, EncryptedTextField

USER = settings.AUTH_USER_MODEL
PERSON = "accounts.NaturalPerson"
LONGEST_TEXT = 2000


class Objection(models.Model):
    """An objection to one person on a notice, or to the notice as a whole.

    Its words, its author and what they are answered are personal data: encrypted, and read by the office alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("异议编号"), max_length=40, unique=True)
    notice = models.ForeignKey("notices.PublicNotice", on_delete=models.PROTECT, related_name="objections")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="objections"
    )
    """The case of the person objected to; none for the notice as a whole."""
    line = models.PositiveIntegerField(_("名单序号"), null=True, blank=True)
    """The line of the notice by which that person was named."""
    anonymous = models.BooleanField(_("匿名"), default=False)
    name = EncryptedTextField(_("异议人"), max_length=60, blank=True)
    contact = EncryptedTextField(_("联系方式"), max_length=100, blank=True)
    text = EncryptedTextField(_("异议内容"), max_length=LONGEST_TEXT)
    code = EncryptedTextField()
    """The tracking number; whoever has it reads the state and the answer."""
    code_index = BlindIndexField(source="code", purpose="tracking_code", unique=True)
    status = models.CharField(_("状态"), max_length=12, choices=ObjectionStatus, default=ObjectionStatus.RECEIVED)
    channel = models.CharField(_("怎样收到"), max_length=6, choices=Channel, default=Channel.PORTAL)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Who of the office wrote down what reached it otherwise than by the portal."""
    received_at = models.DateTimeField(_("收到时间"))
    promised_on = models.DateField(_("承诺办结日期"))
    accepted_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    finding = EncryptedTextField(_("核查情况"), max_length=LONGEST_TEXT, blank=True)
    """What was looked into and what came of it, for the file."""
    answer = EncryptedTextField(_("答复"), max_length=LONGEST_TEXT, blank=True)
    """What the objector reads; none for those who gave no name."""

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("公示异议")
        ordering = ["received_at"]
        indexes = [models.Index(fields=["status", "promised_on", "id"], name="objection_by_promise")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[str(status) for status in OPEN], closed_by=None, closed_person=None, closed_at=None
                )
                | (
                    ~Q(status__in=[str(status) for status in OPEN])
                    & Q(closed_by__isnull=False, closed_person__isnull=False, closed_at__isnull=False)
                ),
                name="objection_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status=ObjectionStatus.LEAD) | Q(anonymous=True),
                name="only_anonymous_objections_are_leads",
            ),
            models.CheckConstraint(
                condition=~Q(status=ObjectionStatus.DECLINED) | Q(anonymous=False), name="named_objections_are_answered"
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.PORTAL, recorded_by=None)
                | (~Q(channel=Channel.PORTAL) & Q(recorded_by__isnull=False)),
                name="objection_recorded_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(line=None) | Q(application__isnull=False), name="objection_line_has_a_person"
            ),
        ]

    def __str__(self) -> str:
        return self.number
