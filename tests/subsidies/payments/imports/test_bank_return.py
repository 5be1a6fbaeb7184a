"""How a bank's return is read."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from subsidies.payments.imports.bank_return import read_return
from subsidies.payments.kinds import ReturnRowResult as R
from talent.workflow.refusals import ActionRefused

pytestmark = pytest.mark.django_db
HEAD = "序号,户名,账号,金额,备注,处理结果,失败原因\r\n"
GOOD = '1,李明,0222021234567890128,"12,000.00",FF2026-0001-00001,成功,\r\n'


def rows(text: str, encoding: str = "gb18030"):
    with read_return(text.encode(encoding), file_name="回盘.csv") as read:
        return read.rows


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_a_row_is_read_in_each_encoding(encoding: str):
    (row,) = rows(HEAD + GOOD, encoding)
    assert (row.row_number, row.payee_name, row.account_number, row.amount_yuan, row.remark, row.outcome) == (
        2,
        "李明",
        "0222021234567890128",
        12_000,
        "FF2026-0001-00001",
        R.PAID,
    )


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("成功", R.PAID),
        ("交易成功", R.PAID),
        ("已入账", R.PAID),
        ("失败", R.FAILED),
        ("退票", R.FAILED),
        ("付款失败", R.FAILED),
    ],
)
def test_the_banks_words_are_understood(word: str, outcome: R):
    assert [row.outcome for row in rows(HEAD + GOOD.replace("成功", word))] == [outcome]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("0222021234567890128", "6.22202E+18", "C2“6.22202E+18”"),
        ("0222021234567890128", "6222****0128", "C2“6222****0128”"),
        ('"12,000.00"', "12000.50", "D2“12000.50”金额精确到元，不能有角和分。"),
        ('"12,000.00"', "一万二", "D2“一万二”"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_and_its_row_kept(old: str, new: str, words: str):
    (row,) = rows(HEAD + GOOD.replace(old, new))
    assert words in row.problem


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("处理中", "F2“处理中”既不是成功也不是失败，请与银行核实这一笔的结果。"),
        ("", "F2 “处理结果”没有填写。"),
    ],
)
def test_an_outcome_that_is_not_known_leaves_the_rest_of_the_row_readable(word: str, words: str):
    (row,) = rows(HEAD + GOOD.replace("成功", word))
    assert (words in row.unclear, row.problem, row.amount_yuan, row.outcome) == (True, "", 12_000, None)


@pytest.mark.parametrize("word", ["退汇", "已退汇", "冲正", "已冲正", "退款"])
def test_money_that_came_back_is_a_failure_that_says_so(word: str):
    (row,) = rows(HEAD + GOOD.replace("成功", word))
    assert (row.outcome, row.bank_reason, row.problem) == (R.FAILED, word, "")


def test_a_minus_is_read_where_money_came_back_and_nowhere_else():
    minus = GOOD.replace('"12,000.00"', "-12000.00")
    back, paid = rows(HEAD + minus.replace("成功", "退汇")) + rows(HEAD + minus)
    assert (back.amount_yuan, back.problem) == (12_000, "")
    assert (paid.amount_yuan, paid.problem) == (None, "D2“-12000.00”金额不能是负数。")


def totals(*lines: str) -> str:
    with read_return((HEAD + GOOD + "".join(lines)).encode(), file_name="回盘.csv") as read:
        return read.contradiction


@pytest.mark.parametrize(
    "line",
    [
        "合计,,,,,共1笔,\r\n",
        '合计,1笔,,"12,000.00",,,\r\n',
        "合计：成功1笔，金额12000.00元,,,,,,\r\n",
        "小计,9笔,,9.00,,,\r\n",
        "制表人：王,,,,,,\r\n",
    ],
)
def test_totals_that_agree_are_passed_over(line: str):
    assert totals(line) == ""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("合计,,,,,共2笔,\r\n", "第 3 行写明合计 2 笔，实际明细为 1 笔。"),
        ("合计,1笔,,12001.00,,,\r\n", "第 3 行写明合计 12,001.00 元，实际明细之和为 12,000.00 元。"),
        ("总计,,,,,失败1笔,\r\n", "第 3 行写明合计 1 笔，实际明细为 0 笔。"),
    ],
)
def test_a_total_that_contradicts_the_rows_is_told(line: str, words: str):
    assert totals(line) == words


def test_a_failure_without_a_reason_says_so():
    (row,) = rows(HEAD + GOOD.replace("成功", "失败"))
    assert (row.outcome, row.bank_reason) == (R.FAILED, "银行未说明原因")


def test_totals_are_passed_over_but_never_a_row_with_an_account_or_our_reference():
    total = "合计,,,12000.00,,共1笔,\r\n"
    odd = "合计,李明,0222021234567890128,12000.00,,成功,\r\n备注：,,,,FF2026-0001-00002,,\r\n"
    assert [row.row_number for row in rows(HEAD + GOOD + total + odd)] == [2, 4, 5]


def test_payments_on_two_sheets_are_refused_rather_than_half_read():
    book = Workbook()
    for sheet in (book.active, book.create_sheet("失败明细")):
        sheet.append(["账号", "金额", "处理结果"])
        sheet.append(["0222021234567890128", 12000, "成功"])
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(ActionRefused) as refused:
        read_return(stream.getvalue(), file_name="回盘.xlsx")
    assert "失败明细" in str(refused.value)


def test_missing_columns_are_named():
    with pytest.raises(ActionRefused) as refused:
        rows("序号,户名,账号\r\n1,李明,0222021234567890128\r\n")
    assert "金额、处理结果" in str(refused.value)
