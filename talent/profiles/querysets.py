"""Vocabulary for people and what belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from talent.accounts.roles import Role
from talent.spreadsheets.characters import tidy

if TYPE_CHECKING:
    from talent.accounts.models import User
    from talent.profiles.models import Institution, Person

SEES_ALL_PEOPLE = (Role.REVIEWER, Role.AUDITOR)


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: User) -> PersonQuerySet:
        """Applicants see themselves; the office and auditors everyone; HR only through their cases."""
        return self if user.has_role(*SEES_ALL_PEOPLE) else self.filter(user=user)


class OwnedQuerySet(models.QuerySet[Any]):
    """What belongs to a person: degrees, children, accounts, files."""

    def owned_by(self, user: User) -> Self:
        """One's own, whatever else a role lets one see: what a person may change."""
        return self.filter(person__user=user)


class BankAccountQuerySet(OwnedQuerySet):
    def current(self) -> BankAccountQuerySet:
        """The versions that are not replaced: at most one a person."""
        return self.filter(replaced_at=None)


class EvidenceQuerySet(OwnedQuerySet):
    def in_use(self) -> EvidenceQuerySet:
        """Files that their owner has not withdrawn."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, user: User) -> EvidenceQuerySet:
        """One's own files; every file to the office and auditors."""
        return self if user.has_role(*SEES_ALL_PEOPLE) else self.owned_by(user)


class InstitutionQuerySet(models.QuerySet["Institution"]):
    def starting_like(self, text: str) -> InstitutionQuerySet:
        """Institutions whose name contains the text, or whose pinyin or initials start with it; the likeliest first."""
        text = tidy(text)
        latin = "".join(text.lower().replace("'", "").split())
        if not text:
            return self.none()
        found = self.filter(
            models.Q(name__contains=text) | models.Q(pinyin__startswith=latin) | models.Q(initials__startswith=latin)
        )
        first = models.Q(name__startswith=text) | models.Q(pinyin=latin) | models.Q(initials=latin)
        return found.order_by(models.Case(models.When(first, then=0), default=1), "code")
