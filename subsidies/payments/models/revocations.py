"""Taking back an award that should not have been granted."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subsidies.payments.kinds import RevocationReason
from subsidies.payments.models.recoveries import Recovery
from subsidies.payments.recovery_querysets import RevocationQuerySet
from subsidies.payments.workflow import RevocationStatus

USER = settings.AUTH_USER_MODEL
PERSON = "accounts.NaturalPerson"


class Revocation(models.Model):
    """One person finds that an award was wrong; another, who did not decide it, confirms or drops that."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    award = models.ForeignKey("applications.Award", on_delete=models.PROTECT, related_name="revocations")
    reason = models.CharField(_("撤销原因"), max_length=20, choices=RevocationReason)
    explanation = models.CharField(_("事实和理由"), max_length=500)
    """Stands in the letter."""
    status = models.CharField(_("状态"), max_length=10, choices=RevocationStatus, default=RevocationStatus.PROPOSED)
    recovery = models.OneToOneField(
        Recovery, on_delete=models.PROTECT, null=True, blank=True, related_name="revocation"
    )
    """Where something of the award had been paid."""
    proposed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    proposed_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    drop_reason = models.CharField(_("不予撤销的原因"), max_length=500, blank=True)

    objects = RevocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("撤销授予")
        ordering = ["-proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["award"], condition=~Q(status=RevocationStatus.DROPPED), name="one_standing_revocation"
            ),
            models.CheckConstraint(
                condition=~Q(status=RevocationStatus.CONFIRMED)
                | (Q(decided_person__isnull=False) & ~Q(decided_person=F("proposed_person"))),
                name="proposer_never_revokes",
            ),
            models.CheckConstraint(
                condition=Q(status=RevocationStatus.PROPOSED, decided_at=None, decided_by=None, decided_person=None)
                | (
                    ~Q(status=RevocationStatus.PROPOSED)
                    & Q(decided_at__isnull=False, decided_by__isnull=False, decided_person__isnull=False)
                ),
                name="revocation_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(status=RevocationStatus.DROPPED) | ~Q(drop_reason=""),
                name="revocation_dropped_with_reason",
            ),
        ]
