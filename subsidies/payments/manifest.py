"""The canonical form of a batch's content, and its digest.

One line of JSON for the batch and one for each payment, in order, with sorted keys, no spaces and UTF-8, each ended
by a line feed. The digest is SHA-256 over these bytes: it changes with any payee, account, bank, amount or order.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from talent.bulk.keys import key_text
from talent.bulk.reading import raw_pieces
from talent.encryption.columns import reveal_texts
from talent.jobs.progress import UNWATCHED, Progress

if TYPE_CHECKING:
    from subsidies.payments.models import PaymentBatch

COLUMNS = (
    "pk", "sequence", "reference", "instalment_id", "payee_name", "bank_name", "bank_account_id", "amount_yuan",
    "policy_version", "account_number",
)  # fmt: skip


def digest_of(batch: PaymentBatch, *, progress: Progress = UNWATCHED) -> str:
    """SHA-256, in hex, of the batch and its lines as they lie in the database now."""
    rows = batch.lines.order_by("sequence").values_list(*COLUMNS)
    whole, done = hashlib.sha256(_head(batch)), 0
    for piece in raw_pieces(rows):
        keys, *columns, sealed = zip(*piece, strict=True)
        accounts = reveal_texts(batch.lines.model, "account_number", keys, sealed)
        whole.update(b"".join(map(_line, *columns, accounts)))
        done += len(piece)
        progress.at(done)
    return whole.hexdigest()


def _head(batch: PaymentBatch) -> bytes:
    return _canonical(
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


def _line(
    sequence: int,
    reference: str,
    instalment: UUID | str,
    payee_name: str,
    bank_name: str,
    bank_account: UUID | str,
    amount_yuan: int,
    policy_version: str,
    account_number: str,
) -> bytes:
    return _canonical(
        {
            "account_number": account_number,
            "amount_yuan": amount_yuan,
            "bank_account": key_text(bank_account),
            "bank_name": bank_name,
            "instalment": key_text(instalment),
            "payee_name": payee_name,
            "policy_version": policy_version,
            "reference": reference,
            "sequence": sequence,
        }
    )


def _canonical(content: dict[str, Any]) -> bytes:
    return _written(content).encode() + b"\n"


_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
