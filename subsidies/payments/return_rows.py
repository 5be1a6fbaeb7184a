"""The rows of a return as they are kept, written by columns: there may be very many."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from subsidies.payments.chunks import chunks
from subsidies.payments.imports.bank_return import ReadReturn
from subsidies.payments.matching import Match
from subsidies.payments.models import BankReturn, BankReturnRow
from subsidies.payments.return_checks import raw_of
from talent.bulk.inserting import insert_columns
from talent.encryption.columns import seal_jsons
from talent.jobs.progress import UNWATCHED, Progress

ROWS_AT_ONCE = 2_000


def insert_rows(
    bank_return: BankReturn, read: ReadReturn, found: Sequence[Match], *, progress: Progress = UNWATCHED
) -> None:
    """Keep every row: what the bank wrote, what it means, and what becomes of it."""
    progress.stage("keeping", parts=len(found))
    written = read.written()
    kept = 0
    for matches in chunks(found, ROWS_AT_ONCE):
        keys = [uuid.uuid4() for _ in matches]
        rows = [match.row for match in matches]
        raws = (raw_of(match, next(written)) for match in matches)
        insert_columns(
            BankReturnRow,
            {
                "id": keys,
                "row_number": [row.row_number for row in rows],
                "line_id": [match.line.key if match.line else None for match in matches],
                "result": [match.result for match in matches],
                "bank_reason": [row.bank_reason for row in rows],
                "problem": [match.problem for match in matches],
                "kind": [match.kind or "" for match in matches],
                "outcome": [row.outcome or "" for row in rows],
                "amount_yuan": [row.amount_yuan for row in rows],
                "paid_on": [row.paid_on for row in rows],
                "raw": seal_jsons(BankReturnRow, "raw", keys, raws),
            },
            same={"bank_return_id": bank_return.pk},
        )
        kept += len(matches)
        progress.at(kept)
