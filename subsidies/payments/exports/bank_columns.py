"""The sealed lines as the bank's files take them, and the cells of a template's columns.

Lines are read in pieces, straight from the cursor, and handled column by column: there is no model instance, and
hardly any work for each line by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from django.db import connection

from subsidies.payments.bank_templates import SIDES, Column, ColumnField, TemplateSpec
from subsidies.payments.bank_values import all_plain, problem_with
from subsidies.payments.chunks import chunks
from subsidies.payments.exports.bank_parts import OTHER, FileHead, Part
from subsidies.payments.models import PaymentBatch, PaymentLine
from talent.encryption.columns import reveal_texts

CHUNK = 500
"""Small enough that a piece stays in the processor's cache from the database to the file."""


class BankLine(NamedTuple):
    """One payment for the bank; the amount is in whole yuan."""

    sequence: int
    reference: str
    payee_name: str
    account_number: str
    bank_name: str
    amount_yuan: int


class Piece(NamedTuple):
    """Some payments, column by column; the columns are equally long."""

    sequences: Sequence[int]
    references: Sequence[str]
    payee_names: Sequence[str]
    account_numbers: Sequence[str]
    bank_names: Sequence[str]
    amounts_yuan: Sequence[int]


class UnwritableLine(ValueError):
    """A sealed line holds what the template's files may not hold; sealing refuses it, so the database was changed."""


def pieces_of(lines: Iterable[BankLine]) -> Iterator[Piece]:
    """Payments in pieces, as they come from the database."""
    for chunk in chunks(lines, CHUNK):
        yield Piece(*zip(*chunk, strict=True))


def bank_pieces(batch: PaymentBatch, part: Part) -> Iterator[Piece]:
    """The sealed lines of a part in their order.

    Raises:
        UnwritableLine: nothing may be written then, not even the lines before.
    """
    spec = batch.bank_template.form
    for piece in _read(batch, part):
        if part.side:
            piece = _of_side(piece, part, spec)
        if not piece.sequences:
            continue
        if not all_plain(piece.payee_names, piece.account_numbers, piece.bank_names, spec=spec):
            _refuse_unwritable(piece, spec)
        yield piece


def _read(batch: PaymentBatch, part: Part) -> Iterator[Piece]:
    """The lines of the part's span, a piece at a time, so that no database driver holds a whole batch."""
    lines = PaymentLine.objects.filter(batch=batch, sequence__range=(part.first, part.last)).order_by("sequence")
    rows = lines.values_list("sequence", "reference", "payee_name", "bank_name", "amount_yuan", "pk", "account_number")
    sql, (key, *_range) = rows.query.sql_with_params()
    for first in range(part.first, part.last + 1, CHUNK):
        with connection.cursor() as cursor:
            cursor.execute(sql, (key, first, min(first + CHUNK - 1, part.last)))
            found = cursor.fetchall()
        if found:
            sequences, references, names, banks, amounts, keys, sealed = zip(*found, strict=True)
            accounts = reveal_texts(PaymentLine, "account_number", keys, sealed)
            yield Piece(sequences, references, names, accounts, banks, amounts)


def _of_side(piece: Piece, part: Part, spec: TemplateSpec) -> Piece:
    chosen = [part.side_of(spec, bank_name) == part.side for bank_name in piece.bank_names]
    return Piece._make(list(compress(column, chosen)) for column in piece)


def _refuse_unwritable(piece: Piece, spec: TemplateSpec) -> None:
    for _sequence, reference, *values, _yuan in zip(*piece, strict=True):
        if problem_with(*values, spec=spec):
            raise UnwritableLine(f"{reference} cannot be written for the bank")


def cell_columns(
    pieces: Iterable[Piece], spec: TemplateSpec, head: FileHead, *, yuan: Callable[[int], str | int]
) -> Iterator[list[Sequence[str | int]]]:
    """The cells of each piece, by column in the template's order; ``yuan`` makes an amount what the format takes."""
    before = 0
    for piece in pieces:
        count = len(piece.sequences)
        values: dict[str, Sequence[str | int]] = {
            ColumnField.SEQUENCE: piece.sequences,
            ColumnField.PART_SEQUENCE: range(before + 1, before + count + 1),
            ColumnField.PAYEE_NAME: piece.payee_names,
            ColumnField.ACCOUNT_NUMBER: piece.account_numbers,
            ColumnField.BANK_NAME: piece.bank_names,
            ColumnField.REFERENCE: piece.references,
        }
        for column in spec.columns:
            if column.field == ColumnField.AMOUNT_YUAN:
                values[column.field] = list(map(yuan, piece.amounts_yuan))
            elif column.field == ColumnField.AMOUNT_CENTS:
                values[column.field] = [amount * 100 for amount in piece.amounts_yuan]
        yield [values.get(column.field) or [_same(column, head)] * count for column in spec.columns]
        before += count


def _same(column: Column, head: FileHead) -> str:
    """The value of a column that is the same in the whole file."""
    if column.field == ColumnField.BANK_SIDE:
        own, other = (column.text or SIDES).split("/")
        return other if head.part.side == OTHER else own
    return head.batch_number if column.field == ColumnField.BATCH_NUMBER else column.text
