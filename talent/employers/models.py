"""Employers of the FAW group, and the staff rosters that their HR officers import."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent.employers.kinds import ChangeKind, RosterDegree
from talent.employers.querysets import EmployerQuerySet, RosterEntryQuerySet, RosterQuerySet
from talent.employers.workflow import HAVE_COUNTED, RosterStatus
from talent.encryption.fields import BlindIndexField, EncryptedJSONField, EncryptedTextField


class Employer(models.Model):
    """A unit on the office's list: China FAW, an affiliate (所属企业), or a unit below one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("单位名称"), max_length=120, unique=True)
    short_name = models.CharField(_("单位简称"), max_length=40, blank=True)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="subsidiaries")
    in_city = models.BooleanField(_("在长春办公"), default=True)
    listed_from = models.DateField(_("列入名单日期"))
    listed_until = models.DateField(_("移出名单日期"), null=True, blank=True)
    is_sample = models.BooleanField(_("示例数据"), default=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed")
    """The unit that goes on for this one: it serves this one's people and records."""
    merged_on = models.DateField(_("合并日期"), null=True, blank=True)
    """The first day of the successor."""

    objects = EmployerQuerySet.as_manager()

    class Meta:
        verbose_name = _("用人单位")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="employer_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(listed_until=None) | Q(listed_until__gte=models.F("listed_from")),
                name="employer_listed_until_not_before_from",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_on=None)
                | (Q(merged_into__isnull=False, merged_on__isnull=False) & ~Q(merged_into=models.F("id"))),
                name="employer_merged_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def successor(self) -> Employer:
        """The unit that goes on for this one: itself unless it was merged."""
        return self if self.merged_into is None else self.merged_into.successor

    def is_listed_on(self, day: dt.date) -> bool:
        """Whether the unit is on the office's list on that day (both ends inclusive)."""
        return self.listed_from <= day and (self.listed_until is None or day <= self.listed_until)


class EmployerChange(models.Model):
    """What became of a unit on a day (沿革): never changed, and where former names are looked up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(_("变更事项"), max_length=10, choices=ChangeKind)
    changed_on = models.DateField(_("变更日期"))
    before = models.CharField(_("变更前"), max_length=120)
    after = models.CharField(_("变更后"), max_length=120)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("单位沿革")
        ordering = ["changed_on", "made_at"]
        indexes = [models.Index(fields=["before"], name="employer_by_former_name")]


class HeadingMeaning(models.Model):
    """Which column a heading means in the files of a unit and of those below it, as its officers said once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="heading_meanings")
    heading = models.CharField(_("表头"), max_length=60)
    column = models.CharField(max_length=30)
    """The key of a column of ``imports.roster_columns.COLUMNS``."""
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("列名对照")
        ordering = ["heading"]
        constraints = [models.UniqueConstraint(fields=["employer", "heading"], name="heading_means_one_column")]


