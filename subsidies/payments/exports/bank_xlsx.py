"""The bank's file as XLSX: names, accounts and remarks as text, so that no digit is lost; amounts as numbers."""

from __future__ import annotations

from typing import BinaryIO

from subsidies.payments.exports.bank_columns import bank_rows
from subsidies.payments.models import PaymentBatch
from talent.spreadsheets.writing import OutputColumn, write_xlsx

SHEET = "代发明细"
COLUMNS = (
    OutputColumn("序号", "integer", 8),
    OutputColumn("户名", "text", 24),
    OutputColumn("账号", "identifier", 26),
    OutputColumn("开户行", "text", 40),
    OutputColumn("金额", "yuan", 14),
    OutputColumn("备注", "identifier", 26),
)


def write(batch: PaymentBatch, target: BinaryIO) -> None:
    """Write the sealed lines. The same batch gives the same bytes.

    Raises:
        UnwritableLine: what sealing refuses stands in a line.
    """
    write_xlsx(target, columns=COLUMNS, rows=bank_rows(batch), sheet=SHEET)
