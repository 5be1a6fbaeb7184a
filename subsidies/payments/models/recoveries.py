"""What was paid and is to come back: one case for one award, with an item for each payment."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subsidies.payments.kinds import LeavingCause, RecoveryClause, RecoveryReason
from subsidies.payments.recovery_querysets import RecoveryItemQuerySet, RecoveryQuerySet
from subsidies.payments.workflow import RecoveryStatus

USER = settings.AUTH_USER_MODEL
PERSON = "accounts.NaturalPerson"
_S = RecoveryStatus
_TOLD = [str(_S.NOTIFIED), str(_S.WRITTEN_OFF)]


class RecoveryYear(models.Model):
    """The last recovery number of a year: its row is locked to give the next one, so numbers leave no gaps."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("追回编号")


class Recovery(models.Model):
    """Money to be taken back: drafted by one person, confirmed by another. Its row is locked for all that counts on it.

    ``owed_yuan`` is the sum of the items; what was received, set off and written off never exceeds it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("追回编号"), max_length=20, unique=True)
    person = models.ForeignKey("profiles.Person", on_delete=models.PROTECT, related_name="recoveries")
    award = models.ForeignKey("applications.Award", on_delete=models.PROTECT, related_name="recoveries")
    reason = models.CharField(_("追回原因"), max_length=20, choices=RecoveryReason)
    status = models.CharField(_("状态"), max_length=12, choices=RecoveryStatus, default=RecoveryStatus.DRAFTED)
    departure = models.ForeignKey(
        "verification.Departure", on_delete=models.PROTECT, null=True, blank=True, related_name="recoveries"
    )
    left_on = models.DateField(_("离职日期"), null=True, blank=True)
    leaving_cause = models.CharField(_("离职原因"), max_length=30, choices=LeavingCause, blank=True)
    note = models.CharField(_("情况说明"), max_length=500, blank=True)
    policy_version = models.CharField(_("政策版本"), max_length=40)
    paid_yuan = models.PositiveIntegerField(_("已发放（元）"), default=0)
    owed_yuan = models.PositiveIntegerField(_("应追回（元）"), default=0)
    received_yuan = models.PositiveIntegerField(_("已缴回（元）"), default=0)
    set_off_yuan = models.PositiveIntegerField(_("已抵扣（元）"), default=0)
    written_off_yuan = models.PositiveIntegerField(_("已核销（元）"), default=0)
    drafted_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    drafted_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    notified_at = models.DateTimeField(null=True, blank=True)
    pay_until = models.DateField(_("缴款截止日期"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(_("取消原因"), max_length=500, blank=True)

    objects = RecoveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("追回")
        ordering = ["-number"]
        indexes = [models.Index(fields=["status", "pay_until"], name="recovery_by_deadline")]
        constraints = [
            models.CheckConstraint(condition=Q(owed_yuan__lte=F("paid_yuan")), name="owed_never_above_paid"),
            models.CheckConstraint(
                condition=Q(owed_yuan__gte=F("received_yuan") + F("set_off_yuan") + F("written_off_yuan")),
                name="taken_back_never_above_owed",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[str(_S.SETTLED), str(_S.WRITTEN_OFF)])
                | Q(owed_yuan=F("received_yuan") + F("set_off_yuan") + F("written_off_yuan"), ended_at__isnull=False),
                name="recovery_ends_at_nought",
            ),
            models.CheckConstraint(
                condition=Q(status=_S.WRITTEN_OFF, written_off_yuan__gt=0)
                | (~Q(status=_S.WRITTEN_OFF) & Q(written_off_yuan=0)),
                name="written_off_with_amount",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_person=None) | ~Q(confirmed_person=F("drafted_person")),
                name="drafter_never_confirms_recovery",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[str(_S.DRAFTED), str(_S.CANCELLED)])
                | Q(confirmed_by__isnull=False, confirmed_person__isnull=False, confirmed_at__isnull=False),
                name="recovery_confirmed_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_TOLD) | Q(notified_at__isnull=False, pay_until__isnull=False),
                name="recovery_notified_with_deadline",
            ),
            models.CheckConstraint(
                condition=~Q(status=_S.CANCELLED)
                | (~Q(cancel_reason="") & Q(received_yuan=0, set_off_yuan=0, written_off_yuan=0)),
                name="recovery_cancelled_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(reason=RecoveryReason.LEFT_EARLY)
                | (Q(departure__isnull=False, left_on__isnull=False) & ~Q(leaving_cause="")),
                name="leaver_recovery_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def left_yuan(self) -> int:
        """What is still owed."""
        return self.owed_yuan - self.received_yuan - self.set_off_yuan - self.written_off_yuan


class RecoveryItem(models.Model):
    """One payment of which something is taken back, with all that the amount follows from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="items")
    instalment = models.ForeignKey("payments.Instalment", on_delete=models.PROTECT, related_name="recovery_items")
    line = models.ForeignKey(
        "payments.PaymentLine", on_delete=models.PROTECT, null=True, blank=True, related_name="recovery_items"
    )
    """The payment that should not have been made, where it is not the instalment's own."""
    paid_on = models.DateField(_("发放日期"))
    paid_yuan = models.PositiveIntegerField(_("发放金额（元）"))
    clause = models.CharField(_("计算口径"), max_length=20, choices=RecoveryClause)
    months_served = models.PositiveSmallIntegerField(_("已满月数"), null=True, blank=True)
    months_bound = models.PositiveSmallIntegerField(_("约定月数"), null=True, blank=True)
    earlier_yuan = models.PositiveIntegerField(_("此前已追回（元）"), default=0)
    amount_yuan = models.PositiveIntegerField(_("追回金额（元）"))
    basis = models.CharField(_("依据性质"), max_length=10, blank=True)
    citation = models.CharField(_("依据"), max_length=500, blank=True)
    is_open = models.BooleanField(default=True)
    """Whether its recovery is under way."""

    objects = RecoveryItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("追回明细")
        ordering = ["paid_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["instalment"], condition=Q(is_open=True, line=None), name="one_open_recovery_per_instalment"
            ),
            models.UniqueConstraint(
                fields=["line"], condition=Q(is_open=True, line__isnull=False), name="one_open_recovery_per_line"
            ),
            models.CheckConstraint(
                condition=Q(paid_yuan__gte=F("amount_yuan") + F("earlier_yuan")), name="item_never_above_paid"
            ),
            models.CheckConstraint(
                condition=~Q(clause=RecoveryClause.PRO_RATA)
                | Q(months_served__isnull=False, months_bound__gte=F("months_served")),
                name="share_says_its_months",
            ),
        ]
