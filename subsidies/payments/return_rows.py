"""The rows of a return as they are kept: what the bank wrote, what it means, and where the problem lies."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from subsidies.payments.chunks import chunks
from subsidies.payments.imports.bank_return import ReadReturn, ReadRow
from subsidies.payments.kinds import ExceptionKind
from subsidies.payments.matching import Match
from subsidies.payments.models import BankReturn, BankReturnRow
from talent.bulk.inserting import insert_columns
from talent.encryption.columns import seal_texts
from talent.encryption.fields import EncryptedJSONField
from talent.jobs.progress import UNWATCHED, Progress

K = ExceptionKind
COLUMN_OF = {
    K.WRONG_AMOUNT: "amount_yuan",
    K.WRONG_ACCOUNT: "account_number",
} | dict.fromkeys((K.UNKNOWN_LINE, K.WRONG_BATCH, K.AMBIGUOUS_REFERENCE, K.DUPLICATE_ROW), "remark")
"""In which column the problem of a kind lies; of a row that cannot be read where it says, of the others the outcome."""
ROWS_AT_ONCE = 2_000


def insert_rows(
    bank_return: BankReturn, read: ReadReturn, found: Sequence[Match], *, progress: Progress = UNWATCHED
) -> None:
    """Keep every row of a return that was matched, in the caller's transaction."""
    progress.stage("keeping", total=len(found))
    kept = 0
    for piece in chunks(zip(read.rows, found, strict=True), ROWS_AT_ONCE):
        _insert(bank_return, read, piece)
        kept += len(piece)
        progress.at(kept)


def problem_cells(read: ReadReturn, found: Sequence[Match]) -> Iterator[tuple[Match, str, str]]:
    """Each row that is set apart, with the cell in which that lies and what stands there."""
    for row, match in zip(read.rows, found, strict=True):
        if match.kind:
            yield match, *_place(read, row, match.kind)


def _insert(bank_return: BankReturn, read: ReadReturn, piece: Sequence[tuple[ReadRow, Match]]) -> None:
    ids = [uuid.uuid4() for _ in piece]
    rows = [match.row for _, match in piece]
    insert_columns(
        BankReturnRow,
        {
            "id": ids,
            "row_number": [row.row_number for row in rows],
            "line_id": [match.line.key if match.line else None for _, match in piece],
            "result": [match.result.value for _, match in piece],
            "kind": [match.kind.value if match.kind else "" for _, match in piece],
            "outcome": [row.outcome.value if row.outcome else "" for row in rows],
            "amount_yuan": [row.amount_yuan for row in rows],
            "bank_reason": [row.bank_reason for row in rows],
            "problem": [match.problem for _, match in piece],
            "paid_on": [row.paid_on for row in rows],
            "raw": seal_texts(BankReturnRow, "raw", ids, (_text(read, row, match) for row, match in piece)),
        },
        same={"bank_return_id": bank_return.pk},
    )


def _text(read: ReadReturn, row: ReadRow, match: Match) -> str:
    raw: dict[str, Any] = {**read.raw(row), "sheet": read.sheet}
    if match.kind:
        raw["cell"], raw["value"] = _place(read, row, match.kind)
    field = BankReturnRow._meta.get_field("raw")
    assert isinstance(field, EncryptedJSONField)
    return field.to_bytes(raw).decode("utf-8", "surrogatepass")


def _place(read: ReadReturn, row: ReadRow, kind: ExceptionKind) -> tuple[str, str]:
    column = row.unreadable if kind == K.UNREADABLE_ROW else COLUMN_OF.get(kind, "outcome")
    return (read.cell(row, column), read.written(row, column)) if column else ("", "")
