"""Which line of a batch a row of the bank's return answers (design invariant 9). Pure: no database, no files.

A row is matched on our line reference (in the bank's remark) together with account and amount. Where the bank drops
the reference: on sequence, full account, name and amount, when exactly one line fits. Whatever is left is an
exception with a reason for people; no row is ever lost.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.payments.kinds import ExceptionKind, ReturnRowResult
from subsidies.payments.references import references_in
from subsidies.payments.workflow import LineStatus
from talent.identifiers.characters import without_blanks

R, K = ReturnRowResult, ExceptionKind
ANSWERS = {R.PAID: LineStatus.PAID, R.FAILED: LineStatus.FAILED}
SAYS_AGAIN = {
    R.PAID: (LineStatus.PAID, LineStatus.PAID_TWICE),
    R.FAILED: (LineStatus.FAILED, LineStatus.REVERSED, LineStatus.REFUNDED),
}
"""What a line may be when a row only says again what is in the books."""
CHANGED_MIND = {R.PAID: K.LATE_SUCCESS, R.FAILED: K.REVERSED_AFTER_PAID}


@dataclass(frozen=True, slots=True)
class SealedLine:
    """What a line says, as sealed, and what the bank has answered so far."""

    key: UUID | str
    """As the driver gives it."""
    reference: str
    sequence: int
    account_number: str
    payee_name: str
    amount_yuan: int
    status: str
    bank_reason: str = ""
    beside_twice: bool = False
    """Whether an earlier payment of the same instalment was paid twice: it may be the one that counts."""


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of a return as read. ``outcome`` is paid, failed or None when its words are not known.

    ``amount_yuan`` is None when the cell holds no whole yuan; ``problem`` says what is wrong with a cell, ``unclear``
    what is wrong with the one that ought to say the outcome.
    """

    row_number: int
    remark: str = ""
    sequence: int | None = None
    account_number: str = ""
    payee_name: str = ""
    amount_yuan: int | None = None
    outcome: ReturnRowResult | None = None
    bank_reason: str = ""
    paid_on: dt.date | None = None
    problem: str = ""
    unclear: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What becomes of a row: the line it is about (if any), the result, and the kind and problem of an exception."""

    row: ReturnedRow
    line: SealedLine | None
    result: ReturnRowResult
    problem: str = ""
    kind: ExceptionKind | None = None


def _apart(row: ReturnedRow, line: SealedLine | None, kind: ExceptionKind, problem: str) -> Match:
    return Match(row, line, R.EXCEPTION, problem, kind)


def match_rows(rows: Iterable[ReturnedRow], lines: Sequence[SealedLine], *, batch_number: str) -> list[Match]:
    """One match a row, in the order of the rows."""
    by_reference = {line.reference: line for line in lines}
    by_sequence = {line.sequence: line for line in lines}
    found = [_judge(row, by_reference, by_sequence, batch_number) for row in rows]
    return [_beside_twice(match) for match in _set_repeats_apart(found)]


def is_of_another_batch(rows: Sequence[ReturnedRow], lines: Sequence[SealedLine], *, batch_number: str) -> bool:
    """Whether nothing in the file belongs here: no row names this batch, and none has a payee and account of it."""
    batches = {batch for row in rows for _reference, batch in references_in(row.remark)}
    if batches:
        return batch_number not in batches
    payees = {(line.account_number, _name(line.payee_name)) for line in lines}
    return not any((row.account_number, _name(row.payee_name)) in payees for row in rows)


def _judge(
    row: ReturnedRow, by_reference: Mapping[str, SealedLine], by_sequence: Mapping[int, SealedLine], batch_number: str
) -> Match:
    if row.problem:
        return _apart(row, None, K.UNREADABLE_ROW, row.problem)
    named = references_in(row.remark)
    if len(set(named)) > 1:
        return _apart(row, None, K.AMBIGUOUS_REFERENCE, _("备注里有不止一个明细编号，无法确定是哪一笔。"))
    if named:
        return _by_reference(row, *named[0], by_reference, batch_number)
    line = _by_content(row, by_sequence)
    if line is None:
        problem = _("没有明细编号，按序号、账号、户名、金额也找不到完全一致的一笔。")
        return _apart(row, None, K.UNKNOWN_LINE, problem)
    return _answer(row, line)


def _by_reference(
    row: ReturnedRow, reference: str, batch: str, by_reference: Mapping[str, SealedLine], batch_number: str
) -> Match:
    if batch != batch_number:
        problem = _("明细编号属于批次 %(batch)s，不是本批次。") % {"batch": batch}
        return _apart(row, None, K.WRONG_BATCH, problem)
    line = by_reference.get(reference)
    if line is None:
        problem = _("本批次没有明细编号 %(reference)s。") % {"reference": reference}
        return _apart(row, None, K.UNKNOWN_LINE, problem)
    if row.amount_yuan != line.amount_yuan:
        problem = _("金额与封存不一致：封存为 %(yuan)s 元。") % {"yuan": f"{line.amount_yuan:,}"}
        return _apart(row, line, K.WRONG_AMOUNT, problem)
    if row.account_number != line.account_number:
        return _apart(row, line, K.WRONG_ACCOUNT, _("账号与封存不一致，请与银行核对。"))
    return _answer(row, line)


def _by_content(row: ReturnedRow, by_sequence: Mapping[int, SealedLine]) -> SealedLine | None:
    line = by_sequence.get(row.sequence) if row.sequence is not None else None
    if line is not None and (row.account_number, _name(row.payee_name), row.amount_yuan) == (
        line.account_number,
        _name(line.payee_name),
        line.amount_yuan,
    ):
        return line
    return None


def _answer(row: ReturnedRow, line: SealedLine) -> Match:
    if row.outcome is None:
        return _apart(row, line, K.UNCLEAR_OUTCOME, row.unclear or _("没有写明是成功还是失败。"))
    if line.status == LineStatus.UNANSWERED:
        return Match(row, line, row.outcome)
    if line.status in SAYS_AGAIN[row.outcome]:
        return Match(row, line, R.UNCHANGED)
    words = {"old": LineStatus(line.status).label, "new": LineStatus(ANSWERS[row.outcome]).label}
    problem = _("此前已入账为“%(old)s”，本次回盘为“%(new)s”，须人工核实。") % words
    return _apart(row, line, CHANGED_MIND[row.outcome], problem)


def _set_repeats_apart(found: list[Match]) -> list[Match]:
    """A second row for a line is an exception; when the rows disagree, the first is one too."""
    rows_of: dict[UUID | str, list[int]] = defaultdict(list)
    for place, match in enumerate(found):
        if match.line is not None and match.result in ANSWERS:
            rows_of[match.line.key].append(place)
    for places in rows_of.values():
        if len({found[place].result for place in places}) > 1:
            problem = _("同一笔在文件里既有成功又有失败，须人工核实。")
            for place in places:
                found[place] = _apart(found[place].row, found[place].line, K.CONTRADICTORY_ROWS, problem)
        for place in places[1:]:
            if found[place].result in ANSWERS:
                first = found[places[0]].row.row_number
                problem = _("与第 %(row)s 行重复，已按第 %(row)s 行计。") % {"row": first}
                found[place] = _apart(found[place].row, found[place].line, K.DUPLICATE_ROW, problem)
    return found


def _beside_twice(match: Match) -> Match:
    """A failure is no news to enter where the person has the money of an earlier payment: people decide."""
    if match.line is None or not match.line.beside_twice or match.result != R.FAILED:
        return match
    problem = _("补发的这一笔没有付成，而原先那笔已登记为重复发放，须人工核实，以免再发一次。")
    return _apart(match.row, match.line, K.REPLACEMENT_FAILED, problem)


def _name(text: str) -> str:
    return without_blanks(text)
