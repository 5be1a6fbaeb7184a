"""Which resolution fits which exception: one table, asked by the form, the action and the tests alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from subsidies.payments.kinds import ExceptionKind, Resolution
from subsidies.payments.workflow import LineStatus

K, L, R = ExceptionKind, LineStatus, Resolution
NAMES_NO_LINE = (K.UNREADABLE_ROW, K.UNKNOWN_LINE, K.AMBIGUOUS_REFERENCE)
"""Kinds whose rows do not say which line they are about: the officer names it."""
NOBODY_KNOWS_YET = (*NAMES_NO_LINE, K.WRONG_AMOUNT, K.WRONG_ACCOUNT, K.CONTRADICTORY_ROWS, K.UNCLEAR_OUTCOME)


@dataclass(frozen=True, slots=True)
class Rule:
    """When a resolution is allowed, and what the person is told that it does.

    ``statuses`` are those of the line; empty: whatever it is, also where there is no line.
    """

    kinds: Collection[ExceptionKind]
    statuses: Collection[LineStatus]
    effect: str | Promise
    asks_day: bool = False
    asks_bank_reason: bool = False


RULES: dict[Resolution, Rule] = {
    R.NO_EFFECT: Rule(tuple(K), (), _("已与银行核实，这一行不改变任何明细。")),
    R.COUNT_PAID: Rule(
        NOBODY_KNOWS_YET,
        (L.UNANSWERED,),
        _("银行确认已按封存的账号和金额付款，这一笔记为已付。"),
        asks_day=True,
    ),
    R.COUNT_FAILED: Rule(
        NOBODY_KNOWS_YET,
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
        (L.FAILED,),
        _("银行最终付款成功，且没有补发，这一笔改记为已付，不再补发。"),
        asks_day=True,
    ),
    R.PAID_TWICE: Rule(
        (K.LATE_SUCCESS, K.UNCLEAR_OUTCOME),
        (L.FAILED,),
        _("银行最终付款成功，而补发的款项已经放行，这一笔记为重复发放，另行追回。"),
        asks_day=True,
    ),
}


def fits(resolution: str, kind: str, status: str | None) -> bool:
    """Whether a resolution is possible for an exception of that kind whose line has that status (None: no line)."""
    rule = RULES[R(resolution)]
    return kind in rule.kinds and (not rule.statuses or status in rule.statuses)


def resolutions_for(kind: str, status: str | None) -> list[Resolution]:
    """What may be proposed; where the officer still has to name the line, as if it were one without an answer."""
    known = L.UNANSWERED if status is None and kind in NAMES_NO_LINE else status
    return [resolution for resolution in R if fits(resolution, kind, known)]
