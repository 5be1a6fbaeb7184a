"""The lines of a batch as the matching holds a return against them: column by column, however many they are."""

from __future__ import annotations

from django.db.models import Exists

from subsidies.payments.doubtful import kept_twice
from subsidies.payments.matching import SealedLine
from subsidies.payments.models import PaymentBatch, PaymentLine
from subsidies.payments.querysets import PaymentLineQuerySet
from talent.bulk.reading import raw_pieces
from talent.encryption.columns import reveal_texts

READ = ("pk", "reference", "sequence", "payee_name", "amount_yuan", "status", "account_number")


def sealed_lines(batch: PaymentBatch) -> list[SealedLine]:
    """Every line in its order, the account in the clear; keys are as the driver gives them.

    Raises:
        DecryptionError: an account cannot be read.
    """
    beside = {key for piece in raw_pieces(_beside_twice(batch).values_list("pk")) for (key,) in piece}
    found: list[SealedLine] = []
    for piece in raw_pieces(batch.lines.order_by("sequence").values_list(*READ)):
        keys, *columns, sealed = zip(*piece, strict=True)
        accounts = reveal_texts(PaymentLine, "account_number", keys, sealed)
        found += map(SealedLine, keys, *columns, accounts, (key in beside for key in keys))
    return found


def _beside_twice(batch: PaymentBatch) -> PaymentLineQuerySet:
    return batch.lines.unanswered().filter(Exists(kept_twice("instalment")))
