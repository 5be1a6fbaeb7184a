"""Vocabulary for recoveries, what was received on them, and revocations."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q, Sum

from subsidies.payments.workflow import ProposalStatus, RecoveryStatus, RevocationStatus
from talent.accounts.roles import Role

if TYPE_CHECKING:
    from subsidies.payments.models import Recovery, RecoveryItem, RecoveryProposal, RecoveryReceipt, Revocation
    from talent.accounts.models import User

SEES_EVERY_RECOVERY = (Role.REVIEWER, Role.AUDITOR)
OPEN = (RecoveryStatus.DRAFTED, RecoveryStatus.CONFIRMED, RecoveryStatus.NOTIFIED)
"""Statuses in which a recovery is under way: an instalment stands in one such recovery at most."""


class RecoveryQuerySet(models.QuerySet["Recovery"]):
    def visible_to(self, user: User) -> RecoveryQuerySet:
        """Every one to the office and auditors; what was confirmed to finance; to a person what they were told of."""
        if user.has_role(*SEES_EVERY_RECOVERY):
            return self
        if user.has_role(Role.FINANCE_OFFICER):
            return self.exclude(confirmed_at=None)
        if user.has_role(Role.APPLICANT):
            return self.exclude(notified_at=None).filter(person__user=user)
        return self.none()

    def open(self) -> RecoveryQuerySet:
        """Recoveries that are under way."""
        return self.filter(status__in=OPEN)

    def notified(self) -> RecoveryQuerySet:
        """Recoveries whose person was told and has not paid everything."""
        return self.filter(status=RecoveryStatus.NOTIFIED)

    def overdue(self, on: dt.date) -> RecoveryQuerySet:
        """Recoveries whose last day for payment lies before that day."""
        return self.notified().filter(pay_until__lt=on)

    def never_reminded(self) -> RecoveryQuerySet:
        return self.filter(reminded_at=None)

    def totals(self) -> dict[str, int]:
        """What these come to in whole yuan; what is left is owed by those alone that were not cancelled."""
        standing = self.exclude(status=RecoveryStatus.CANCELLED).order_by()
        sums = standing.aggregate(
            owed=Sum("owed_yuan", default=0),
            received=Sum("received_yuan", default=0),
            set_off=Sum("set_off_yuan", default=0),
            written_off=Sum("written_off_yuan", default=0),
        )
        return sums | {"left": sums["owed"] - sums["received"] - sums["set_off"] - sums["written_off"]}

    def with_unit(self) -> RecoveryQuerySet:
        """With the person and the unit at which they were last employed."""
        return self.select_related("person").annotate(unit=F("person__employment__employer__name"))


class RecoveryItemQuerySet(models.QuerySet["RecoveryItem"]):
    def standing(self) -> RecoveryItemQuerySet:
        """Items of recoveries that were not cancelled."""
        return self.exclude(recovery__status=RecoveryStatus.CANCELLED)

    def done(self) -> RecoveryItemQuerySet:
        """Items of recoveries that came to their end: what they took back is not taken back again."""
        return self.filter(recovery__status__in=[RecoveryStatus.SETTLED, RecoveryStatus.WRITTEN_OFF])

    def brought_back(self) -> RecoveryItemQuerySet:
        """Items of recoveries that came to their end with money; what was wholly written off is with the person."""
        return self.done().filter(Q(recovery__received_yuan__gt=0) | Q(recovery__set_off_yuan__gt=0))


class RecoveryReceiptQuerySet(models.QuerySet["RecoveryReceipt"]):
    def visible_to(self, user: User) -> RecoveryReceiptQuerySet:
        """What was received, to the finance bureau, the office and auditors."""
        return self if user.has_role(Role.FINANCE_OFFICER, *SEES_EVERY_RECOVERY) else self.none()

    def counting(self) -> RecoveryReceiptQuerySet:
        """Entries that no other reversed, and that reverse none."""
        return self.filter(reversed_at=None, reverses=None)


class RecoveryProposalQuerySet(models.QuerySet["RecoveryProposal"]):
    def visible_to(self, user: User) -> RecoveryProposalQuerySet:
        """Proposals to the finance bureau, the office and auditors."""
        return self if user.has_role(Role.FINANCE_OFFICER, *SEES_EVERY_RECOVERY) else self.none()

    def waiting(self) -> RecoveryProposalQuerySet:
        """Proposals that wait for the second person."""
        return self.filter(status=ProposalStatus.PROPOSED)

    def agreed(self) -> RecoveryProposalQuerySet:
        return self.filter(status=ProposalStatus.CONFIRMED)


class RevocationQuerySet(models.QuerySet["Revocation"]):
    def visible_to(self, user: User) -> RevocationQuerySet:
        """Every one to the office and auditors; to others none: they read the letter."""
        return self if user.has_role(*SEES_EVERY_RECOVERY) else self.none()

    def waiting(self) -> RevocationQuerySet:
        """Proposals that wait for the second person."""
        return self.filter(status=RevocationStatus.PROPOSED)
