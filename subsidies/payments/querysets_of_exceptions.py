"""Vocabulary for rows of returns that people have to clear up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import OuterRef

from subsidies.payments.kinds import ExceptionKind
from subsidies.payments.workflow import ExceptionStatus
from talent.accounts.roles import Role

if TYPE_CHECKING:
    from subsidies.payments.models import ReturnException
    from talent.accounts.models import User

UNRESOLVED = (ExceptionStatus.OPEN, ExceptionStatus.PROPOSED)


class ReturnExceptionQuerySet(models.QuerySet["ReturnException"]):
    def visible_to(self, user: User) -> ReturnExceptionQuerySet:
        """Every exception to both sides that get returns, and to auditors; to others none."""
        return self if user.has_role(Role.FINANCE_OFFICER, Role.REVIEWER, Role.AUDITOR) else self.none()

    def unresolved(self) -> ReturnExceptionQuerySet:
        """What waits for somebody to propose, or to confirm."""
        return self.filter(status__in=UNRESOLVED)

    def perhaps_paid(self, instalment: str) -> ReturnExceptionQuerySet:
        """For ``Exists``: the bank says that a failed line of that instalment was paid after all, and nobody has
        cleared it up; to pay it again now might be to pay it twice."""
        return self.unresolved().filter(kind=ExceptionKind.LATE_SUCCESS, line__instalment=OuterRef(instalment))

    def with_what_to_look_at(self) -> ReturnExceptionQuerySet:
        """Exceptions with the bank's row, both lines and who acted."""
        return self.select_related(
            "row__bank_return", "batch", "line__instalment__award__person", "named_line__instalment__award__person",
            "proposed_by", "confirmed_by", "refused_by",
        )  # fmt: skip
