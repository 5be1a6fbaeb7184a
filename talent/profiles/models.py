"""A person: identity, degrees, employment, family, bank account and evidence files."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent.encryption.fields import BlindIndexField, EncryptedTextField
from talent.profiles.kinds import NO_CERTIFICATE, DocumentType, EvidenceKind
from talent.profiles.kinds import Degree as DegreeKind
from talent.profiles.querysets import (
    BankAccountQuerySet,
    EvidenceQuerySet,
    InstitutionQuerySet,
    OwnedQuerySet,
    PersonQuerySet,
)


class Institution(models.Model):
    """A degree-granting institution of the Ministry of Education's list."""

    code = models.CharField(_("学校标识码"), max_length=10, primary_key=True)
    name = models.CharField(_("学校名称"), max_length=60, unique=True)
    authority = models.CharField(_("主管部门"), max_length=60)
    city = models.CharField(_("所在地"), max_length=40)
    pinyin = models.CharField(max_length=200, db_index=True)
    initials = models.CharField(max_length=60, db_index=True)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("高等学校")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """An applicant's identity and household. Null means that the person has not said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="person")
    name = models.CharField(_("姓名"), max_length=100)
    document_type = models.CharField(_("证件类型"), max_length=30, choices=DocumentType)
    identity_number = EncryptedTextField(_("证件号码"))
    identity_index = BlindIndexField(source="identity_number", purpose="identity_number", unique=True)
    born_on = models.DateField(_("出生日期"))
    foreign_expert = models.BooleanField(_("外国专家"), null=True, blank=True, default=False)
    married = models.BooleanField(_("已婚"), null=True, blank=True)
    owns_home_in_city = models.BooleanField(_("本人在长春有住房"), null=True, blank=True)
    spouse_owns_home_in_city = models.BooleanField(_("配偶在长春有住房"), null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("申请人")
        indexes = [models.Index(fields=["born_on"], name="person_by_birthday")]

    def __str__(self) -> str:
        return self.name


class Degree(models.Model):
    """A degree; a certificate counts as held when its number is given, and as overseas when ``overseas``.

    The number of a certificate that the person says they have not is ``NO_CERTIFICATE``; empty is unsaid.
    """

    NO_CERTIFICATE = NO_CERTIFICATE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="degrees")
    level = models.CharField(_("学位层次"), max_length=10, choices=DegreeKind)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    institution_name = models.CharField(_("毕业院校"), max_length=100)
    major = models.CharField(_("专业"), max_length=60, blank=True)
    awarded_on = models.DateField(_("学位授予日期"))
    full_time = models.BooleanField(_("全日制"), null=True)
    commissioned = models.BooleanField(_("定向或委托培养"), default=False)
    graduation_certificate_number = models.CharField(_("学历证书编号"), max_length=40, blank=True)
    degree_certificate_number = models.CharField(_("学位证书编号"), max_length=40, blank=True)
    overseas = models.BooleanField(_("国（境）外学位"), default=False)
    certification_number = models.CharField(_("留服认证书编号"), max_length=40, blank=True)
    chsi_code = models.CharField(_("学信网在线验证码"), max_length=40, blank=True)
    chsi_code_expires_on = models.DateField(_("验证码有效期至"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("学位")
        ordering = ["-awarded_on"]
        indexes = [models.Index(fields=["degree_certificate_number"], name="degree_by_certificate")]


class Employment(models.Model):
    """Employment at a listed employer as the person states it; the employer verifies it per application."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="employment")
    employer = models.ForeignKey("employers.Employer", on_delete=models.PROTECT, related_name="+")
    hired_by = models.ForeignKey(
        "employers.Employer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The unit that hired the person, where a transfer or a merger has moved them to ``employer`` since: it is the one
    that has to be on the list on the day of hire."""
    position = models.CharField(_("岗位"), max_length=60, blank=True)
    hired_on = models.DateField(_("入职日期"))
    contract_months = models.PositiveSmallIntegerField(_("合同期限（月）"), null=True, blank=True)
    open_ended = models.BooleanField(_("无固定期限合同"), default=False)
    works_in_city = models.BooleanField(_("在长春工作"), default=True)
    insured_months = models.PositiveSmallIntegerField(_("长春社保连续缴费月数"), null=True, blank=True)
    left_on = models.DateField(_("离职日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("任职")


class Child(models.Model):
    """A child, entered by a guardian who consented to it apart."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="children")
    name = EncryptedTextField(_("子女姓名"))
    born_on = models.DateField(_("出生日期"))

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("子女")
        ordering = ["born_on"]
        indexes = [models.Index(fields=["born_on"], name="child_by_birthday")]


class BankAccount(models.Model):
    """One version of a person's account; a change makes a new version and closes the old one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bank_accounts")
    version = models.PositiveIntegerField(_("版本"))
    holder_name = models.CharField(_("户名"), max_length=100)
    account_number = EncryptedTextField(_("银行账号"))
    account_index = BlindIndexField(source="account_number", purpose="bank_account", db_index=True)
    bank_name = models.CharField(_("开户银行"), max_length=100)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = BankAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("银行账户")
        ordering = ["-version"]
        indexes = [
            # Whether somebody else is paid on the same account is asked of every line, whatever the planner guesses.
            models.Index(fields=["account_index"], condition=Q(replaced_at=None), name="current_account_by_number"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "version"], name="bank_account_version_once"),
            models.UniqueConstraint(fields=["person"], condition=Q(replaced_at=None), name="one_current_bank_account"),
        ]


class Evidence(models.Model):
    """An uploaded file after inspection: what it shows, where it lies in private storage, and its digest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(_("材料类型"), max_length=30, choices=EvidenceKind)
    storage_name = models.CharField(max_length=200, unique=True)
    original_name = models.CharField(_("文件名"), max_length=200)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(_("大小（字节）"))
    pages = models.PositiveSmallIntegerField(_("页数"), default=1)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("证明材料")
        ordering = ["uploaded_at"]
