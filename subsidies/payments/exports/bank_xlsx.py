"""The bank's file as XLSX: names, accounts and remarks as text, so that no digit is lost; amounts as numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from subsidies.payments.bank_templates import ColumnField, TemplateSpec
from subsidies.payments.exports.bank_columns import Piece, cell_columns
from subsidies.payments.exports.bank_parts import FileHead
from talent.spreadsheets.plain_xlsx import PlainColumn, write_plain_xlsx

NUMBERS = {
    ColumnField.SEQUENCE: "integer",
    ColumnField.PART_SEQUENCE: "integer",
    ColumnField.AMOUNT_YUAN: "decimal",
    ColumnField.AMOUNT_CENTS: "integer",
}
WIDTHS = {
    ColumnField.SEQUENCE: 8,
    ColumnField.PART_SEQUENCE: 8,
    ColumnField.PAYEE_NAME: 24,
    ColumnField.ACCOUNT_NUMBER: 26,
    ColumnField.BANK_NAME: 40,
    ColumnField.REFERENCE: 26,
}
USUAL_WIDTH = 14


def render(pieces: Iterable[Piece], spec: TemplateSpec, head: FileHead, target: BinaryIO) -> None:
    """Write the lines. The same lines give the same bytes."""
    columns = []
    for column in spec.columns:
        field = ColumnField(column.field)
        columns.append(PlainColumn(column.heading, NUMBERS.get(field, "text"), WIDTHS.get(field, USUAL_WIDTH)))
    pieces_of_cells = cell_columns(pieces, spec, head, yuan=int)
    write_plain_xlsx(target, columns=columns, pieces=pieces_of_cells, sheet=spec.sheet, headings=spec.headings)
