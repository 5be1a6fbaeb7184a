"""The balance of a batch (design invariant 5), computed from the lines as they lie in the database."""

from __future__ import annotations

from dataclasses import dataclass

from subsidies.payments.models import PaymentBatch
from subsidies.payments.workflow import BatchStatus, LineStatus

ANSWERED = (LineStatus.PAID, LineStatus.FAILED, LineStatus.REVERSED, LineStatus.REFUNDED, LineStatus.PAID_TWICE)
"""What a line may be once the bank has answered it."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A number of lines and what they come to, in whole yuan."""

    count: int = 0
    yuan: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.count + other.count, self.yuan + other.yuan)


@dataclass(frozen=True, slots=True)
class Balance:
    """sealed = approved + awaiting approval + cancelled; approved = released + awaiting release;
    released = paid + failed + reversed + refunded + paid twice + unanswered."""

    sealed: Sum
    approved: Sum
    awaiting_approval: Sum
    cancelled: Sum
    released: Sum
    awaiting_release: Sum
    paid: Sum
    failed: Sum
    reversed: Sum
    refunded: Sum
    paid_twice: Sum
    unanswered: Sum

    def differences(self) -> list[str]:
        """The equations that do not hold, in English for logs; empty when the batch balances."""
        equations = {
            "sealed = approved + awaiting approval + cancelled": (
                self.sealed,
                self.approved + self.awaiting_approval + self.cancelled,
            ),
            "approved = released + awaiting release": (self.approved, self.released + self.awaiting_release),
            "released = paid + failed + reversed + refunded + paid twice + unanswered": (
                self.released,
                self.paid + self.failed + self.reversed + self.refunded + self.paid_twice + self.unanswered,
            ),
        }
        return [f"{name}: {left} against {right}" for name, (left, right) in equations.items() if left != right]


def balance_of(batch: PaymentBatch) -> Balance:
    """The balance of a batch that was sealed at some time; of a draft everything is zero.

    What was sealed is read from the batch, what became of it from the lines and from who approved and released.
    """
    if batch.sealed_at is None:
        return Balance(*[Sum()] * 12)
    by_status = {status: Sum(*values) for status, values in batch.lines.count_and_yuan().items()}
    answered = [by_status.get(status, Sum()) for status in ANSWERED]
    unanswered, cancelled = (by_status.get(status, Sum()) for status in (LineStatus.UNANSWERED, LineStatus.CANCELLED))
    living = sum(answered, unanswered)
    paid, failed, sent_back, refunded, paid_twice = answered
    approved = living if batch.status in (BatchStatus.APPROVED, BatchStatus.RELEASED, BatchStatus.SETTLED) else Sum()
    released = living if batch.status in (BatchStatus.RELEASED, BatchStatus.SETTLED) else Sum()
    return Balance(
        sealed=Sum(batch.line_count, batch.total_yuan),
        approved=approved,
        awaiting_approval=Sum() if approved != Sum() else unanswered,
        cancelled=cancelled,
        released=released,
        awaiting_release=unanswered if approved != Sum() and released == Sum() else Sum(),
        paid=paid,
        failed=failed,
        reversed=sent_back,
        refunded=refunded,
        paid_twice=paid_twice,
        unanswered=unanswered if released != Sum() else Sum(),
    )
