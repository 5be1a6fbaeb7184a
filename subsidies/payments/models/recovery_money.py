"""What came back on a recovery, and what two people decide about the rest."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subsidies.payments.kinds import ProposalKind
from subsidies.payments.models.instalments import Instalment
from subsidies.payments.models.recoveries import Recovery
from subsidies.payments.recovery_querysets import RecoveryProposalQuerySet, RecoveryReceiptQuerySet
from subsidies.payments.workflow import ProposalStatus

USER = settings.AUTH_USER_MODEL
PERSON = "accounts.NaturalPerson"


class RecoveryReceipt(models.Model):
    """Money that reached the treasury under a voucher (非税收入一般缴款书), or the entry that reverses such a one.

    Amount, day and voucher are never edited: a wrong entry is reversed, and the right one entered beside it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="receipts")
    voucher_number = models.CharField(_("缴款书编号"), max_length=40)
    received_on = models.DateField(_("缴款日期"))
    amount_yuan = models.PositiveIntegerField(_("金额（元）"))
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal")
    reversed_at = models.DateTimeField(null=True, blank=True)
    """When another entry took this one back."""
    reason = models.CharField(_("冲正原因"), max_length=500, blank=True)
    entered_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    entered_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = RecoveryReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("缴款记录")
        ordering = ["entered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["voucher_number"], condition=Q(reverses=None, reversed_at=None), name="voucher_counts_once"
            ),
            models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="receipt_of_something"),
            models.CheckConstraint(
                condition=Q(reverses=None, reason="") | (Q(reverses__isnull=False, reversed_at=None) & ~Q(reason="")),
                name="reversal_says_why",
            ),
        ]


class RecoveryProposal(models.Model):
    """What one person proposes on a recovery that the person knows of, and another confirms."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(_("事项"), max_length=10, choices=ProposalKind)
    status = models.CharField(_("状态"), max_length=10, choices=ProposalStatus, default=ProposalStatus.PROPOSED)
    instalment = models.ForeignKey(
        Instalment, on_delete=models.PROTECT, null=True, blank=True, related_name="set_off_proposals"
    )
    """The instalment that is not paid because it is set off, as a whole."""
    amount_yuan = models.PositiveIntegerField(_("金额（元）"), null=True, blank=True)
    document_number = models.CharField(_("批准文号"), max_length=60, blank=True)
    reason = models.CharField(_("理由"), max_length=500)
    proposed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    proposed_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    drop_reason = models.CharField(_("不同意的原因"), max_length=500, blank=True)

    objects = RecoveryProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("追回处理意见")
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recovery"], condition=Q(status=ProposalStatus.PROPOSED), name="one_waiting_proposal"
            ),
            models.UniqueConstraint(
                fields=["instalment"], condition=~Q(status=ProposalStatus.DROPPED), name="instalment_set_off_once"
            ),
            models.CheckConstraint(
                condition=~Q(status=ProposalStatus.CONFIRMED)
                | (Q(decided_person__isnull=False) & ~Q(decided_person=F("proposed_person"))),
                name="proposer_never_confirms",
            ),
            models.CheckConstraint(
                condition=Q(status=ProposalStatus.PROPOSED, decided_at=None, decided_by=None, decided_person=None)
                | (
                    ~Q(status=ProposalStatus.PROPOSED)
                    & Q(decided_at__isnull=False, decided_by__isnull=False, decided_person__isnull=False)
                ),
                name="proposal_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(kind=ProposalKind.SET_OFF, instalment__isnull=False, amount_yuan__gt=0)
                | (Q(kind=ProposalKind.WRITE_OFF, instalment=None, amount_yuan__gt=0) & ~Q(document_number=""))
                | Q(kind=ProposalKind.CANCEL, instalment=None, amount_yuan=None),
                name="proposal_says_what",
            ),
        ]
