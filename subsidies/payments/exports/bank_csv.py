"""The bank's file as CSV: GB18030, comma, CRLF, amounts in yuan with two decimals, accounts as plain digits."""

from __future__ import annotations

from typing import BinaryIO

from subsidies.payments.exports.bank_columns import HEADINGS, bank_rows
from subsidies.payments.models import PaymentBatch
from talent.spreadsheets.writing import write_csv


def write(batch: PaymentBatch, target: BinaryIO) -> None:
    """Write the sealed lines. The same batch gives the same bytes.

    Raises:
        UnwritableLine: what sealing refuses stands in a line; a name is never written with ``?``.
    """
    rows = (row._replace(amount_yuan=f"{row.amount_yuan}.00") for row in bank_rows(batch))
    write_csv(target, headings=HEADINGS, rows=rows, bank=True)
