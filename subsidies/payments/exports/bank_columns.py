"""The sealed lines as the bank's files take them, and the cells of a template's columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import Any, NamedTuple, cast

from subsidies.payments.bank_templates import SIDES, Column, ColumnField, TemplateSpec
from subsidies.payments.bank_values import problem_with
from subsidies.payments.exports.bank_parts import OTHER, FileHead, Part
from subsidies.payments.models import PaymentBatch, PaymentLine
from talent.encryption.ciphertext import Ciphertext
from talent.encryption.fields import EncryptedField

CHUNK = 2000
Cells = tuple[str | int, ...]


class BankLine(NamedTuple):
    """One payment for the bank; the amount is in whole yuan."""

    sequence: int
    reference: str
    payee_name: str
    account_number: str
    bank_name: str
    amount_yuan: int


class UnwritableLine(ValueError):
    """A sealed line holds what the template's files may not hold; sealing refuses it, so the database was changed."""


def bank_lines(batch: PaymentBatch, part: Part) -> Iterator[BankLine]:
    """The sealed lines of a part in their order: rows straight from the cursor, no model instances.

    Raises:
        UnwritableLine: nothing may be written then, not even the lines before.
    """
    spec = batch.bank_template.form
    decrypt = cast(EncryptedField, PaymentLine._meta.get_field("account_number")).decrypt
    lines = PaymentLine.objects.filter(batch=batch, sequence__range=(part.first, part.last)).order_by("sequence")
    rows = lines.values_list("pk", "account_number", "sequence", "reference", "payee_name", "bank_name", "amount_yuan")
    for key, sealed, sequence, reference, payee_name, bank_name, yuan in rows.iterator(chunk_size=CHUNK):
        if part.side != part.side_of(spec, bank_name):
            continue
        account = decrypt(cast(Ciphertext, sealed), key)
        if problem_with(payee_name, account, bank_name, spec=spec):
            raise UnwritableLine(f"{reference} cannot be written for the bank")
        yield BankLine(sequence, reference, payee_name, account, bank_name, yuan)


def cells(
    lines: Iterable[BankLine], spec: TemplateSpec, head: FileHead, *, yuan: Callable[[int], str | int]
) -> Iterator[Cells]:
    """The cells of each line in the template's order; ``yuan`` makes an amount what the format takes."""
    fixed: list[str] = []
    places = [_place(column, head, fixed) for column in spec.columns]
    # With one column itemgetter would give the value alone; a template always has at least four.
    pick: Callable[[Any], Cells] = itemgetter(*places)
    rest = tuple(fixed)
    for number, line in enumerate(lines, start=1):
        amount = line[5]
        yield pick((*line[:5], yuan(amount), number, amount * 100, *rest))


_PLACES = {
    ColumnField.SEQUENCE: 0,
    ColumnField.REFERENCE: 1,
    ColumnField.PAYEE_NAME: 2,
    ColumnField.ACCOUNT_NUMBER: 3,
    ColumnField.BANK_NAME: 4,
    ColumnField.AMOUNT_YUAN: 5,
    ColumnField.PART_SEQUENCE: 6,
    ColumnField.AMOUNT_CENTS: 7,
}


def _place(column: Column, head: FileHead, fixed: list[str]) -> int:
    """Where the value of a column stands in a row; what is the same in every row is put into ``fixed``."""
    field = ColumnField(column.field)
    if field in _PLACES:
        return _PLACES[field]
    own, other = (column.text or SIDES).split("/") if field == ColumnField.BANK_SIDE else ("", "")
    same = {
        ColumnField.FIXED: column.text,
        ColumnField.BATCH_NUMBER: head.batch_number,
        ColumnField.BANK_SIDE: other if head.part.side == OTHER else own,
    }
    fixed.append(same[field])
    return len(_PLACES) + len(fixed) - 1
