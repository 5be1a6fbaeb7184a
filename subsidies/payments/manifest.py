"""The canonical form of a batch's content, and its digest.

One line of JSON for the batch and one for each payment, in order, with sorted keys, no spaces and UTF-8, each ended
by a line feed. The digest is SHA-256 over these bytes: it changes with any payee, account, bank, amount or order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from subsidies.payments.models import PaymentBatch, PaymentLine

CHUNK = 2000


def canonical_lines(batch: PaymentBatch, lines: Iterable[PaymentLine]) -> Iterator[bytes]:
    """The bytes that the digest covers; the batch must carry its count and total already."""
    yield _canonical(
        {
            "batch": str(batch.pk),
            "number": batch.number,
            "title": batch.title,
            "budget_line": batch.budget_line,
            "budget_subject": batch.budget_subject,
            "line_count": batch.line_count,
            "total_yuan": batch.total_yuan,
        }
    )
    for line in lines:
        yield _canonical(
            {
                "sequence": line.sequence,
                "reference": line.reference,
                "instalment": str(line.instalment_id),
                "payee_name": line.payee_name,
                "account_number": line.account_number,
                "bank_name": line.bank_name,
                "bank_account": str(line.bank_account_id),
                "amount_yuan": line.amount_yuan,
                "policy_version": line.policy_version,
            }
        )


def digest_of(batch: PaymentBatch) -> str:
    """SHA-256, in hex, of the batch and its lines as they lie in the database now."""
    lines = batch.lines.order_by("sequence").iterator(chunk_size=CHUNK)
    whole = hashlib.sha256()
    for part in canonical_lines(batch, lines):
        whole.update(part)
    return whole.hexdigest()


def _canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
