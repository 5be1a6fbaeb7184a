"""From an entitlement to its instalments, and what is taken back when someone leaves."""

from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from subsidies.policy.calendar_days import add_months, is_within_months
from subsidies.policy.facts import LeavingReason
from subsidies.policy.version_figures import LivingVersion


class Instalment(NamedTuple):
    """One part of an award, in whole yuan; `sequence` counts from 1."""

    sequence: int
    due_on: date
    amount_yuan: int


def instalment_plan(amount_yuan: int, *, granted_on: date, version: LivingVersion) -> tuple[Instalment, ...]:
    """Divide an award into its instalments, the first due on the day of grant.

    Each share is rounded down to whole yuan and the last instalment takes the rest, so they always sum to the award.
    An award of a few yuan can have an instalment of nothing.
    """
    apart = version.instalment_months_apart.value
    parts = enumerate(_parts(amount_yuan, version.instalment_shares_percent.value))
    return tuple([Instalment(number + 1, add_months(granted_on, number * apart), part) for number, part in parts])


class RecoveryRule(StrEnum):
    """Which clause decides how much of a paid instalment is taken back."""

    EXEMPT = "exempt"
    LEFT_BY_PAYMENT = "left_by_payment"
    PERIOD_OVER = "period_over"
    PRO_RATA = "pro_rata"


class RecoveryPart(NamedTuple):
    """What is taken back of one instalment, and why: of ``months`` those after ``served`` are, where it is a share."""

    amount_yuan: int
    rule: RecoveryRule
    served: int | None
    months: int


def recovery_part(
    amount_yuan: int, *, paid_on: date, left_on: date, version: LivingVersion, because: LeavingReason | None = None
) -> RecoveryPart:
    """Give what is taken back of one paid instalment, in whole yuan, with the clause that says so.

    All of it when the person left on or before the day it was paid, nothing from `recover_within_months` later on.
    In between, with m the fewest months such that the person left at most m months after payment, the share
    (months - m) / months, rounded down. Nothing after a leaving reason that the version exempts.
    """
    months = version.recover_within_months.value
    if because in version.no_recovery_after.value:
        return RecoveryPart(0, RecoveryRule.EXEMPT, None, months)
    if left_on <= paid_on:
        return RecoveryPart(amount_yuan, RecoveryRule.LEFT_BY_PAYMENT, None, months)
    if left_on >= add_months(paid_on, months):
        return RecoveryPart(0, RecoveryRule.PERIOD_OVER, None, months)
    served = next(m for m in range(1, months + 1) if is_within_months(left_on, start=paid_on, months=m))
    return RecoveryPart(amount_yuan * (months - served) // months, RecoveryRule.PRO_RATA, served, months)


def recovery_yuan(
    amount_yuan: int, *, paid_on: date, left_on: date, version: LivingVersion, because: LeavingReason | None = None
) -> int:
    """Give what is taken back of one paid instalment, in whole yuan: see ``recovery_part``."""
    return recovery_part(amount_yuan, paid_on=paid_on, left_on=left_on, version=version, because=because).amount_yuan


@lru_cache(maxsize=256)
def _parts(amount_yuan: int, shares_percent: tuple[int, ...]) -> tuple[int, ...]:
    rounded_down = [amount_yuan * share // 100 for share in shares_percent[:-1]]
    return (*rounded_down, amount_yuan - sum(rounded_down))
