"""Vocabulary for accounts, staff roles and invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models

from talent.accounts.roles import Role
from talent.calendars import clock
from talent.encryption.blind_index import blind_index

if TYPE_CHECKING:
    from talent.accounts.models import Consent, Invitation, StaffRole, User


class UserManager(BaseUserManager["User"]):
    """Makes accounts by e-mail address, phone number or both."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> User:
        """A saved account; without a password it signs in by code only."""
        user = self.model(email=email.lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        """The account with this e-mail address, in any case of letters."""
        return self.get(email__iexact=email or "")

    def with_phone(self, phone: str) -> models.QuerySet[User]:
        """Accounts with this phone number (any spelling; at most one)."""
        return self.filter(phone_index=blind_index(phone, "phone"))

    def with_email(self, email: str) -> models.QuerySet[User]:
        """Accounts with this e-mail address, in any case of letters (at most one)."""
        return self.filter(email=email.lower())

    def never_confirmed(self) -> models.QuerySet[User]:
        """Accounts that someone began to open and whose phone or e-mail nobody ever proved to be theirs."""
        return self.filter(
            last_login=None, phone_verified=False, display_name="", natural_person=None, role_grants=None
        ).exclude(emailaddress__verified=True)


class StaffRoleQuerySet(models.QuerySet["StaffRole"]):
    def in_force(self) -> StaffRoleQuerySet:
        """Roles that were granted and not revoked."""
        return self.filter(revoked_at=None)

    def visible_to(self, user: User) -> StaffRoleQuerySet:
        """Every role to those who manage or audit accounts; to others their own."""
        if user.has_role(Role.ADMINISTRATOR, Role.AUDITOR):
            return self
        return self.filter(user=user)


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self) -> ConsentQuerySet:
        """Consents that were given and not withdrawn."""
        return self.filter(withdrawn_at=None)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        """Invitations that can still be accepted."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=clock.now())

    def pending(self) -> InvitationQuerySet:
        """Invitations neither accepted nor revoked; some may have expired."""
        return self.filter(accepted_at=None, revoked_at=None)

    def visible_to(self, user: User) -> InvitationQuerySet:
        """All of them to those who manage or audit accounts; nothing to others."""
        return self if user.has_role(Role.ADMINISTRATOR, Role.AUDITOR) else self.none()
