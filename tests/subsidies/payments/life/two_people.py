"""Whether anybody acted alone where two are needed, read from the rows."""

from __future__ import annotations

from collections.abc import Iterator

from subsidies.payments.kinds import RecoveryReason
from subsidies.payments.models import (
    BankReturn,
    Hold,
    PaymentBatch,
    Recovery,
    RecoveryProposal,
    ReturnException,
    Revocation,
)


def acted_alone() -> Iterator[str]:
    """One sentence for each act in which the same person stands on both sides, or the second is missing."""
    for batch in PaymentBatch.objects.exclude(approved_at=None):
        makers = {batch.drawn_up_person_id, batch.sealed_person_id}
        if batch.approved_person_id in {None, *makers}:
            yield f"{batch.number}: approved by its maker"
        if batch.released_at and batch.released_person_id in {None, batch.approved_person_id, *makers}:
            yield f"{batch.number}: released by one who made or approved it"
    pairs = (
        (BankReturn.objects.filter(status="committed", needs_second=True), "uploaded_person_id", "committed_person_id"),
        (BankReturn.objects.exclude(accepted_at=None), "uploaded_person_id", "accepted_person_id"),
        (ReturnException.objects.filter(status="resolved"), "proposed_person_id", "confirmed_person_id"),
        (Recovery.objects.exclude(confirmed_at=None), "drafted_person_id", "confirmed_person_id"),
        (RecoveryProposal.objects.filter(status="confirmed"), "proposed_person_id", "decided_person_id"),
        (Revocation.objects.filter(status="confirmed"), "proposed_person_id", "decided_person_id"),
        (Hold.objects.filter(status="lifted").exclude(placed_by=None), "placed_person_id", "lifted_person_id"),
    )  # fmt: skip
    for rows, first, second in pairs:
        for row in rows:
            if len({None, getattr(row, first), getattr(row, second)}) < 3:
                yield f"{row._meta.model_name} {row.pk}: one person alone"
    unconfirmed = Recovery.objects.filter(confirmed_at=None).exclude(status__in=["drafted", "cancelled"])
    for recovery in unconfirmed.exclude(reason=RecoveryReason.AWARD_REVOKED):
        yield f"{recovery.number}: went on without a second person"
