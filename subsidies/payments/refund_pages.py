"""What the page shows on which money that went back to the treasury is recorded."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from subsidies.payments.batch_pages import LINE_KINDS
from subsidies.payments.exception_forms import RefundForm
from subsidies.payments.models import PaymentBatch
from subsidies.payments.workflow import LineStatus
from talent.identifiers import bank_card

MOST_ROWS = 500
"""What is left is offered once these are recorded."""


def refund_page(batch: PaymentBatch, form: RefundForm, chosen: Collection[UUID]) -> dict[str, Any]:
    """The lines that can be picked, with what the bank said."""
    lines = list(batch.lines.refundable().order_by("sequence")[:MOST_ROWS])
    for line in lines:
        line.masked = bank_card.masked(line.account_number)  # type: ignore[attr-defined]
        line.status_kind = LINE_KINDS[LineStatus(line.status)]  # type: ignore[attr-defined]
    return {"batch": batch, "form": form, "lines": lines, "chosen": chosen}
