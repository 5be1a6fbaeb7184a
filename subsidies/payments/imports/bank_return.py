"""A bank's return file as rows: whatever cannot be read becomes the row's problem, so that no row is ever lost."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType
from typing import Any, Self

from django.utils.translation import gettext as _

from subsidies.payments.imports.return_totals import Counted, amount_of, contradiction, stated_total
from subsidies.payments.kinds import ReturnRowResult
from subsidies.payments.matching import ReturnedRow
from subsidies.payments.references import references_in
from talent.audit.sensitive import redact
from talent.calendars import clock
from talent.identifiers import bank_card
from talent.jobs.progress import UNWATCHED, Progress
from talent.spreadsheets import cells
from talent.spreadsheets.errors import CellError, CellProblem, UnreadableFile
from talent.spreadsheets.reading import Column, Row, Table, read_table
from talent.spreadsheets.values import CellValue, from_json, shown
from talent.workflow.refusals import ActionRefused

PAID_WORDS = (
    "成功", "已付", "已入账", "交易成功", "付款成功", "处理成功", "代发成功", "入账成功", "支付成功", "转账成功",
    "S", "Y",
)  # fmt: skip
FAILED_WORDS = (
    "失败", "退回", "已退回", "退票", "拒绝", "交易失败", "付款失败", "处理失败", "代发失败", "入账失败", "支付失败",
    "转账失败", "F", "N",
)  # fmt: skip
REVERSED_WORDS = (
    "退汇", "已退汇", "退汇成功", "汇款退回", "冲正", "已冲正", "冲正成功", "已冲销", "冲销", "退款", "已退款",
)  # fmt: skip
"""The money went out and came back: of a line that nobody has answered it says failed, of a paid one reversed."""
OUTCOMES: dict[str, ReturnRowResult] = {
    **dict.fromkeys(PAID_WORDS, ReturnRowResult.PAID),
    **dict.fromkeys((*FAILED_WORDS, *REVERSED_WORDS), ReturnRowResult.FAILED),
}


@lru_cache(maxsize=256, typed=True)  # a file says the same few words again and again; what is refused is not kept
def _outcome(value: CellValue) -> ReturnRowResult:
    """Paid or failed; whatever else a bank writes (processing, unknown) waits for a person."""
    known = OUTCOMES.get("".join(cells.text(value).split()).upper())
    if known is None:
        raise CellProblem("outcome", _("既不是成功也不是失败，"), _("请与银行核实这一笔的结果。"))
    return known


@lru_cache(maxsize=1024, typed=True)
def _amount(value: CellValue) -> int:
    """Whole yuan; less than nothing where the bank writes what came back with a minus."""
    try:
        return cells.yuan(value)
    except CellProblem as problem:
        if problem.code != "negative":
            raise
    return -cells.yuan(cells.text(value).replace("-", "").replace("－", ""))


COLUMNS = (
    Column("sequence", "序号", ("顺序号", "明细序号", "编号"), parse=cells.integer),
    Column("payee_name", "户名", ("收款人", "收款人户名", "收款人姓名", "收款人名称", "账户名称", "客户姓名", "姓名")),
    Column(
        "account_number",
        "账号",
        ("收款账号", "收款人账号", "银行账号", "卡号", "银行卡号", "账号/卡号", "账户"),
        required=True,
        parse=cells.account_number,
    ),
    Column(
        "amount_yuan",
        "金额",
        ("交易金额", "发放金额", "代发金额", "付款金额", "金额（元）"),
        required=True,
        parse=_amount,
    ),
    Column("remark", "备注", ("附言", "交易附言", "摘要", "用途", "明细编号", "客户备注")),
    Column(
        "outcome",
        "处理结果",
        ("交易结果", "代发结果", "结果", "处理状态", "交易状态", "付款状态", "入账状态", "状态"),
        required=True,
        parse=_outcome,
    ),
    Column(
        "bank_reason",
        "失败原因",
        ("退回原因", "拒绝原因", "原因", "错误信息", "返回信息", "处理信息", "银行说明", "说明"),
    ),
    Column("paid_on", "处理日期", ("交易日期", "入账日期", "付款日期", "日期"), parse=cells.date),
)
REASON_LENGTH, PROBLEM_LENGTH = 200, 300
SHORTEST_ACCOUNT = 8
"""Fewer digits in a total row are a count."""


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row as the bank wrote it, read again from the opened file only where somebody asks: there may be very many."""

    row: Row
    today: dt.date

    def raw(self) -> dict[str, Any]:
        """What stands in the known columns and in all cells, and on which sheet."""
        written = [shown(from_json(cell)) for cell in self.row.cells]
        places = ((column.key, self.row.table.columns.get(column.key, len(written))) for column in COLUMNS)
        known = {key: written[place] if place < len(written) else "" for key, place in places}
        return {**known, "cells": written, "sheet": self.row.table.sheet}

    def cell(self, key: str) -> str:
        """Where column ``key`` of the row is: ``C12``."""
        return self.row.cell(key)

    def unreadable_column(self) -> str:
        """The first column that keeps the row from being read."""
        wrong = _wrong(self.row, _parsed(self.row, self.today)[1])
        return next(column.key for column in COLUMNS if self.row.cell(column.key) == wrong[0].cell)


