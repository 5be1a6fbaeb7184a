"""Vocabulary for instalments, batches and what came back from the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from subsidies.payments.workflow import BatchStatus, InstalmentStatus
from talent.accounts.roles import Role

if TYPE_CHECKING:
    from subsidies.payments.models import Instalment, PaymentBatch
    from talent.accounts.models import User


class InstalmentQuerySet(models.QuerySet["Instalment"]):
    def visible_to(self, user: User) -> InstalmentQuerySet:
        """One's own instalments; every one to the office, the finance bureau and auditors."""
        if user.has_role(Role.REVIEWER, Role.FINANCE_OFFICER, Role.AUDITOR):
            return self
        return self.filter(award__person__user=user)

    def due(self) -> InstalmentQuerySet:
        """Instalments that wait for a batch."""
        return self.filter(status=InstalmentStatus.DUE)


class PaymentBatchQuerySet(models.QuerySet["PaymentBatch"]):
    def visible_to(self, user: User) -> PaymentBatchQuerySet:
        """Every batch to the office and auditors; to the finance bureau what was sent to it; to others none."""
        if user.has_role(Role.REVIEWER, Role.AUDITOR):
            return self
        if user.has_role(Role.FINANCE_OFFICER):
            return self.exclude(sealed_at=None)
        return self.none()

    def awaiting_finance(self) -> PaymentBatchQuerySet:
        """Batches on which the finance bureau has to act."""
        return self.filter(status__in=[BatchStatus.SEALED, BatchStatus.APPROVED])
