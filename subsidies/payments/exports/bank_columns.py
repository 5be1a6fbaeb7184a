"""The columns that the bank gets, in its order; the remark carries our line reference and comes back in the return."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from subsidies.payments.bank_values import problem_with
from subsidies.payments.models import PaymentBatch, PaymentLine

HEADINGS = ("序号", "户名", "账号", "开户行", "金额", "备注")
CHUNK = 2000


class BankRow(NamedTuple):
    """One payment for the bank; the amount is in whole yuan, or as text with two decimals."""

    sequence: int
    payee_name: str
    account_number: str
    bank_name: str
    amount_yuan: int | str
    remark: str


class UnwritableLine(ValueError):
    """A sealed line holds what no bank file may hold; sealing refuses it, so the database was changed by hand."""


def bank_rows(batch: PaymentBatch) -> Iterator[BankRow]:
    """The sealed lines in their order.

    Raises:
        UnwritableLine: nothing may be written then, not even the lines before.
    """
    lines = PaymentLine.objects.filter(batch=batch).order_by("sequence")
    for line in lines.iterator(chunk_size=CHUNK):
        if problem_with(line.payee_name, line.account_number, line.bank_name):
            raise UnwritableLine(f"{line.reference} cannot be written for the bank")
        yield BankRow(
            line.sequence, line.payee_name, line.account_number, line.bank_name, line.amount_yuan, line.reference
        )
