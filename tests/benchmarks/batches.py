"""Batches at the bank, for what comes back from it."""

from __future__ import annotations

import uuid
from uuid import UUID

from subsidies.payments import actions
from subsidies.payments.models import PaymentBatch
from subsidies.payments.queries.copies import stamp_of
from tests.factories import budget_line
from tests.subsidies.payments.stages import Desk


def released(desk: Desk, keys: list[UUID]) -> PaymentBatch:
    """A released batch of these instalments."""
    words = {"title": "测速", "charged_to": budget_line()}
    batch = actions.draw_up(by=desk.clerk, pk=uuid.uuid4(), instalment_ids=keys, **words)
    batch = actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="已核对")
    batch = actions.approve(batch, by=desk.approver, digest=batch.digest)
    return actions.release(batch, by=desk.releaser, voucher_number="ZF-1", digest=batch.digest)