class Roster(models.Model):
    """One imported staff roster (花名册): previewed first, then committed or discarded as a whole.

    What was committed may be taken back for a while; a row on which somebody has acted since stays in force.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="rosters")
    status = models.CharField(_("状态"), max_length=20, choices=RosterStatus, default=RosterStatus.PREVIEW)
    file_name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(max_length=64)
    sheet_name = models.CharField(_("工作表"), max_length=100, blank=True)
    bad_count = models.PositiveIntegerField(_("有问题的行数"), default=0)
    duplicate_count = models.PositiveIntegerField(_("重复的行数"), default=0)
    """Rows that say the same as a row above them: nothing is lost, and none of them counts as bad."""
    good_count = models.PositiveIntegerField(_("可导入行数"), default=0)
    new_count = models.PositiveIntegerField(_("新增人数"), default=0)
    changed_count = models.PositiveIntegerField(_("变更人数"), default=0)
    unchanged_count = models.PositiveIntegerField(_("未变人数"), default=0)
    absent_count = models.PositiveIntegerField(_("未列出人数"), default=0)
    """People of rosters in force whom this one does not list: for information, since they are not leavers."""
    moved_count = models.PositiveIntegerField(_("从集团内其他单位调入人数"), default=0)
    """People listed here whom another unit of the group has on its roster or on record; they are among the others."""
    arrivals_on = models.DateField(_("调入日期"), null=True, blank=True)
    """The officer's choice to record them as moved here, with the day for those of whom the row tells none; empty: the
    officer did not choose it, and nobody is."""
    problem_count = models.PositiveIntegerField(_("有问题的单元格数"), default=0)
    problems = EncryptedJSONField(default=list)
    """[{"sheet", "cell", "value", "message", "fix"}]: the first of the cells that keep their rows out; values may be
    personal data."""
    remarks = EncryptedJSONField(default=dict)
    """What else the reader noticed, see ``imports.roster_remarks``: sheets, rows and columns that were passed over."""
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    committed_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)
    kept_count = models.PositiveIntegerField(_("没有撤回的行数"), default=0)
    """Rows that stayed in force when the roster was taken back, since somebody had acted on them."""

    TAKE_BACK_WITHIN = dt.timedelta(minutes=10)
    """How long a committed roster may be taken back."""

    objects = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("花名册")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=HAVE_COUNTED, committed_by__isnull=False, committed_at__isnull=False)
                | (~Q(status__in=HAVE_COUNTED) & Q(committed_by=None, committed_at=None)),
                name="roster_committed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(status=RosterStatus.TAKEN_BACK, taken_back_by__isnull=False, taken_back_at__isnull=False)
                | (~Q(status=RosterStatus.TAKEN_BACK) & Q(taken_back_by=None, taken_back_at=None, kept_count=0)),
                name="roster_taken_back_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class RosterEntry(models.Model):
    """One person on a roster, as the employer states it. Null means that the roster does not say."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="entries")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")
    row_number = models.PositiveIntegerField(_("行号"))
    name = models.CharField(_("姓名"), max_length=100)
    identity_number = EncryptedTextField(_("证件号码"))
    identity_index = BlindIndexField(source="identity_number", purpose="identity_number", db_index=True)
    hired_on = models.DateField(_("入职日期"))
    contract_months = models.PositiveSmallIntegerField(_("合同期限（月）"), null=True, blank=True)
    open_ended = models.BooleanField(_("无固定期限合同"), default=False)
    works_in_city = models.BooleanField(_("在长春工作"), null=True, blank=True)
    insured_months = models.PositiveSmallIntegerField(_("长春社保连续缴费月数"), null=True, blank=True)
    left_on = models.DateField(_("离职日期"), null=True, blank=True)
    degree_level = models.CharField(_("最高学位"), max_length=10, choices=RosterDegree, blank=True)
    """This and the next three are only for inviting people to apply: nothing is verified by them."""
    school = models.CharField(_("毕业院校"), max_length=100, blank=True)
    graduated_on = models.DateField(_("毕业时间"), null=True, blank=True)
    phone = EncryptedTextField(_("手机号码"), null=True, blank=True)
    phone_index = BlindIndexField(source="phone", purpose="phone", null=True)
    moved_from = models.ForeignKey(
        Employer, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    """The other unit of the group that had the person when the roster was compared; kept once it is committed."""
    effective_at = models.DateTimeField(null=True, blank=True)
    """When the roster was committed; empty while it is a preview."""
    replaced_at = models.DateTimeField(null=True, blank=True)
    """When a later roster of the same employer spoke of the person, the person was recorded as moved to the unit of
    another roster, or this one was taken back."""
    replaced_by = models.ForeignKey(Roster, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The roster that did: when it is taken back, the entry counts again."""

    objects = RosterEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("花名册人员")
        indexes = [
            models.Index(fields=["roster", "row_number"], name="roster_in_order_of_rows"),
            # Each hour those whose day of leaving has come are looked for, among all rows that there ever were.
            models.Index(
                fields=["left_on"],
                condition=Q(effective_at__isnull=False, replaced_at=None, left_on__isnull=False),
                name="roster_rows_of_leavers",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["roster", "identity_index"], name="person_once_per_roster"),
            models.UniqueConstraint(
                fields=["employer", "identity_index"],
                condition=Q(effective_at__isnull=False, replaced_at=None),
                name="person_once_in_force_per_employer",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | Q(replaced_at__isnull=False), name="roster_replaced_what_is_replaced"
            ),
        ]
