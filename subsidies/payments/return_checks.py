"""A return held against its batch, before anything is entered: which row answers what, and what is unusual about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from subsidies.payments.checking_figures import failed_share_percent
from subsidies.payments.imports.bank_return import ReadReturn, WrittenRow
from subsidies.payments.kinds import ExceptionKind, ReturnRowResult, Unusual
from subsidies.payments.matching import Match, is_of_another_batch, match_rows
from subsidies.payments.models import BankReturn, PaymentBatch
from subsidies.payments.queries.sealed_lines import sealed_lines
from talent.calendars import clock
from talent.jobs.progress import UNWATCHED, Progress
from talent.workflow.refusals import ActionRefused

K = ExceptionKind
CELL_OF = {
    K.WRONG_AMOUNT: "amount_yuan",
    K.WRONG_ACCOUNT: "account_number",
    K.UNREADABLE_ROW: "problem",
} | dict.fromkeys((K.UNKNOWN_LINE, K.WRONG_BATCH, K.AMBIGUOUS_REFERENCE, K.DUPLICATE_ROW), "remark")
"""In which column the problem of a kind lies; of the others in the outcome."""


def match_with(batch: PaymentBatch, read: ReadReturn, *, progress: Progress = UNWATCHED) -> list[Match]:
    """What becomes of each row of a return for this batch.

    Raises:
        ActionRefused: not one row is of this batch.
    """
    progress.stage("matching", parts=batch.line_count)
    lines = sealed_lines(batch, progress=progress)
    if is_of_another_batch(read.rows, lines, batch_number=batch.number):
        raise ActionRefused(_("这不是批次 %(number)s 的回盘：没有一行与本批次相符。") % {"number": batch.number})
    return match_rows(read.rows, lines, batch_number=batch.number)


def counts_of(found: Sequence[Match]) -> dict[str, int]:
    """How many rows come to what."""
    counted = Counter(match.result for match in found)
    return {result.value: counted[result] for result in ReturnRowResult}


def unusual_in(found: Sequence[Match], contradiction: str) -> list[Unusual]:
    """Why a second person has to enter this; nothing for a clean return."""
    counts = counts_of(found)
    failed = counts[ReturnRowResult.FAILED]
    answered = failed + counts[ReturnRowResult.PAID]
    limit = Fraction(failed_share_percent(on=clock.today()), 100)
    seen = {
        Unusual.EXCEPTIONS: counts[ReturnRowResult.EXCEPTION] > 0,
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


def raw_of(match: Match, written: WrittenRow) -> dict[str, Any]:
    """What the bank wrote in a row, and in which cell the problem of an exception lies."""
    raw = written.raw()
    if match.kind:
        column = CELL_OF.get(match.kind, "outcome")
        if column == "problem":
            column = written.unreadable_column()
        raw |= {"cell": written.cell(column), "value": raw[column]}
    return raw
