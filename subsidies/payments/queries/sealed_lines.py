"""The lines of a batch as the matching of a bank's return needs them, read by columns: there is no model instance."""

from __future__ import annotations

import sys

from django.db.models import Exists

from subsidies.payments.doubtful import kept_twice
from subsidies.payments.matching import SealedLine
from subsidies.payments.models import PaymentBatch, PaymentLine
from talent.bulk.reading import raw_pieces
from talent.encryption.columns import reveal_texts
from talent.jobs.progress import UNWATCHED, Progress

COLUMNS = ("pk", "reference", "sequence", "payee_name", "amount_yuan", "status", "bank_reason", "account_number")


def sealed_lines(batch: PaymentBatch, *, progress: Progress = UNWATCHED) -> list[SealedLine]:
    """Every line in order; the keys as the driver gives them."""
    doubtful = batch.lines.unanswered().filter(Exists(kept_twice("instalment"))).order_by()
    beside = {key for piece in raw_pieces(doubtful.values_list("pk")) for (key,) in piece}
    lines: list[SealedLine] = []
    for piece in raw_pieces(batch.lines.order_by("sequence").values_list(*COLUMNS)):
        keys, references, sequences, names, amounts, statuses, reasons, sealed = zip(*piece, strict=True)
        accounts = reveal_texts(PaymentLine, "account_number", keys, sealed)
        among = [key in beside for key in keys]
        states = map(sys.intern, statuses)  # a handful of words, which the driver makes anew for each line
        lines += map(SealedLine, keys, references, sequences, accounts, names, amounts, states, reasons, among)
        progress.at(len(lines))
    return lines
