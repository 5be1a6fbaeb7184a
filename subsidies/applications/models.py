"""The case: an application, each submission of it as it was, the decision per benefit, and awards."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subsidies.applications.kinds import Benefit, FactSource, Outcome
from subsidies.applications.querysets import ApplicationQuerySet, AwardQuerySet, EstablishedFactQuerySet
from subsidies.applications.workflow import ENDED, ApplicationStatus
from talent.encryption.fields import EncryptedJSONField
from talent.profiles.kinds import Degree


class Application(models.Model):
    """One application for any of the benefits. Its key comes with the form, so that a double click makes one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("受理编号"), max_length=20, unique=True)
    person = models.ForeignKey("profiles.Person", on_delete=models.PROTECT, related_name="applications")
    status = models.CharField(_("状态"), max_length=20, choices=ApplicationStatus, default=ApplicationStatus.DRAFT)
    living_requested = models.BooleanField(_("申请生活补贴"), default=True)
    housing_requested = models.BooleanField(_("申请住房保障"), default=False)
    schooling_requested = models.BooleanField(_("申请子女入学"), default=False)
    claimed_elsewhere = models.BooleanField(_("在其他地方享受过同类补贴"), null=True, blank=True)
    employer = models.ForeignKey(
        "employers.Employer", on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    """The employer of the latest submission: HR officers are scoped by it."""
    round = models.ForeignKey(
        "rounds.Round", on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    """The round it was first submitted in; none where applications were taken on any day."""
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    """When it was first submitted: the day that the person applied."""
    status_changed_at = models.DateTimeField()
    promised_on = models.DateField(_("承诺办结日期"), null=True, blank=True)
    """The day by which whoever has the case now promised to act; empty while the applicant has it."""
    corrections_due_on = models.DateField(_("补正截止日期"), null=True, blank=True)
    office_days_left = models.PositiveSmallIntegerField(null=True, blank=True)
    """Working days that the office still has, kept while its clock stands because the case was returned."""
    reopened_at = models.DateTimeField(null=True, blank=True)
    """When an objection or an appeal was upheld: who decided before then does not decide again."""
    under_appeal = models.BooleanField(default=False)
    """Whether its refusal is being looked at again: until that is over its person starts no other case."""
    appeal_until = models.DateField(_("申诉截止日期"), null=True, blank=True)
    """The last day to appeal, as the applicant was told when the case was closed; it only ever becomes later. Empty
    where nothing was refused, and of cases that were closed before it was kept."""

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("申请")
        ordering = ["-created_at"]
        # The two orders of the queue. The later one is long: it has the benefits too, so that counting the cases of one
        # benefit reads the index alone.
        indexes = [
            models.Index(fields=["status", "promised_on", "id"], name="application_queue"),
            models.Index(
                fields=["status", "submitted_at", "id", *(f"{benefit}_requested" for benefit in Benefit)],
                name="application_latest",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=~Q(status__in=[str(s) for s in ENDED]), name="one_live_application"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[str(ApplicationStatus.DRAFT), str(ApplicationStatus.WITHDRAWN)])
                | Q(submitted_at__isnull=False, employer__isnull=False),
                name="application_submitted_with_employer",
            ),
            models.CheckConstraint(
                condition=Q(living_requested=True) | Q(housing_requested=True) | Q(schooling_requested=True),
                name="application_asks_for_something",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def applied_on(self) -> dt.date | None:
        """The day that counts as the day of application, in local time; None while nothing was submitted."""
        return timezone.localtime(self.submitted_at).date() if self.submitted_at else None

    @property
    def benefits(self) -> list[Benefit]:
        """The benefits asked for, in the order of the form."""
        asked = {
            Benefit.LIVING: self.living_requested,
            Benefit.HOUSING: self.housing_requested,
            Benefit.SCHOOLING: self.schooling_requested,
        }
        return [benefit for benefit, wanted in asked.items() if wanted]


class Submission(models.Model):
    """What was entered, as it was when it was submitted. Never changed; a correction makes the next one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="submissions")
    sequence = models.PositiveSmallIntegerField()
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered = EncryptedJSONField()
    """Everything that was entered, as a reviewer reads it: see ``snapshots.py``."""
    facts = EncryptedJSONField()
    """The facts that the rules were given, in the form of ``subsidies.policy.wire``."""
    assessment = EncryptedJSONField()
    """The answer of the rules on the day of submission, in the form of ``subsidies.policy.wire``."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the canonical JSON of ``entered`` and the digests of the evidence."""
    policy_version = models.CharField(_("政策版本"), max_length=40)
    evidence = models.ManyToManyField("profiles.Evidence", related_name="submissions")

    class Meta:
        verbose_name = _("提交记录")
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["application", "sequence"], name="submission_sequence_once"),
        ]


class EstablishedFact(models.Model):
    """A fact that the office or a department established in place of what was entered (核定事实); never changed.

    A later one for the same fact withdraws it. Which facts there are, and when one holds, stands in ``established.py``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="established_facts")
    path = models.CharField(max_length=60)
    """Which fact, as in ``subsidies.policy.wire``."""
    content = EncryptedJSONField()
    """``value``: what was established; ``entered``: what the applicant had entered; ``anchor``: see ``anchor()``."""
    source = models.CharField(_("来源"), max_length=20, choices=FactSource)
    reason = models.CharField(_("认定依据"), max_length=500)
    established_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    established_person = models.ForeignKey("accounts.NaturalPerson", on_delete=models.PROTECT, related_name="+")
    established_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = EstablishedFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("核定事实")
        ordering = ["established_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "path"], condition=Q(withdrawn_at=None), name="one_standing_fact"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="fact_withdrawn_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="fact_has_a_reason"),
        ]


class Decision(models.Model):
    """What is decided on one benefit of an application: proposed at review, final after recheck."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    benefit = models.CharField(_("事项"), max_length=10, choices=Benefit)
    proposed = models.CharField(_("初审意见"), max_length=10, choices=Outcome, default=Outcome.PENDING)
    outcome = models.CharField(_("决定"), max_length=10, choices=Outcome, default=Outcome.PENDING)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The submission that was read and decided."""
    assessment = EncryptedJSONField(null=True, blank=True)
    """The answer of the rules for this benefit on the day of review, with every finding."""
    degree = models.CharField(_("学位层次"), max_length=10, choices=Degree, blank=True)
    amount_yuan = models.PositiveIntegerField(_("金额（元）"), null=True, blank=True)
    policy_version = models.CharField(_("政策版本"), max_length=40, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    """What the officer adds: for a refusal, what the applicant is told beside the findings."""
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("审核决定")
        ordering = ["benefit"]
        constraints = [
            models.UniqueConstraint(fields=["application", "benefit"], name="one_decision_per_benefit"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.PENDING) | Q(decided_at__isnull=False, submission__isnull=False),
                name="decision_final_with_submission",
            ),
            models.CheckConstraint(
                condition=~Q(benefit=Benefit.LIVING, outcome=Outcome.GRANTED) | Q(amount_yuan__gt=0),
                name="living_granted_with_amount",
            ),
        ]


class Award(models.Model):
    """A benefit granted to a person after the public notice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="award")
    person = models.ForeignKey("profiles.Person", on_delete=models.PROTECT, related_name="awards")
    benefit = models.CharField(_("事项"), max_length=10, choices=Benefit)
    degree = models.CharField(_("学位层次"), max_length=10, choices=Degree)
    amount_yuan = models.PositiveIntegerField(_("金额（元）"), null=True, blank=True)
    policy_version = models.CharField(_("政策版本"), max_length=40)
    budget_line = models.ForeignKey(
        "budget.BudgetLine", on_delete=models.PROTECT, null=True, blank=True, related_name="awards"
    )
    """Where the money was set aside when it was granted; none for benefits that pay nothing."""
    granted_on = models.DateField(_("授予日期"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("授予")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "benefit", "degree"], condition=Q(revoked_at=None), name="one_live_award"
            ),
            models.CheckConstraint(
                condition=~Q(benefit=Benefit.LIVING) | Q(amount_yuan__gt=0), name="living_award_has_amount"
            ),
        ]


class LivingTotal(models.Model):
    """What one person was granted in all: locked and checked at each grant, since no constraint spans rows.

    An upgrade pays the difference, so the sum never exceeds the total of the highest degree (invariant 1).
    """

    person = models.OneToOneField(
        "profiles.Person", on_delete=models.PROTECT, primary_key=True, related_name="living_total"
    )
    granted_yuan = models.PositiveIntegerField(default=0)
    ceiling_yuan = models.PositiveIntegerField(default=0)
    """The policy's total for the highest degree that was granted."""

    class Meta:
        verbose_name = _("生活补贴累计")
        constraints = [
            models.CheckConstraint(condition=Q(granted_yuan__lte=F("ceiling_yuan")), name="never_above_the_total"),
        ]
