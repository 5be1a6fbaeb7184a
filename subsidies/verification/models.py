"""What an employer says of an applicant's employment."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subsidies.verification.kinds import DepartureKind, DisputeReason, Side, VerificationOutcome
from subsidies.verification.querysets import (
    DepartureQuerySet,
    DisputeMessageQuerySet,
    EmploymentConfirmationQuerySet,
    SentSummaryQuerySet,
    TransferQuerySet,
    VerificationQuerySet,
)
from subsidies.verification.workflow import WITH_THE_OFFICE, SummaryStatus
from talent.encryption.fields import EncryptedTextField


class Verification(models.Model):
    """The employer's answer to one submission: by an officer, or by a roster row that proves it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.OneToOneField("applications.Submission", on_delete=models.PROTECT, related_name="verification")
    outcome = models.CharField(_("核实结果"), max_length=10, choices=VerificationOutcome)
    reason = models.CharField(_("异议原因"), max_length=30, choices=DisputeReason, blank=True)
    comment = models.CharField(_("说明"), max_length=500, blank=True)
    roster_entry = models.ForeignKey(
        "employers.RosterEntry", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField()

    UNDO_WITHIN = dt.timedelta(minutes=10)
    """How long an officer may take an answer back."""

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("单位核实")
        indexes = [models.Index(fields=["-answered_at", "-id"], name="verification_latest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=False) | Q(roster_entry__isnull=False), name="verified_by_someone"
            ),
            models.CheckConstraint(
                condition=Q(outcome=VerificationOutcome.VERIFIED, reason="")
                | (Q(outcome=VerificationOutcome.DISPUTED) & ~Q(reason="")),
                name="dispute_has_reason",
            ),
        ]


class DisputeMessage(models.Model):
    """What an applicant and the unit that disputed their claim say to each other about it; never changed."""

    LONGEST = 500

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """Comes with the form, so that a double click writes one message."""
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="dispute_messages"
    )
    employer = models.ForeignKey("employers.Employer", on_delete=models.PROTECT, related_name="+")
    """The unit that disputed: its officers read it, and no unit to which the person goes afterwards."""
    submission = models.ForeignKey(
        "applications.Submission", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The submission with which it was handed in; None: it came by itself."""
    side = models.CharField(_("留言方"), max_length=10, choices=Side)
    text = EncryptedTextField(_("留言"), max_length=LONGEST)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = DisputeMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("异议留言")
        ordering = ["written_at"]
        indexes = [models.Index(fields=["application", "written_at"], name="dispute_message_by_case")]


class EmploymentConfirmation(models.Model):
    """An employer's word that a person was employed on a day: an instalment is paid only with a fresh one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("profiles.Person", on_delete=models.PROTECT, related_name="employment_confirmations")
    employer = models.ForeignKey("employers.Employer", on_delete=models.PROTECT, related_name="+")
    confirmed_on = models.DateField(_("确认在职日期"))
    roster_entry = models.ForeignKey(
        "employers.RosterEntry", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    """When an officer said so on the list of those to confirm: all of one click have the same instant, and for a while
    they may be taken back. Empty for what came with an answer to a case, a roster or a departure taken back."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    """When the employer said that the person had left, or had never worked there, or took its word back."""
    withdrawn_by_roster = models.ForeignKey(
        "employers.Roster", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The roster that said so: when it is taken back, the confirmation counts again."""

    objects = EmploymentConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("在职确认")
        indexes = [
            models.Index(fields=["person", "confirmed_on"], name="confirmation_by_person"),
            models.Index(
                fields=["confirmed_at"], condition=Q(confirmed_at__isnull=False), name="confirmation_by_click"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "roster_entry"], name="confirmed_once_by_roster_row"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=False) | Q(roster_entry__isnull=False), name="confirmed_by_someone"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by_roster=None) | Q(withdrawn_at__isnull=False),
                name="roster_withdrew_what_is_withdrawn",
            ),
        ]


