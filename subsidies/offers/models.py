"""Invitations (主动告知): a unit tells people of its roster that they may apply."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subsidies.offers.querysets import OfferQuerySet
from subsidies.offers.workflow import OfferStatus
from talent.encryption.fields import BlindIndexField, EncryptedTextField


class Offer(models.Model):
    """One person's invitation, bound to their identity number and unit: they need have no account yet.

    What the unit states of them stands in its roster in force and is read there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey("employers.Employer", on_delete=models.PROTECT, related_name="offers")
    name = models.CharField(_("姓名"), max_length=100)
    identity_number = EncryptedTextField(_("证件号码"))
    identity_index = BlindIndexField(source="identity_number", purpose="identity_number", db_index=True)
    status = models.CharField(_("状态"), max_length=10, choices=OfferStatus, default=OfferStatus.INVITED)
    code = EncryptedTextField(_("邀请码"))
    code_index = BlindIndexField(source="code", purpose="offer_code", unique=True)
    """What the link in the message and the printed sheet carry."""
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(_("邀请时间"))
    sent_at = models.DateTimeField(_("短信发出时间"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("提醒时间"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The account that opened it, having proved by the link or the phone that the invitation is theirs."""
    settled_at = models.DateTimeField(_("办结时间"), null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("申请邀请")
        indexes = [models.Index(fields=["employer", "status", "-invited_at", "id"], name="offer_by_employer")]
        constraints = [
            models.UniqueConstraint(
                fields=["identity_index"], condition=~Q(status=OfferStatus.WITHDRAWN), name="invited_once"
            ),
            models.CheckConstraint(
                condition=~Q(status=OfferStatus.OPENED) | Q(opened_by__isnull=False), name="offer_opened_by_someone"
            ),
        ]

    def __str__(self) -> str:
        return self.name
