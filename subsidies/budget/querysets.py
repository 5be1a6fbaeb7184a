"""Vocabulary for budget lines and their entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Sum

from subsidies.budget.workflow import LineState
from talent.accounts.roles import Role

if TYPE_CHECKING:
    from subsidies.budget.models import BudgetEntry, BudgetLine
    from talent.accounts.models import User

READERS = (Role.FINANCE_OFFICER, Role.REVIEWER, Role.AUDITOR, Role.POLICY_OFFICER)


class BudgetLineQuerySet(models.QuerySet["BudgetLine"]):
    def visible_to(self, user: User) -> BudgetLineQuerySet:
        """Every line to the finance bureau, the office, policy officers and auditors; to others none."""
        return self if user.has_role(*READERS) else self.none()

    def open(self) -> BudgetLineQuerySet:
        """Lines of years that are not closed."""
        return self.filter(status=LineState.OPEN)

    def of(self, programme: str, *, year: int) -> BudgetLineQuerySet:
        """Open lines that serve a programme in a year: its own first, then earlier ones that are not closed yet."""
        serving = self.open().filter(programme=programme, fiscal_year__lte=year)
        return serving.order_by("-fiscal_year", "opened_at", "pk")


class BudgetEntryQuerySet(models.QuerySet["BudgetEntry"]):
    def moved(self) -> dict[tuple[object, str], int]:
        """By line and account: whole yuan that came in less what went out, over all entries."""
        found: dict[tuple[object, str], int] = {}
        for column, sign in (("to_account", 1), ("from_account", -1)):
            rows = self.order_by().values_list("line", column).annotate(Sum("yuan"))
            for line, account, yuan in rows:
                found[line, account] = found.get((line, account), 0) + sign * yuan
        return found