class Departure(models.Model):
    """An employer's word that a person has left it. Whether that still counts, later confirmations say."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("profiles.Person", on_delete=models.PROTECT, related_name="departures")
    employer = models.ForeignKey("employers.Employer", on_delete=models.PROTECT, related_name="+")
    left_on = models.DateField(_("离职日期"), null=True, blank=True)
    """None: the employer gave no day."""
    kind = models.CharField(_("离职情形"), max_length=20, choices=DepartureKind, blank=True)
    """Empty: nobody said, as where a roster gives a day alone."""
    stated_on = models.DateField(_("反映日期"))
    roster_entry = models.ForeignKey(
        "employers.RosterEntry", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    """When the employer took its word back. The row stays: payments may have been held because of it."""
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Who took it back or put another in its place; None where an answer was undone."""

    objects = DepartureQuerySet.as_manager()

    class Meta:
        verbose_name = _("离职反映")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "employer", "left_on"], condition=Q(withdrawn_at=None), name="departure_stated_once"
            ),
            models.CheckConstraint(
                condition=Q(stated_by__isnull=False) | Q(roster_entry__isnull=False), name="departure_stated_by_someone"
            ),
        ]


class Transfer(models.Model):
    """A move from one unit of the group to another (集团内调动): no departure unless it leads out of the city."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("profiles.Person", on_delete=models.PROTECT, related_name="transfers")
    from_employer = models.ForeignKey("employers.Employer", on_delete=models.PROTECT, related_name="+")
    to_employer = models.ForeignKey("employers.Employer", on_delete=models.PROTECT, related_name="+")
    moved_on = models.DateField(_("调动日期"))
    """The first day with the receiving unit."""
    worked_in_city = models.BooleanField(default=True)
    """What the employment said of its place before: told again when the move is taken back."""
    departure = models.OneToOneField(
        Departure, on_delete=models.PROTECT, null=True, blank=True, related_name="transfer"
    )
    """The departure that the move amounts to where the receiving unit is not in the city."""
    roster_entry = models.ForeignKey(
        "employers.RosterEntry", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The row of the receiving unit's roster with which it was recorded; None: by hand, or corrected by hand since."""
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("集团内调动")
        ordering = ["moved_on", "stated_at"]
        indexes = [models.Index(fields=["from_employer", "person"], name="transfer_by_unit_left")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_employer=models.F("to_employer")), name="transfer_between_two_units"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="transfer_withdrawn_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["roster_entry"], condition=Q(withdrawn_at=None), name="moved_once_by_roster_row"
            ),
        ]


class SentSummary(models.Model):
    """A stamped summary on its way to the office: while it is there, the paper and its scans stay as they are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey("papers.IssuedPaper", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey("employers.Employer", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("状态"), max_length=10, choices=SummaryStatus, default=SummaryStatus.SENT)
    people = models.PositiveIntegerField(_("人数"))
    amount_yuan = models.PositiveIntegerField(_("测算金额（元）"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    """When it was taken back or returned."""
    reason = models.CharField(_("退回原因"), max_length=500, blank=True)

    objects = SentSummaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("报送的汇总表")
        ordering = ["-sent_at"]
        indexes = [models.Index(fields=["-sent_at", "-id"], name="summary_latest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["paper"],
                condition=Q(status__in=[str(status) for status in WITH_THE_OFFICE]),
                name="summary_with_the_office_once",
            ),
            models.CheckConstraint(
                condition=Q(status=SummaryStatus.SENT, received_at=None, ended_at=None)
                | Q(status=SummaryStatus.RECEIVED, received_at__isnull=False, ended_at=None)
                | Q(status=SummaryStatus.TAKEN_BACK, received_at=None, ended_at__isnull=False)
                | (Q(status=SummaryStatus.RETURNED, received_at__isnull=False, ended_at__isnull=False) & ~Q(reason="")),
                name="summary_steps_in_order",
            ),
        ]
