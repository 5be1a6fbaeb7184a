"""Vocabulary for holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from subsidies.payments.workflow import HoldStatus
from talent.accounts.roles import Role

if TYPE_CHECKING:
    from subsidies.payments.models import Hold
    from talent.accounts.models import User


class HoldQuerySet(models.QuerySet["Hold"]):
    def visible_to(self, user: User) -> HoldQuerySet:
        """Every hold to the office and auditors; to others none."""
        return self if user.has_role(Role.REVIEWER, Role.AUDITOR) else self.none()

    def live(self) -> HoldQuerySet:
        """Holds that nobody has lifted."""
        return self.filter(status=HoldStatus.LIVE)

    def with_what_to_look_at(self) -> HoldQuerySet:
        """Holds with the person, both accounts, the departure and who acted."""
        return self.select_related(
            "person",
            "account__created_by",
            "account_before",
            "departure__employer",
            "departure__stated_by",
            "placed_by",
            "lifted_by",
        )
