"""Which resolution fits which exception: one table, asked by the form, the action and the tests alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from subsidies.payments.kinds import ExceptionKind, Resolution
from subsidies.payments.workflow import BACK, LineStatus

K, L, R = ExceptionKind, LineStatus, Resolution
NAMES_NO_LINE = (K.UNREADABLE_ROW, K.UNKNOWN_LINE, K.AMBIGUOUS_REFERENCE)
"""Kinds whose rows do not say which line they are about: the officer names it."""
NOBODY_KNOWS_YET = (*NAMES_NO_LINE, K.WRONG_AMOUNT, K.WRONG_ACCOUNT, K.CONTRADICTORY_ROWS, K.UNCLEAR_OUTCOME)


@dataclass(frozen=True, slots=True)
class Rule:
    """When a resolution is allowed, and what the person is told that it does.

    ``statuses`` are those of the line; empty: whatever it is, also where there is no line. ``instead_of``: it fits
    wherever one of these does, and is asked for only beside a payment that was made twice.
    """

    kinds: Collection[ExceptionKind]
    statuses: Collection[LineStatus]
    effect: str | Promise
    asks_day: bool = False
    asks_bank_reason: bool = False
    instead_of: Collection[Resolution] = ()


RULES: dict[Resolution, Rule] = {
    R.NO_EFFECT: Rule(tuple(K), (), _("已与银行核实，这一行不改变任何明细。")),
    R.COUNT_PAID: Rule(
        NOBODY_KNOWS_YET,
        (L.UNANSWERED,),
        _("银行确认已按封存的账号和金额付款，这一笔记为已付。"),
        asks_day=True,
    ),
    R.COUNT_FAILED: Rule(
        (*NOBODY_KNOWS_YET, K.REPLACEMENT_FAILED),
        (L.UNANSWERED,),
        _("银行确认没有付成，这一笔记为付款失败，本人更正或确认账户后再发。"),
        asks_bank_reason=True,
    ),
    R.REVERSE: Rule(
        (K.REVERSED_AFTER_PAID, K.UNCLEAR_OUTCOME),
        (L.PAID,),
        _("银行付款后款项又退回，这一笔记为已退汇，本人更正或确认账户后再发。"),
        asks_bank_reason=True,
    ),
    R.LATE_SUCCESS: Rule(
        (K.LATE_SUCCESS, K.UNCLEAR_OUTCOME),
        BACK,
        _("银行最终付款成功，且没有补发，这一笔改记为已付，不再补发。"),
        asks_day=True,
    ),
    R.PAID_TWICE: Rule(
        (K.LATE_SUCCESS, K.UNCLEAR_OUTCOME),
        BACK,
        _("银行最终付款成功，而补发的款项已经放行，这一笔记为重复发放，另行追回。"),
        asks_day=True,
    ),
    R.TWICE_BACK: Rule(
        (K.REVERSED_AFTER_PAID, K.UNCLEAR_OUTCOME),
        (L.PAID_TWICE,),
        _("重复发放的款项由银行退回，这一笔改记为已退汇，不用再追回；补发或抵扣的这一期不变。"),
        asks_bank_reason=True,
    ),
    R.FIRST_COUNTS: Rule(
        (),
        (),
        _(
            "补发的这一笔没有付成或又退回，而原先登记为重复发放的一笔在本人手里：这一期改按原先那笔计为已发放，不再补发，也不追回。"
        ),
        asks_bank_reason=True,
        instead_of=(R.COUNT_FAILED, R.REVERSE),
    ),
}


def fits(resolution: str, kind: str, status: str | None) -> bool:
    """Whether a resolution is possible for an exception of that kind whose line has that status (None: no line)."""
    rule = RULES[R(resolution)]
    if rule.instead_of:
        return any(fits(other, kind, status) for other in rule.instead_of)
    return kind in rule.kinds and (not rule.statuses or status in rule.statuses)


def resolutions_for(kind: str, status: str | None, *, beside_twice: bool = False) -> list[Resolution]:
    """What may be proposed; where the officer still has to name the line, as if it were one without an answer.

    Args:
        beside_twice: whether an earlier payment of the line's instalment was made twice.
    """
    unnamed = status is None and kind in NAMES_NO_LINE
    known = L.UNANSWERED if unnamed else status
    possible = [resolution for resolution in R if fits(resolution, kind, known)]
    return [each for each in possible if beside_twice or unnamed or not RULES[each].instead_of]
