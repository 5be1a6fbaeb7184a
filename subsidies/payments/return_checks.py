"""A return held against its batch, before anything is entered: which row answers what, and what is unusual about it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.db.models import Exists
from django.utils.translation import gettext as _

from subsidies.payments.checking_figures import failed_share_percent
from subsidies.payments.doubtful import kept_twice
from subsidies.payments.imports.bank_return import ReadReturn, ReadRow
from subsidies.payments.kinds import ExceptionKind, ReturnRowResult, Unusual
from subsidies.payments.matching import Match, SealedLine, is_of_another_batch, match_rows
from subsidies.payments.models import BankReturn, BankReturnRow, PaymentBatch, PaymentLine
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused

K = ExceptionKind
CELL_OF = {
    K.WRONG_AMOUNT: "amount_yuan",
    K.WRONG_ACCOUNT: "account_number",
    K.UNREADABLE_ROW: "problem",
} | dict.fromkeys((K.UNKNOWN_LINE, K.WRONG_BATCH, K.AMBIGUOUS_REFERENCE, K.DUPLICATE_ROW), "remark")
"""In which column the problem of a kind lies; of the others in the outcome."""


def match_with(batch: PaymentBatch, read: ReadReturn) -> list[Match]:
    """What becomes of each row of a return for this batch.

    Raises:
        ActionRefused: not one row is of this batch.
    """
    rows = [row.returned for row in read.rows]
    beside = set(batch.lines.unanswered().filter(Exists(kept_twice("instalment"))).values_list("pk", flat=True))
    lines = [_sealed(line, line.pk in beside) for line in batch.lines.order_by("sequence").iterator(2000)]
    if is_of_another_batch(rows, lines, batch_number=batch.number):
        raise ActionRefused(_("这不是批次 %(number)s 的回盘：没有一行与本批次相符。") % {"number": batch.number})
    return match_rows(rows, lines, batch_number=batch.number)


def unusual_in(found: Sequence[Match], contradiction: str) -> list[Unusual]:
    """Why a second person has to enter this; nothing for a clean return."""
    exceptions = sum(match.result == ReturnRowResult.EXCEPTION for match in found)
    failed = sum(match.result == ReturnRowResult.FAILED for match in found)
    answered = failed + sum(match.result == ReturnRowResult.PAID for match in found)
    limit = Fraction(failed_share_percent(on=clock.today()), 100)
    seen = {
        Unusual.EXCEPTIONS: exceptions > 0,
        Unusual.MANY_FAILED: answered > 0 and Fraction(failed, answered) > limit,
        Unusual.TOTALS: bool(contradiction),
    }
    return [code for code, is_seen in seen.items() if is_seen]


def unusual_words(bank_return: BankReturn) -> list[str]:
    """What is unusual about a return, for people."""
    words = {
        Unusual.EXCEPTIONS: _("有异常的行"),
        Unusual.MANY_FAILED: _("付款失败的比例超过 %(percent)s%%")
        % {"percent": failed_share_percent(on=clock.today())},
        Unusual.TOTALS: _("文件写明的合计与明细不符"),
    }
    return [words[Unusual(code)] for code in bank_return.unusual]


def second_person_wanted(bank_return: BankReturn) -> str:
    """Why whoever uploaded it cannot enter it."""
    named = _("、").join(unusual_words(bank_return))
    return _("这份回盘是您上传的，其中%(unusual)s，须由另一名人员核对后确认入账。") % {"unusual": named}


def row_of(bank_return: BankReturn, match: Match, read: ReadRow, sheet: str) -> BankReturnRow:
    """The row as it is kept: what the bank wrote, what it means, and in which cell the problem of an exception lies."""
    raw = {**read.raw, "sheet": sheet}
    if match.kind:
        column = CELL_OF.get(match.kind, "outcome")
        raw["cell"] = read.places[column]
        raw["value"] = _value_at(read, column)
    return BankReturnRow(
        bank_return=bank_return,
        row_number=match.row.row_number,
        line_id=match.line.key if match.line else None,
        result=match.result,
        kind=match.kind or "",
        outcome=match.row.outcome or "",
        amount_yuan=match.row.amount_yuan,
        bank_reason=match.row.bank_reason,
        problem=match.problem,
        paid_on=match.row.paid_on,
        raw=raw,
    )


def _value_at(read: ReadRow, column: str) -> str:
    if column == "problem":
        column = next((key for key, place in read.places.items() if place == read.places["problem"]), column)
    return str(read.raw.get(column, ""))


def _sealed(line: PaymentLine, beside_twice: bool) -> SealedLine:
    return SealedLine(
        key=str(line.pk),
        reference=line.reference,
        sequence=line.sequence,
        account_number=line.account_number,
        payee_name=line.payee_name,
        amount_yuan=line.amount_yuan,
        status=line.status,
        bank_reason=line.bank_reason,
        beside_twice=beside_twice,
    )
