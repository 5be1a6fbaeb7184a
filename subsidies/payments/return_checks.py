"""A return held against its batch, before anything is entered: which row answers what, and what is unusual about it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from subsidies.payments.checking_figures import failed_share_percent
from subsidies.payments.imports.bank_return import ReadReturn
from subsidies.payments.kinds import ReturnRowResult, Unusual
from subsidies.payments.matching import Match, is_of_another_batch, match_rows
from subsidies.payments.models import BankReturn, PaymentBatch
from subsidies.payments.queries.sealed_lines import sealed_lines
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


def match_with(batch: PaymentBatch, read: ReadReturn) -> list[Match]:
    """What becomes of each row of a return for this batch.

    Raises:
        ActionRefused: not one row is of this batch.
    """
    rows = [row.returned for row in read.rows]
    lines = sealed_lines(batch)
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
