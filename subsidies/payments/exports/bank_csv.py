"""The bank's file as CSV: GB18030, comma, CRLF, amounts in yuan with two decimals, accounts as plain digits."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from subsidies.payments.bank_values import BANK_ENCODING
from subsidies.payments.exports.bank_columns import HEADINGS, bank_rows
from subsidies.payments.models import PaymentBatch


def write(batch: PaymentBatch, target: BinaryIO) -> None:
    """Write the sealed lines. The same batch gives the same bytes.

    Raises:
        UnicodeEncodeError: never for what sealing let pass: a name is refused rather than written with ``?``.
    """
    text = io.TextIOWrapper(target, encoding=BANK_ENCODING, errors="strict", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for row in bank_rows(batch):
        writer.writerow(row._replace(amount_yuan=f"{row.amount_yuan}.00"))  # type: ignore[arg-type]
    text.flush()
    text.detach()
