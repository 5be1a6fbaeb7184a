"""Which lines of a draft no longer say what a copy of the live rows says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from subsidies.payments.models import PaymentBatch, PaymentLine
from subsidies.payments.queries.copies import LineCopy
from subsidies.payments.references import line_reference
from talent.bulk.reading import raw_pieces
from talent.encryption.columns import reveal_texts
from talent.encryption.sealing import DecryptionError

COPIED = (
    "sequence", "reference", "pk", "instalment_id", "bank_account_id", "payee_name", "account_number", "account_index",
    "bank_name", "amount_yuan", "policy_version", "anomalies",
)  # fmt: skip
Row = tuple[Any, ...]


def differing_lines(batch: PaymentBatch, copies: Sequence[LineCopy], *, first: int) -> dict[int, LineCopy]:
    """The copies that the draft's lines do not say word for word, by the sequence that each is to have.

    Args:
        copies: what the lines from the sequence ``first`` on should say, accounts in the clear.
    """
    wanted = range(first, first + len(copies))
    lines = batch.lines.unanswered().filter(sequence__range=(wanted[0], wanted[-1])).order_by("sequence")
    rows = [row for piece in raw_pieces(lines.values_list(*COPIED)) for row in piece]
    references = [line_reference(batch.number, sequence) for sequence in wanted]
    if not rows:
        return dict(zip(wanted, copies, strict=True))
    sequences, named, *_columns = zip(*rows, strict=True)
    said = list(_said(rows))
    if said == copies and list(sequences) == list(wanted) and list(named) == references:
        return {}
    found = {number: (name, copy) for number, name, copy in zip(sequences, named, said, strict=True)}
    return {
        number: copy
        for number, name, copy in zip(wanted, references, copies, strict=True)
        if found.get(number) != (name, copy)
    }


def _said(rows: Sequence[Row]) -> Iterator[Row | None]:
    """What each line says, in the order of a copy; None for one that cannot be read, which is like no copy."""
    _sequences, _references, keys, instalments, accounts, payees, sealed, *others, anomalies = zip(*rows, strict=True)
    remarks = map(_remarks, anomalies)
    return zip(instalments, accounts, payees, _numbers(keys, sealed), *others, remarks, strict=True)


def _numbers(keys: Sequence[Any], sealed: Sequence[Any]) -> list[str | None]:
    try:
        return [*reveal_texts(PaymentLine, "account_number", keys, sealed)]
    except DecryptionError:
        return [None] * len(keys)


@lru_cache(maxsize=256)
def _remarks(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
