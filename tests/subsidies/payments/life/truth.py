"""What really happened at the bank, kept apart from the portal's books: where the money of each payment is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from subsidies.payments.models import PaymentBatch, PaymentLine, ReturnException
from subsidies.payments.querysets import AT_THE_BANK
from subsidies.payments.workflow import LineStatus
from tests.subsidies.payments import bank
from tests.subsidies.payments.kept import written

OUT, BACK, FAILED = "out", "back", "failed"
"""The person has it; they had it and it came back; it never reached them."""
SAYS_OUT = (LineStatus.PAID, LineStatus.PAID_TWICE)
SAYS_BACK = (LineStatus.FAILED, LineStatus.REVERSED, LineStatus.REFUNDED)


@dataclass
class Truth:
    """The bank's own ledger."""

    where: dict[str, str] = field(default_factory=dict)
    """By our reference; what is missing has not been handled yet."""
    unnamed: set[str] = field(default_factory=set)
    """Payments of which the bank's last word does not say that it is about them: only people can find that out."""
    _files: dict[Any, list[bank.Payment]] = field(default_factory=dict)

    def file_of(self, batch: PaymentBatch) -> list[bank.Payment]:
        """The file that the bank was given; read once, as what is sealed never changes."""
        if batch.pk not in self._files:
            self._files[batch.pk] = bank.read_csv(written(batch, "csv"))
        return self._files[batch.pk]

    def is_out(self, line: PaymentLine) -> bool:
        return self.where.get(line.reference) == OUT

    def agrees(self, line: PaymentLine) -> bool:
        """Whether the books say of a line where its money is; of one that is not answered they say nothing."""
        if line.status == LineStatus.UNANSWERED:
            return line.reference not in self.where
        return line.status in (SAYS_OUT if self.is_out(line) else SAYS_BACK)

    def being_cleared_up(self) -> set[Any]:
        """Lines about which the bank said something that nobody has resolved yet."""
        open_ones = ReturnException.objects.unresolved().filter(Q(line__isnull=False) | Q(named_line__isnull=False))
        keys = {key for pair in open_ones.values_list("line", "named_line") for key in pair if key}
        unnamed = PaymentLine.objects.filter(reference__in=self.unnamed)
        return keys | set(unnamed.values_list("pk", flat=True))

    def lines(self) -> Iterable[PaymentLine]:
        """All that was ever given to the bank."""
        return PaymentLine.objects.filter(batch__status__in=AT_THE_BANK).defer("account_number").order_by("reference")

    def settle_unnamed(self) -> None:
        """What the books say rightly by now needs no name any more."""
        known = PaymentLine.objects.filter(reference__in=self.unnamed)
        self.unnamed -= {line.reference for line in known if self.agrees(line)}

    def out_by_instalment(self) -> Counter[Any]:
        """Whole yuan that people have, by instalment."""
        yuan: Counter[Any] = Counter()
        for line in self.lines():
            if self.is_out(line):
                yuan[line.instalment_id] += line.amount_yuan
        return yuan
