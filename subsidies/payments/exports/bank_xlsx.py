"""The bank's file as XLSX: names, accounts and remarks as text, so that no digit is lost; amounts as numbers."""

from __future__ import annotations

from typing import BinaryIO

from subsidies.payments.exports.bank_columns import HEADINGS, bank_rows
from subsidies.payments.models import PaymentBatch
from talent.spreadsheets.writing import OutputColumn, write_xlsx

SHEET = "代发明细"
KINDS = ("integer", "text", "identifier", "text", "yuan", "identifier")
WIDTHS = (8, 24, 26, 40, 14, 26)


def write(batch: PaymentBatch, target: BinaryIO) -> None:
    """Write the sealed lines. The same batch gives the same bytes.

    Raises:
        UnwritableLine: what sealing refuses stands in a line.
    """
    columns = [OutputColumn(*column) for column in zip(HEADINGS, KINDS, WIDTHS, strict=True)]
    write_xlsx(target, columns=columns, rows=bank_rows(batch), sheet=SHEET)
