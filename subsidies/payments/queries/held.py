"""Lines of a sealed batch whose people were put on hold since: what a finance officer looks at before going on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from subsidies.payments.kinds import HoldKind
from subsidies.payments.models import Hold, PaymentBatch, PaymentLine
from subsidies.payments.queries.due import live_holds

SHOWN = 50


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A line, and what keeps its person from being paid, the longest standing first.

    ``has_left``: their unit says that they left, and no hold is placed for it yet.
    """

    line: PaymentLine
    holds: list[Hold]
    has_left: bool


@dataclass(frozen=True, slots=True)
class HeldLines:
    """How many lines are held, the first of them, and a token that is another one for any other lines or holds."""

    count: int = 0
    token: str = ""
    shown: tuple[HeldLine, ...] = ()


def held_lines(batch: PaymentBatch) -> HeldLines:
    """What is held now among the lines that wait for the bank's answer; an empty token where nothing is."""
    lines = list(
        batch.lines.unanswered()
        .on_hold()
        .select_related("instalment__award__person")
        .defer("account_number")
        .order_by("sequence")
    )
    if not lines:
        return HeldLines()
    holds = live_holds({line.instalment.award.person_id for line in lines})
    held = [_held(line, holds.get(line.instalment.award.person_id, [])) for line in lines]
    words = [f"{each.line.pk}:{hold.pk}:{hold.account_id}\n" for each in held for hold in each.holds]
    words += [f"{each.line.pk}:left\n" for each in held if each.has_left]
    return HeldLines(len(held), hashlib.sha256("".join(words).encode()).hexdigest()[:32], tuple(held[:SHOWN]))


def _held(line: PaymentLine, holds: list[Hold]) -> HeldLine:
    left: bool = line.has_left  # type: ignore[attr-defined]  # annotated by on_hold
    return HeldLine(line, holds, left and all(hold.kind != HoldKind.LEFT_EMPLOYER for hold in holds))
