"""Vocabulary for people and what belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from talent.accounts.roles import Role

if TYPE_CHECKING:
    from talent.accounts.models import User
    from talent.profiles.models import BankAccount, Evidence, Institution, Person

SEES_ALL_PEOPLE = (Role.REVIEWER, Role.AUDITOR)


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: User) -> PersonQuerySet:
        """Applicants see themselves; the office and auditors everyone; HR only through their cases."""
        return self if user.has_role(*SEES_ALL_PEOPLE) else self.filter(user=user)


class BankAccountQuerySet(models.QuerySet["BankAccount"]):
    def current(self) -> BankAccountQuerySet:
        """The versions that are not replaced: at most one a person."""
        return self.filter(replaced_at=None)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def in_use(self) -> EvidenceQuerySet:
        """Files that their owner has not withdrawn."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, user: User) -> EvidenceQuerySet:
        """One's own files; every file to the office and auditors."""
        return self if user.has_role(*SEES_ALL_PEOPLE) else self.filter(person__user=user)


class InstitutionQuerySet(models.QuerySet["Institution"]):
    def starting_like(self, text: str) -> InstitutionQuerySet:
        """Institutions whose name contains the text, or whose pinyin or pinyin initials start with it."""
        text = text.strip()
        latin = text.lower().replace(" ", "")
        return self.filter(
            models.Q(name__contains=text) | models.Q(pinyin__startswith=latin) | models.Q(initials__startswith=latin)
        )
