"""The bank's file as delimited text: the template's encoding and delimiter, CRLF, nothing quoted, digits kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from subsidies.payments.bank_templates import TemplateSpec
from subsidies.payments.exports.bank_columns import Piece, UnwritableLine, cell_columns
from subsidies.payments.exports.bank_parts import FileHead

END = "\r\n"
BYTE_ORDER_MARK = "\ufeff".encode()


def render(pieces: Iterable[Piece], spec: TemplateSpec, head: FileHead, target: BinaryIO) -> None:
    """Write the lines. The same lines give the same bytes.

    Raises:
        UnwritableLine: the encoding lacks a character, or a value would move the columns; a name is never written
            with ``?``.
    """
    target.write(BYTE_ORDER_MARK if spec.encoding == "utf-8-sig" else b"")
    if spec.headings:
        target.write(_written([[column.heading] for column in spec.columns], spec))
    for columns in cell_columns(pieces, spec, head, yuan="{}.00".format):
        target.write(_written(columns, spec))


def _written(columns: Sequence[Sequence[str | int]], spec: TemplateSpec) -> bytes:
    """Rows as bytes, looked through all at once: as many lines and fields as there must be, and no quote."""
    texts = [column if type(column[0]) is str else list(map(str, column)) for column in columns]
    lines = [*map(spec.delimiter.join, zip(*texts, strict=True)), ""]
    text = END.join(lines)
    count = len(lines) - 1
    whole = text.count("\r") == text.count("\n") == count and text.count(spec.delimiter) == count * (len(columns) - 1)
    if not whole or '"' in text:
        raise UnwritableLine("a value holds a line end, a quote or the delimiter")
    try:
        return text.encode("utf-8" if spec.encoding == "utf-8-sig" else spec.encoding)
    except UnicodeEncodeError as error:
        raise UnwritableLine(f"a value cannot be written in {spec.encoding}") from error
