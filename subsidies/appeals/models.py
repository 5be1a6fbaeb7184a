"""What an applicant says against a refusal, and what the office decided on it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subsidies.appeals.querysets import AppealQuerySet
from subsidies.appeals.workflow import OPEN, AppealStatus
from talent.encryption.fields import EncryptedTextField

USER = settings.AUTH_USER_MODEL
PERSON = "accounts.NaturalPerson"
LONGEST_TEXT = 2000
DECIDED = (AppealStatus.UPHELD, AppealStatus.DISMISSED)


class Appeal(models.Model):
    """An appeal against everything that was refused on a case when it was closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("申诉编号"), max_length=40, unique=True)
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="appeals")
    against_at = models.DateTimeField()
    """When the case was closed: each closing may be appealed against once."""
    text = EncryptedTextField(_("申诉理由"), max_length=LONGEST_TEXT)
    status = models.CharField(_("状态"), max_length=12, choices=AppealStatus, default=AppealStatus.FILED)
    filed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(_("提出时间"))
    promised_on = models.DateField(_("承诺办结日期"))
    assigned_to = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    assigned_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    explanation = EncryptedTextField(_("决定的事实和理由"), max_length=LONGEST_TEXT, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("申诉")
        ordering = ["filed_at"]
        indexes = [models.Index(fields=["status", "promised_on", "id"], name="appeal_by_promise")]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(status__in=[str(status) for status in OPEN]),
                name="one_open_appeal_of_a_case",
            ),
            models.UniqueConstraint(
                fields=["application", "against_at"],
                condition=~Q(status=AppealStatus.WITHDRAWN),
                name="a_decision_is_appealed_against_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[str(status) for status in DECIDED], decided_by__isnull=False)
                & Q(decided_person__isnull=False, decided_at__isnull=False)
                | ~Q(status__in=[str(status) for status in DECIDED])
                & Q(decided_by=None, decided_person=None, decided_at=None),
                name="appeal_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_person=None) | Q(decided_person=F("assigned_person")),
                name="the_assigned_one_decides_an_appeal",
            ),
        ]

    def __str__(self) -> str:
        return self.number
