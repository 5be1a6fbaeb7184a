"""Vocabulary for employers, rosters and their entries."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Q

from talent.accounts.roles import Role
from talent.employers.kinds import ChangeKind
from talent.employers.workflow import RosterStatus

if TYPE_CHECKING:
    from talent.accounts.models import User
    from talent.employers.models import Employer, Roster, RosterEntry

SEES_ALL_EMPLOYERS = (Role.REVIEWER, Role.POLICY_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)


class EmployerQuerySet(models.QuerySet["Employer"]):
    def listed_on(self, day: dt.date) -> EmployerQuerySet:
        """Employers on the office's list of FAW and its affiliates on that day."""
        return self.filter(listed_from__lte=day).filter(Q(listed_until=None) | Q(listed_until__gte=day))

    def standing(self) -> EmployerQuerySet:
        """Employers that were not merged into another."""
        return self.filter(merged_into=None)

    def named(self, text: str) -> EmployerQuerySet:
        """Employers whose name, short name, former name or credit code holds the text."""
        former = Q(changes__kind=ChangeKind.RENAMED, changes__before__icontains=text)
        now = Q(name__icontains=text) | Q(short_name__icontains=text) | Q(credit_code__iexact=text)
        return self.filter(pk__in=self.model.objects.order_by().filter(now | former).values("pk"))

    def called(self, text: str) -> EmployerQuerySet:
        """The employer of this code or name; else the one that bore the name before, where it is one alone."""
        found = self.filter(Q(credit_code=text) | Q(name=text))
        if found.exists():
            return found
        former = set(self.filter(changes__kind=ChangeKind.RENAMED, changes__before=text).values_list("pk", flat=True))
        return self.filter(pk__in=former) if len(former) == 1 else self.none()

    def with_subsidiaries(self, ids: set[UUID]) -> EmployerQuerySet:
        """These employers, everything below them in the group tree, and what was merged into any of these."""
        children: dict[UUID | None, list[UUID]] = {}
        for pk, *above in self.model.objects.order_by().values_list("pk", "parent_id", "merged_into_id"):
            for each in above:
                children.setdefault(each, []).append(pk)
        found: set[UUID] = set()
        waiting = list(ids)
        while waiting:
            pk = waiting.pop()
            if pk not in found:
                found.add(pk)
                waiting += children.get(pk, [])
        return self.filter(pk__in=found)

    def others_of_the_group(self, employer: Employer, *, on: dt.date) -> EmployerQuerySet:
        """The other units of the employer's group tree that are on the list on that day.

        What was merged is not among them: its people are its successor's.
        """
        above = dict(self.model.objects.order_by().values_list("pk", "parent_id"))
        top = employer.pk
        while above.get(top) is not None:
            top = above[top]
        return self.with_subsidiaries({top}).standing().listed_on(on).exclude(pk=employer.pk)

    def served_by(self, user: User) -> EmployerQuerySet:
        """Employers whose HR officer the user is, and those below them: another role of the user adds none."""
        own = {grant.employer_id for grant in user.staff_roles if grant.role == Role.HR_OFFICER and grant.employer_id}
        return self.with_subsidiaries(own) if own else self.none()

    def visible_to(self, user: User) -> EmployerQuerySet:
        """An HR officer's own employers and those below them; every employer to the office; to others none."""
        return self if user.has_role(*SEES_ALL_EMPLOYERS) else self.served_by(user)


class RosterQuerySet(models.QuerySet["Roster"]):
    def visible_to(self, user: User) -> RosterQuerySet:
        """Rosters of the employers whose HR officer the user is; the office meets rosters in its cases only."""
        employers = EmployerQuerySet(self.model._meta.get_field("employer").related_model)
        return self.filter(employer__in=employers.served_by(user))

    def committed(self) -> RosterQuerySet:
        """Rosters that count as far as no later one speaks of the same people; not those taken back."""
        return self.filter(status=RosterStatus.COMMITTED)

    def committed_after(self, roster: Roster) -> RosterQuerySet:
        """Rosters of the same employer that were committed after one, whatever became of them."""
        later = self.filter(employer=roster.employer_id, committed_at__gte=roster.committed_at)
        return later.exclude(pk=roster.pk)


class RosterEntryQuerySet(models.QuerySet["RosterEntry"]):
    def in_force(self) -> RosterEntryQuerySet:
        """Entries of committed rosters that no later roster replaced and that were not taken back with theirs."""
        return self.filter(effective_at__isnull=False, replaced_at=None)

    def about(self, identity_index: str | None) -> RosterEntryQuerySet:
        """Entries about the person with this blind index."""
        return self.filter(identity_index=identity_index)

    def employed_on(self, day: dt.date) -> RosterEntryQuerySet:
        """Entries that do not say that the person had left by that day."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=day))

    def left_by(self, day: dt.date) -> RosterEntryQuerySet:
        """Entries that say that the person had left by that day."""
        return self.filter(left_on__lte=day)
