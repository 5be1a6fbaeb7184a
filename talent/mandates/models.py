"""Mandates (授权委托) to file for somebody who cannot, and the person's confirmations under them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent.encryption.fields import BlindIndexField, EncryptedTextField
from talent.mandates.kinds import Ending, Proof, Reason
from talent.mandates.querysets import ConfirmationQuerySet, MandateQuerySet
from talent.mandates.workflow import MandateStatus


class Mandate(models.Model):
    """One officer's mandate to file for one person.

    It holds what the officer stated of the person; it is bound to a ``person`` only once that person has authorised it,
    so that opening one tells nobody whether there is an account.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("授权编号"), max_length=20, unique=True)
    status = models.CharField(_("状态"), max_length=10, choices=MandateStatus, default=MandateStatus.OPENED)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agent_person = models.ForeignKey("accounts.NaturalPerson", on_delete=models.PROTECT, related_name="mandates")
    """The human being who files: they decide nothing of this person's."""
    employer = models.ForeignKey(
        "employers.Employer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The unit whose HR officer the agent is; none where the agent is the talent office's."""
    name = models.CharField(_("姓名"), max_length=100)
    document_type = models.CharField(_("证件类型"), max_length=30)
    """One of ``profiles.kinds.DocumentType``, which this model may not import: duties are kept apart by it."""
    identity_number = EncryptedTextField(_("证件号码"))
    identity_index = BlindIndexField(source="identity_number", purpose="identity_number", db_index=True)
    born_on = models.DateField(_("出生日期"))
    foreign_expert = models.BooleanField(_("外国专家"), default=False)
    phone = EncryptedTextField(_("本人手机号码"))
    phone_index = BlindIndexField(source="phone", purpose="phone", db_index=True)
    reason = models.CharField(_("代办原因"), max_length=10, choices=Reason)
    reason_words = models.CharField(_("情况说明"), max_length=200, blank=True)
    covers_children = models.BooleanField(_("包括子女信息"), default=False)
    lasts_until = models.DateField(_("授权截止日期"))
    opened_at = models.DateTimeField(_("登记时间"))
    person = models.ForeignKey(
        "profiles.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    effective_at = models.DateTimeField(_("生效时间"), null=True, blank=True)
    proof = models.CharField(_("授权方式"), max_length=10, choices=Proof, blank=True)
    looked_at_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The other officer, where the signed scan proved it."""
    ended_at = models.DateTimeField(_("终止时间"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ending = models.CharField(_("终止原因"), max_length=10, choices=Ending, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("代办授权")
        ordering = ["-opened_at"]
        indexes = [
            models.Index(fields=["agent", "-opened_at", "id"], name="mandate_by_agent"),
            models.Index(fields=["-opened_at", "id"], name="mandate_latest_first"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["identity_index"], condition=Q(status=MandateStatus.IN_FORCE), name="one_mandate_in_force"
            ),
            models.CheckConstraint(
                condition=~Q(status=MandateStatus.IN_FORCE)
                | (Q(person__isnull=False, effective_at__isnull=False) & ~Q(proof="")),
                name="mandate_in_force_is_proved",
            ),
            models.CheckConstraint(
                condition=Q(status=MandateStatus.ENDED, ended_at__isnull=False)
                | (~Q(status=MandateStatus.ENDED) & Q(ended_at__isnull=True)),
                name="mandate_ended_at_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def side(self) -> str:
        """Whose officer the agent is, in words."""
        return self.employer.name if self.employer else settings.ISSUING_OFFICE


class Confirmation(models.Model):
    """The person's word, asked for and given, bound to the digest of what it is about.

    The matter is the mandate itself (may the officer file for me?) or a case (is this what I want handed in?).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="confirmations")
    matter = models.UUIDField()
    digest = models.CharField(max_length=64)
    """SHA-256 of what the person is asked about, as the asking feature makes it."""
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    code_digest = models.CharField(max_length=64, blank=True)
    """Keyed digest of the code; empty where none was sent, so that no code fits."""
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    superseded_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    proof = models.CharField(_("确认方式"), max_length=10, choices=Proof, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """At whose desk: who typed the code in, or the other officer who looked at the signed sheet."""
    spent_at = models.DateTimeField(null=True, blank=True)
    """When what it confirms was done: a confirmation counts once."""

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("本人确认")
        ordering = ["asked_at"]
        indexes = [models.Index(fields=["matter", "-asked_at"], name="confirmation_by_matter")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None, proof="")
                | (Q(confirmed_at__isnull=False, confirmed_by__isnull=False) & ~Q(proof="")),
                name="confirmation_given_somehow",
            ),
            models.CheckConstraint(
                condition=Q(spent_at=None) | Q(confirmed_at__isnull=False), name="confirmation_given_before_spent"
            ),
        ]
