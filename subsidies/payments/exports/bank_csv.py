"""The bank's file as delimited text: the template's encoding and delimiter, CRLF, nothing quoted, digits kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, cast

from subsidies.payments.bank_templates import TemplateSpec
from subsidies.payments.exports.bank_columns import BankLine, cells
from subsidies.payments.exports.bank_parts import FileHead
from talent.spreadsheets.writing import Encoding, write_csv


def render(lines: Iterable[BankLine], spec: TemplateSpec, head: FileHead, target: BinaryIO) -> None:
    """Write the lines. The same lines give the same bytes.

    Raises:
        UnwritableValue: the encoding lacks a character; a name is never written with ``?``.
    """
    write_csv(
        target,
        headings=[column.heading for column in spec.columns],
        rows=cells(lines, spec, head, yuan="{}.00".format),
        encoding=cast(Encoding, spec.encoding),
        bank=True,
        delimiter=spec.delimiter,
        header=spec.headings,
    )
