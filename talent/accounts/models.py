"""Who signs in, as what, and which natural person stands behind a staff log-in."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent.accounts.querysets import ConsentQuerySet, InvitationQuerySet, StaffRoleQuerySet, UserManager
from talent.accounts.representation import Representation
from talent.accounts.roles import Role
from talent.encryption.fields import BlindIndexField, EncryptedTextField
from talent.identifiers.masking import masked_phone


class NaturalPerson(models.Model):
    """The human being behind staff accounts: separation of duties compares these, never log-ins."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("姓名"), max_length=100)
    identity_number = EncryptedTextField(_("身份证号码"))
    identity_index = BlindIndexField(source="identity_number", purpose="identity_number", unique=True)

    class Meta:
        verbose_name = _("自然人")

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser):
    """An account: an applicant's, or a staff member's when it holds staff roles."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("电子邮箱"), unique=True, null=True, blank=True)
    phone = EncryptedTextField(_("手机号码"), null=True, blank=True)
    phone_index = BlindIndexField(source="phone", purpose="phone", unique=True, null=True)
    phone_verified = models.BooleanField(default=False)
    display_name = models.CharField(_("显示名称"), max_length=100, blank=True)
    language = models.CharField(_("语言"), max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    natural_person = models.ForeignKey(
        NaturalPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="users"
    )
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    represented_by: Representation | None = None
    """Who acts in this user's name, in this request only: see ``representation``."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("账号")

    def __str__(self) -> str:
        return self.display_name or self.email or masked_phone(self.phone or "") or str(self.id)

    @cached_property
    def staff_roles(self) -> list[StaffRole]:
        """The staff roles in force, read once a request: a revoked role is gone on the next one."""
        return list(self.role_grants.in_force().order_by("granted_at"))

    @property
    def roles(self) -> frozenset[str]:
        """The roles in force; an account that was never a staff member's is an applicant's."""
        if self.natural_person_id is None and not self.staff_roles:
            return frozenset({Role.APPLICANT.value})
        return frozenset(grant.role for grant in self.staff_roles)

    @property
    def is_staff_account(self) -> bool:
        """Whether the account is a staff member's, also after the last role was revoked."""
        return self.natural_person_id is not None or bool(self.staff_roles)

    def has_role(self, *roles: str) -> bool:
        """Whether any of these roles is in force."""
        return not self.roles.isdisjoint(roles)


class StaffRole(models.Model):
    """A role granted to an account; an HR officer's names the employer (or the head of a group) it is for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(_("角色"), max_length=20, choices=[(r.value, r.label) for r in Role if r != Role.APPLICANT])
    employer = models.ForeignKey(
        "employers.Employer", on_delete=models.PROTECT, null=True, blank=True, related_name="hr_roles"
    )
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = StaffRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("工作角色")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "employer"], condition=Q(revoked_at=None), name="staff_role_once_in_force"
            ),
            models.UniqueConstraint(  # in the one above no employer differs from no employer
                fields=["user", "role"],
                condition=Q(revoked_at=None, employer=None),
                name="staff_role_once_without_employer",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.HR_OFFICER, employer__isnull=False)
                | (~Q(role=Role.HR_OFFICER) & Q(employer__isnull=True)),
                name="hr_officer_has_employer",
            ),
        ]


class Invitation(models.Model):
    """An invitation to a staff account, for one natural person; the link's token is kept only as its digest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("电子邮箱"))
    name = models.CharField(_("姓名"), max_length=100)
    identity_number = EncryptedTextField(_("身份证号码"))
    identity_index = BlindIndexField(source="identity_number", purpose="identity_number")
    role = models.CharField(_("角色"), max_length=20, choices=[(r.value, r.label) for r in Role if r != Role.APPLICANT])
    employer = models.ForeignKey(
        "employers.Employer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """None: the first administrator, invited on the machine itself by ``manage.py create_administrator``."""
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("邀请")


class Consent(models.Model):
    """A consent apart from the terms of use (PIPL art. 29: separate consent for sensitive personal information)."""

    class Purpose(models.TextChoices):
        SENSITIVE_DATA = "sensitive_data", _("处理敏感个人信息")
        CHILD_DATA = "child_data", _("监护人同意处理未成年人信息")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("单独同意")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose", "text_version"], condition=Q(withdrawn_at=None), name="consent_given_once"
            ),
        ]