@dataclass(frozen=True, slots=True)
class ReadReturn:
    """Every payment of a file, and the sentence that says where its own totals contradict them (empty: nowhere).

    To be closed after use: what the bank wrote is not held beside what it means, but read again for each row.
    """

    rows: list[ReturnedRow]
    contradiction: str
    table: Table
    today: dt.date

    def written(self) -> Iterator[WrittenRow]:
        """The rows as the bank wrote them, one for each of ``rows``."""
        return (WrittenRow(row, self.today) for row in _payments(self.table))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.table.close()


def read_return(content: bytes, *, file_name: str, progress: Progress = UNWATCHED) -> ReadReturn:
    """Every row of a CSV (UTF-8 or GB18030) or Excel file that is about a payment, in order.

    Rows that look like totals, notes or signatures are passed over only when they name no account and no line of ours.

    Raises:
        ActionRefused: the file cannot be read, holds no payment, or holds payments on more than one sheet.
    """
    try:
        table = read_table(io.BytesIO(content), columns=COLUMNS)
    except UnreadableFile as unreadable:
        raise ActionRefused(
            _("文件“%(name)s”：%(problem)s") % {"name": file_name, "problem": unreadable}
        ) from unreadable
    try:
        return _read_table(table, file_name=file_name, progress=progress)
    except BaseException:
        table.close()
        raise


def _read_table(table: Table, *, file_name: str, progress: Progress) -> ReadReturn:
    if table.other_sheets:
        names = "、".join((table.sheet, *table.other_sheets))
        raise ActionRefused(_("工作簿有不止一张明细表：%(names)s。请每张单独保存成文件再上传。") % {"names": names})
    progress.stage("reading", parts=len(table))
    rows, today = [], clock.today()
    for row in _payments(table):
        rows.append(_read(row, today))
        progress.at(len(rows))
    if not rows:
        raise ActionRefused(_("文件“%(name)s”里没有付款明细。") % {"name": file_name})
    stated = [total for row in _others(table) if (total := stated_total(row)) is not None]
    amounts = (amount_of(shown(row.raw("amount_yuan"))) for row in _payments(table))
    counted = [Counted(row.outcome, amount) for row, amount in zip(rows, amounts, strict=True)] if stated else []
    return ReadReturn(rows, contradiction(stated, counted), table, today)


def _payments(table: Table) -> Iterator[Row]:
    for number, kind, values in table.lines():
        row = Row(table, number, values)
        if kind == "row" or (kind != "head" and _names_a_payment(row, kind)):
            yield row


def _others(table: Table) -> Iterator[Row]:
    for number, kind, values in table.lines():
        row = Row(table, number, values)
        if kind != "row" and not (kind != "head" and _names_a_payment(row, kind)):
            yield row


def _names_a_payment(row: Row, kind: str) -> bool:
    written = [shown(from_json(cell)) for cell in row.cells]
    account = bank_card.normalize(shown(row.raw("account_number")))
    is_count = kind == "total" and len(account) < SHORTEST_ACCOUNT
    return (account.isdigit() and not is_count) or any(references_in(text) for text in written)


def _read(row: Row, today: dt.date) -> ReturnedRow:
    values, errors = _parsed(row, today)
    wrong = _wrong(row, errors)
    problem = "；".join(map(_described, errors if wrong else ()))
    unclear = "；".join(_described(error) for error in errors if error not in wrong)
    reason = (values["bank_reason"] or _unsaid(row)) if values["outcome"] == ReturnRowResult.FAILED else ""
    return ReturnedRow(
        row_number=row.number,
        remark=values["remark"] or "",
        sequence=values["sequence"],
        account_number=values["account_number"] or "",
        payee_name=values["payee_name"] or "",
        amount_yuan=values["amount_yuan"],
        outcome=values["outcome"],
        bank_reason=redact(reason)[:REASON_LENGTH] if reason else "",
        paid_on=values["paid_on"],
        problem=redact(problem)[:PROBLEM_LENGTH] if problem else "",
        unclear=redact(unclear)[:PROBLEM_LENGTH] if unclear else "",
    )


def _parsed(row: Row, today: dt.date) -> tuple[dict[str, Any], list[CellError]]:
    """What the cells mean together, and what cannot be."""
    values, errors = row.parse()
    failed = values["outcome"] == ReturnRowResult.FAILED
    if (values["amount_yuan"] or 0) < 0:
        values["amount_yuan"] = -values["amount_yuan"] if failed else None
        if not failed:
            errors.append(row.error("amount_yuan", CellProblem("negative", _("金额不能是负数。"), "")))
    if values["paid_on"] and values["paid_on"] > today:
        errors.append(row.error("paid_on", CellProblem("future", _("处理日期晚于今天。"), "")))
    return values, errors


def _wrong(row: Row, errors: list[CellError]) -> list[CellError]:
    """Of the errors, those that keep the row from being matched: not that its outcome is unclear."""
    return [error for error in errors if error.cell != row.cell("outcome")]


def _unsaid(row: Row) -> str:
    """The bank's reason where it gives none: that the money came back is one by itself."""
    said = "".join(shown(row.raw("outcome")).split())
    return said if said in REVERSED_WORDS else _("银行未说明原因")


def _described(error: CellError) -> str:
    value = f"“{error.value}”" if error.value else " "
    return f"{error.cell}{value}{error.message}{error.fix}"
