"""The bank's file as XLSX: names, accounts and remarks as text, so that no digit is lost; amounts as numbers."""

from __future__ import annotations

import datetime as dt
from typing import BinaryIO

import xlsxwriter

from subsidies.payments.exports.bank_columns import HEADINGS, bank_rows
from subsidies.payments.models import PaymentBatch

SHEET = "代发明细"
WIDTHS = (8, 24, 26, 40, 14, 26)


def write(batch: PaymentBatch, target: BinaryIO) -> None:
    """Write the sealed lines. The same batch gives the same bytes: the document's time is that of sealing."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, options)
    sealed_at = batch.sealed_at or dt.datetime.min.replace(tzinfo=dt.UTC)
    book.set_properties({"title": batch.number, "created": sealed_at.astimezone(dt.UTC).replace(tzinfo=None)})
    text, amount = book.add_format({"num_format": "@"}), book.add_format({"num_format": "0.00"})
    head = book.add_format({"bold": True, "num_format": "@"})
    sheet = book.add_worksheet(SHEET)
    for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width, amount if heading == "金额" else text)
        sheet.write_string(0, column, heading, head)
    for row, line in enumerate(bank_rows(batch), start=1):
        sheet.write_number(row, 0, line.sequence)
        sheet.write_string(row, 1, line.payee_name, text)
        sheet.write_string(row, 2, line.account_number, text)
        sheet.write_string(row, 3, line.bank_name, text)
        sheet.write_number(row, 4, line.amount_yuan, amount)
        sheet.write_string(row, 5, line.remark, text)
    sheet.freeze_panes(1, 0)
    book.close()
