"""The three sides of a batch: what was released, what the bank's files say, what is entered in the books."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models import Sum as SumOf
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from subsidies.payments.kinds import Resolution, ReturnRowResult, ReturnStatus
from subsidies.payments.models import BankReturn, BankReturnRow, PaymentBatch, ReturnException
from subsidies.payments.queries.balance import Sum
from subsidies.payments.workflow import ExceptionStatus, LineStatus

R = ReturnRowResult
PAID, FAILED, SILENT = str(R.PAID), str(R.FAILED), ""
LABELS: dict[str, str | Promise] = {PAID: _("已付"), FAILED: _("失败或退汇"), SILENT: _("没有结果")}
IN_BOOKS = {
    LineStatus.PAID: PAID,
    LineStatus.PAID_TWICE: PAID,
    LineStatus.FAILED: FAILED,
    LineStatus.REVERSED: FAILED,
    LineStatus.REFUNDED: FAILED,
    LineStatus.UNANSWERED: SILENT,
}
RESOLVED_AS = {
    Resolution.COUNT_PAID: PAID,
    Resolution.LATE_SUCCESS: PAID,
    Resolution.PAID_TWICE: PAID,
    Resolution.COUNT_FAILED: FAILED,
    Resolution.REVERSE: FAILED,
    Resolution.TWICE_BACK: FAILED,
    Resolution.FIRST_COUNTS: FAILED,
}


@dataclass(frozen=True, slots=True)
class Side:
    """One outcome on two sides: as the bank says, and as the books say."""

    label: str | Promise
    bank: Sum
    books: Sum

    @property
    def differs(self) -> bool:
        """Whether the two do not agree."""
        return self.bank != self.books


@dataclass(frozen=True, slots=True)
class Rest:
    """The lines of a batch that a file does not speak of: answered otherwise, and not answered yet."""

    elsewhere: Sum
    unanswered: Sum


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """What was released against the bank and the books, outcome by outcome and in all.

    ``rest`` stands beside a file: the bank may answer in several, so that one speaks of a part is no difference.
    """

    released: Sum
    sides: list[Side]
    total: Side
    rest: Rest | None = None

    @property
    def bank_differs(self) -> bool:
        """Whether the bank's total does not agree with what it is held against."""
        return self.total.differs if self.rest else self.total.bank != self.released

    @property
    def books_differ(self) -> bool:
        """Whether the total in the books does not agree with what it is held against."""
        return self.total.differs if self.rest else self.total.books != self.released

    @property
    def differs(self) -> bool:
        """Whether anything that ought to agree does not."""
        return any(side.differs for side in self.sides) or self.bank_differs or self.books_differ


def three_way_of_batch(batch: PaymentBatch) -> ThreeWay:
    """A batch: the last word of the bank on each line, against what the books say of it (one query)."""
    said = BankReturnRow.objects.filter(
        line=OuterRef("pk"), bank_return__status=ReturnStatus.COMMITTED, kind__in=["", *_LINE_IS_MEANT]
    ).exclude(outcome="")
    last = said.order_by("-bank_return__committed_at", "-row_number")
    words = batch.lines.annotate(
        word=Coalesce(Subquery(last.values("outcome")[:1]), Value("")),
        said_yuan=Coalesce(Subquery(last.values("amount_yuan")[:1]), F("amount_yuan"), output_field=BigIntegerField()),
    )
    bank: dict[str, Sum] = {}
    books: dict[str, Sum] = {}
    rows = (
        words.order_by().values_list("status", "word").annotate(Count("pk"), SumOf("amount_yuan"), SumOf("said_yuan"))
    )
    for status, word, count, yuan, said_yuan in rows:
        bank[word] = bank.get(word, Sum()) + Sum(count, said_yuan if word else yuan)
        entered = IN_BOOKS.get(LineStatus(status), SILENT)
        books[entered] = books.get(entered, Sum()) + Sum(count, yuan)
    return _compared(Sum(batch.line_count, batch.total_yuan), bank, books)


_LINE_IS_MEANT = (
    "wrong_amount", "wrong_account", "duplicate_row", "reversed_after_paid", "late_success", "replacement_failed",
)  # fmt: skip


def three_way_of_return(bank_return: BankReturn) -> ThreeWay:
    """One file: its rows as the bank wrote them, and what is, or in a preview would be, in the books of each."""
    rows = bank_return.rows.all()
    bank = _summed(rows, "outcome", "amount_yuan")
    answered = rows.filter(result__in=[R.PAID, R.FAILED, R.UNCHANGED])
    books = _summed(answered, "outcome", "line__amount_yuan")
    resolved = ReturnException.objects.filter(row__bank_return=bank_return, status=ExceptionStatus.RESOLVED)
    meant = Coalesce("line__amount_yuan", "named_line__amount_yuan", output_field=BigIntegerField())
    outcomes = [When(resolution=resolution, then=Value(outcome)) for resolution, outcome in RESOLVED_AS.items()]
    counted = resolved.filter(resolution__in=RESOLVED_AS).annotate(
        meant_yuan=meant, counted_as=Case(*outcomes, output_field=CharField())
    )
    for outcome, found in _summed(counted, "counted_as", "meant_yuan").items():
        books[outcome] = books.get(outcome, Sum()) + found
    batch = bank_return.batch
    return _compared(Sum(batch.line_count, batch.total_yuan), bank, books, rest=_rest(bank_return))


def _rest(bank_return: BankReturn) -> Rest:
    spoken_of = bank_return.rows.filter(line=OuterRef("pk"))
    others = bank_return.batch.lines.filter(~Exists(spoken_of)).order_by().values_list("status")
    sums = {status: Sum(count, yuan) for status, count, yuan in others.annotate(Count("pk"), SumOf("amount_yuan"))}
    unanswered = sums.pop(LineStatus.UNANSWERED.value, Sum())
    return Rest(elsewhere=sum(sums.values(), Sum()), unanswered=unanswered)


def _summed(rows: QuerySet[BankReturnRow] | QuerySet[ReturnException], outcome: str, yuan: str) -> dict[str, Sum]:
    found = rows.order_by().values_list(outcome).annotate(rows_n=Count("pk"), rows_yuan=SumOf(yuan))
    return {word: Sum(count, total or 0) for word, count, total in found}


def _compared(released: Sum, bank: dict[str, Sum], books: dict[str, Sum], *, rest: Rest | None = None) -> ThreeWay:
    sides = [Side(label, bank.get(word, Sum()), books.get(word, Sum())) for word, label in LABELS.items()]
    total = Side(_("合计"), sum((side.bank for side in sides), Sum()), sum((side.books for side in sides), Sum()))
    return ThreeWay(released, sides, total, rest)
