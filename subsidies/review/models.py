"""The two pairs of eyes on a case, what an applicant is asked to correct, and what the office keeps for itself."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subsidies.review.kinds import CodeKind, CodeResult, CorrectionCode, RecheckOutcome, ReviewOutcome
from subsidies.review.querysets import AssignmentQuerySet, ReviewQuerySet


class Review(models.Model):
    """One reading of one submission by a reviewer and, if decisions were proposed, by a second person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="reviews")
    submission = models.ForeignKey("applications.Submission", on_delete=models.PROTECT, related_name="reviews")
    outcome = models.CharField(_("初审结果"), max_length=10, choices=ReviewOutcome)
    note = models.TextField(_("内部备注"), blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewer_person = models.ForeignKey("accounts.NaturalPerson", on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()
    recheck_outcome = models.CharField(_("复核结果"), max_length=10, choices=RecheckOutcome, blank=True)
    recheck_note = models.TextField(_("复核说明"), blank=True)
    rechecked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rechecker_person = models.ForeignKey(
        "accounts.NaturalPerson", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rechecked_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("审核记录")
        ordering = ["reviewed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rechecker_person=None) | ~Q(rechecker_person=F("reviewer_person")),
                name="reviewer_never_rechecks",
            ),
            models.CheckConstraint(
                condition=Q(recheck_outcome="", rechecked_by=None, rechecker_person=None, rechecked_at=None)
                | (
                    ~Q(recheck_outcome="")
                    & Q(rechecked_by__isnull=False, rechecker_person__isnull=False, rechecked_at__isnull=False)
                ),
                name="recheck_complete",
            ),
            models.CheckConstraint(
                condition=Q(recheck_outcome="") | Q(outcome=ReviewOutcome.PROPOSED), name="only_proposals_are_rechecked"
            ),
            models.CheckConstraint(
                condition=~Q(recheck_outcome=RecheckOutcome.SENT_BACK) | ~Q(recheck_note=""),
                name="sent_back_with_reason",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(outcome=ReviewOutcome.PROPOSED, recheck_outcome=""),
                name="one_open_review",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it proposes decisions that await a second person."""
        return self.outcome == ReviewOutcome.PROPOSED and not self.recheck_outcome


class CorrectionItem(models.Model):
    """One thing that the applicant is asked to correct, with the officer's own words on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="corrections")
    sequence = models.PositiveSmallIntegerField(_("序号"))
    code = models.CharField(_("补正事项"), max_length=30, choices=CorrectionCode)
    note = models.CharField(_("具体说明"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("补正事项")
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["review", "code"], name="correction_code_once"),
            models.UniqueConstraint(fields=["review", "sequence"], name="correction_sequence_once"),
            models.CheckConstraint(condition=~Q(code=CorrectionCode.OTHER, note=""), name="other_is_explained"),
        ]


class CaseNote(models.Model):
    """What officers tell each other about a case. Never shown to the applicant or the employer; only added to."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """Comes with the form, so that a double click writes one note."""
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="office_notes")
    text = models.TextField(_("内部记事"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("内部记事")
        ordering = ["written_at"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="case_note_says_something")]


class CodeCheck(models.Model):
    """What an official page answered to a code of a submission, who asked it and when; a later check is another row."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey("applications.Submission", on_delete=models.PROTECT, related_name="code_checks")
    kind = models.CharField(_("核验项目"), max_length=20, choices=CodeKind)
    degree = models.UUIDField(null=True, blank=True)
    """The key of the degree within the submission that the code is about; none for social insurance."""
    code = models.CharField(_("验证码"), max_length=40, blank=True)
    """As it was entered; empty where the official page is asked by other means."""
    result = models.CharField(_("核验结果"), max_length=10, choices=CodeResult)
    comment = models.CharField(_("说明"), max_length=500, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("验证码核验")
        ordering = ["checked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=CodeKind.CHSI, degree__isnull=False) | (~Q(kind=CodeKind.CHSI) & Q(degree=None)),
                name="code_check_names_its_degree",
            ),
            models.CheckConstraint(
                condition=~Q(result=CodeResult.DIFFERS, comment=""), name="code_check_says_what_differs"
            ),
        ]


class Assignment(models.Model):
    """Who deals with a case for now, and since when. It locks nothing: a colleague may still decide.

    Its key comes with the form, so that a double click on "take next" takes one case. A row that has ended stays, so
    that the key is known for good.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="assignments")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    note = models.CharField(_("交接说明"), max_length=200, blank=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    """When it was handed over, given back, or the case was decided."""

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("承办")
        ordering = ["assigned_at"]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(ended_at=None), name="one_officer_at_a_time"),
        ]


class SavedFilter(models.Model):
    """A filter of the queue that an officer keeps under a name, for themself alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """Comes with the form, so that a double click saves one."""
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_filters")
    name = models.CharField(_("名称"), max_length=30)
    asked = models.JSONField()
    """What the address of the queue says, by name; nothing in it is personal data."""
    is_default = models.BooleanField(default=False)
    """Whether the queue opens with it."""
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("常用筛选")
        ordering = ["saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_filter_name_once"),
            models.UniqueConstraint(fields=["owner"], condition=Q(is_default=True), name="one_default_filter"),
        ]

    def __str__(self) -> str:
        return self.name


class RecheckList(models.Model):
    """Clean proposals that one person rechecks together. Its sample is drawn with it, once and for all."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """Comes with the form, so that a double click draws one sample."""
    person = models.ForeignKey("accounts.NaturalPerson", on_delete=models.PROTECT, related_name="+")
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        verbose_name = _("批量复核名单")
        ordering = ["drawn_at"]


class RecheckListItem(models.Model):
    """A proposal on a list, and whether its case must be opened. A person has each proposal on one list alone."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    drawn_list = models.ForeignKey(RecheckList, on_delete=models.PROTECT, related_name="items")
    person = models.ForeignKey("accounts.NaturalPerson", on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    sampled = models.BooleanField(_("抽查"))

    class Meta:
        verbose_name = _("批量复核名单明细")
        constraints = [models.UniqueConstraint(fields=["person", "review"], name="proposal_drawn_once_a_person")]
