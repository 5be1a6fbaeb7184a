"""The public notice: an allow-list of what the public may read about people to be granted a benefit."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subsidies.applications.kinds import Benefit
from subsidies.notices.querysets import NoticeEntryQuerySet, PublicNoticeQuerySet
from subsidies.notices.workflow import NoticeStatus
from talent.profiles.kinds import Degree


class NameDisplay(models.TextChoices):
    """How names are shown, as the office sets by its legal basis."""

    MASKED = "masked", _("隐去名字（如：张**）")
    FULL = "full", _("显示全名")


class NoticeSeries(models.Model):
    """The last number given in a year. Its row is locked for the next one, so that no two notices share a number."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("公示编号序列")


def usual_title(day: dt.date) -> str:
    """What a notice of a day is called unless the office says otherwise; in Chinese, whoever draws it up."""
    return f"人才补贴拟发放名单公示（{day:%Y}年{day.month}月{day.day}日）"


class PublicNotice(models.Model):
    """A list shown for some working days before anything on it is granted."""

    BASIS = "《关于进一步集聚人才助力中国一汽发展的若干意见》"
    """The policy document that grants rest on, as it stands on a notice unless the office says otherwise."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("公示编号"), max_length=20, unique=True)
    title = models.CharField(_("标题"), max_length=120)
    status = models.CharField(_("状态"), max_length=20, choices=NoticeStatus, default=NoticeStatus.DRAFT)
    basis = models.CharField(_("公示依据"), max_length=200)
    name_display = models.CharField(_("姓名显示"), max_length=10, choices=NameDisplay, default=NameDisplay.MASKED)
    name_basis = models.CharField(_("显示全名的依据"), max_length=200, blank=True)
    minutes_number = models.CharField(_("审定会议纪要文号"), max_length=60, blank=True)
    """Of the meeting that approved the whole list; empty until that is recorded, and then it can be published."""
    minutes_on = models.DateField(_("审定日期"), null=True, blank=True)
    objections_to = models.CharField(_("异议受理方式"), max_length=200)
    working_days = models.PositiveSmallIntegerField(_("公示工作日数"))
    drawn_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_on = models.DateField(_("公示开始日期"), null=True, blank=True)
    ends_on = models.DateField(_("公示截止日期"), null=True, blank=True)
    """The last day on which the notice can be read and objected to."""
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PublicNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("公示")
        ordering = ["-drawn_up_at"]
        indexes = [models.Index(fields=["status", "ends_on"], name="notice_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[str(NoticeStatus.DRAFT), str(NoticeStatus.DISCARDED)])
                | Q(published_on__isnull=False, ends_on__isnull=False, published_by__isnull=False),
                name="published_notice_has_days",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[str(NoticeStatus.DRAFT), str(NoticeStatus.DISCARDED)]) | ~Q(minutes_number=""),
                name="published_notice_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(name_display=NameDisplay.FULL) | ~Q(name_basis=""), name="full_names_have_a_basis"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_approved(self) -> bool:
        """Whether the final approval of the list is recorded, with the number and the day of its minutes."""
        return bool(self.minutes_number) and self.minutes_on is not None

    @property
    def minutes_text(self) -> str:
        """The minutes as papers name them, in Chinese in every language; of old notices the number alone is known."""
        if self.minutes_on is None:
            return self.minutes_number
        return f"{self.minutes_number}（{self.minutes_on:%Y}年{self.minutes_on.month}月{self.minutes_on.day}日）"


class MinutesScan(models.Model):
    """The scan of the minutes that approved a list: an inspected file in private storage."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(PublicNotice, on_delete=models.PROTECT, related_name="minutes_scans")
    storage_name = models.CharField(max_length=200, unique=True)
    original_name = models.CharField(_("文件名"), max_length=200)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(_("大小（字节）"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("会议纪要扫描件")
        ordering = ["uploaded_at"]
        constraints = [models.UniqueConstraint(fields=["notice", "sha256"], name="minutes_scan_once")]


class NoticeEntry(models.Model):
    """One decision on a notice, with what the public may read of it, copied when the notice is drawn up.

    What is not listed goes its way with the others of its case but is never public: nothing that tells of a child may
    be (design invariant 10), so its public columns stay empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(PublicNotice, on_delete=models.CASCADE, related_name="entries")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="notice_entries")
    decision = models.ForeignKey("applications.Decision", on_delete=models.PROTECT, related_name="notice_entries")
    listed = models.BooleanField(_("对外公示"), default=True)
    sequence = models.PositiveIntegerField(_("序号"))
    shown_name = models.CharField(_("姓名"), max_length=100, blank=True)
    employer_name = models.CharField(_("用人单位"), max_length=120, blank=True)
    degree = models.CharField(_("学位层次"), max_length=10, choices=Degree, blank=True)
    benefit = models.CharField(_("事项"), max_length=10, choices=Benefit, blank=True)
    amount_yuan = models.PositiveIntegerField(_("金额（元）"), null=True, blank=True)
    live = models.BooleanField(default=True)
    """False once the notice was discarded or an objection upheld: the decision may then stand on another."""
    held_reason = models.TextField(_("未能授予的原因"), blank=True)
    """Why the case was not granted when the notice ended; tried again each day until it is."""

    objects = NoticeEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("公示条目")
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "sequence"], name="notice_sequence_once"),
            models.UniqueConstraint(fields=["decision"], condition=Q(live=True), name="decision_on_one_live_notice"),
            models.CheckConstraint(
                condition=Q(listed=True, benefit__in=[str(Benefit.LIVING), str(Benefit.HOUSING)])
                | Q(listed=False, shown_name="", employer_name="", degree="", benefit="", amount_yuan=None),
                name="nothing_about_children_is_listed",
            ),
        ]
