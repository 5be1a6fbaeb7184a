"""A genuine return made wrong as banks and mail programs make it wrong, and a second reader that is none of ours."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook, load_workbook

from tests.subsidies.payments.bank import HEADINGS, Payment

ACCOUNT, AMOUNT, REMARK, RESULT, REASON, DAY = 2, 3, 4, 5, 6, 7
ENCODINGS = ("gb18030", "utf-8", "utf-8-sig")
WORDS = ("成功", "失败", "退汇", "冲正", "已冲正", "退票", "处理中", "", "N", "S", "未知", "部分成功")
AMOUNTS = (
    "12000",
    "12,000.00",
    "12000.01",
    "-12000.00",
    "0",
    "",
    "1.2万",
    "一万二",
    "1E+5",
    "￥12000元",
    "999999999999999999",
)
ACCOUNTS = (
    "",
    "6.22202E+18",
    "6222****0128",
    "0222 0000 0000 0000 001",
    "０２２２",
    "12345678901234567890123456789012345",
)
REASONS = ("", "账户已销户", "=1+1", "@SUM(A1)", "x" * 400, "账号6222021234567890128不存在")
DAYS = ("", "20991231", "2026-02-30", "20261125", "昨天", "45000")
NAMES = ("", "路人", "赵㛃", "合计", "欧阳 · 娜", "\u200b李明")
SEQUENCES = ("", "1", "999999999999", "第1笔", "-3", "1.0")


@dataclass
class Bank:
    """Everything that a return consists of before it is written."""

    rows: list[list[str]]
    headings: list[str]
    totals: list[str] | None
    title: bool = True


def genuine(payments: list[Payment], chance: random.Random, *, fails: float = 0.1) -> Bank:
    """What the bank ought to send: some are paid, some failed, and the total is right."""
    rows = []
    for payment in payments:
        failed = chance.random() < fails
        result, reason = ("失败", "账户已销户") if failed else ("成功", "")
        rows.append(
            [payment.sequence, payment.name, payment.account, payment.amount, payment.remark, result, reason, ""]
        )
    return Bank(rows, list(HEADINGS), _total(rows))


def _total(rows: list[list[str]]) -> list[str]:
    return ["合计", "", "", "", "", f"共{len(rows)}笔"]


def mutate(whole: Bank, chance: random.Random) -> None:
    """One thing goes wrong."""
    chance.choice(MUTATIONS)(whole, chance)


def _pick(whole: Bank, chance: random.Random) -> list[str]:
    return chance.choice(whole.rows) if whole.rows else [""] * len(HEADINGS)


def _drop(whole: Bank, chance: random.Random) -> None:
    if whole.rows:
        whole.rows.pop(chance.randrange(len(whole.rows)))


def _duplicate(whole: Bank, chance: random.Random) -> None:
    whole.rows.insert(chance.randint(0, len(whole.rows)), list(_pick(whole, chance)))


def _shuffle(whole: Bank, chance: random.Random) -> None:
    chance.shuffle(whole.rows)


def _contradict(whole: Bank, chance: random.Random) -> None:
    row = list(_pick(whole, chance))
    row[RESULT] = "失败" if row[RESULT] == "成功" else "成功"
    whole.rows.append(row)


def _alter(column: int, values: tuple[str, ...]) -> Any:
    def altered(whole: Bank, chance: random.Random) -> None:
        _pick(whole, chance)[column] = chance.choice(values)

    return altered


def _remark(whole: Bank, chance: random.Random) -> None:
    row, other = _pick(whole, chance), _pick(whole, chance)
    stem = row[REMARK].rpartition("-")[0] or "FF2026-0001"
    row[REMARK] = chance.choice(
        ["", f"{row[REMARK]} {other[REMARK]}", other[REMARK], f"{stem}-00099", "FF1999-0001-00001", row[REMARK].lower()]
    )


def _no_remarks(whole: Bank, _chance: random.Random) -> None:
    for row in whole.rows:
        row[REMARK] = ""


def _swap_cells(whole: Bank, chance: random.Random) -> None:
    column, (one, other) = chance.randrange(len(HEADINGS)), (_pick(whole, chance), _pick(whole, chance))
    one[column], other[column] = other[column], one[column]


def _all_results(whole: Bank, chance: random.Random) -> None:
    word = chance.choice(WORDS)
    for row in whole.rows:
        row[RESULT] = word


def _wrong_total(whole: Bank, chance: random.Random) -> None:
    amount = chance.choice(["", "1.00", "72000.00"])
    whole.totals = [chance.choice(["合计", "总计", "小计"]), "", "", amount, "", f"共{chance.randint(0, 9)}笔"]


def _no_total(whole: Bank, _chance: random.Random) -> None:
    whole.totals = None


def _heading(whole: Bank, chance: random.Random) -> None:
    whole.headings[chance.randrange(len(HEADINGS))] = chance.choice(["", "收款账号", "结果", "其他", "交易 金额"])


def _stray_row(whole: Bank, chance: random.Random) -> None:
    stray = chance.choice(
        [["制表人：王"], ["备注：本页完"], [""] * 8, ["第1页 共1页"], ["1", "2", "3", "4", "5", "6", "7", "8"]]
    )
    whole.rows.insert(chance.randint(0, len(whole.rows)), [*stray, *[""] * (len(HEADINGS) - len(stray))])


MUTATIONS = (
    _drop, _duplicate, _shuffle, _contradict, _remark, _remark, _no_remarks, _swap_cells, _all_results, _wrong_total,
    _no_total, _heading, _stray_row, _alter(0, SEQUENCES), _alter(1, NAMES), _alter(ACCOUNT, ACCOUNTS),
    _alter(AMOUNT, AMOUNTS), _alter(RESULT, WORDS), _alter(RESULT, WORDS), _alter(REASON, REASONS), _alter(DAY, DAYS),
)  # fmt: skip


def written(whole: Bank, chance: random.Random) -> tuple[str, bytes]:
    """The file as some bank writes it: name and bytes; now and then a byte of a text file is damaged."""
    lines = (
        [["代发业务回盘清单"]] * whole.title + [whole.headings, *whole.rows] + ([whole.totals] if whole.totals else [])
    )
    if chance.random() < 0.15:
        book = Workbook()
        for line in lines:
            book.active.append([_inert(cell) for cell in line])
        stream = io.BytesIO()
        book.save(stream)
        return "r.xlsx", stream.getvalue()
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=chance.choice(",,,\t|")).writerows(lines)
    content = bytearray(text.getvalue().encode(chance.choice(ENCODINGS)))
    if chance.random() < 0.1:
        content[chance.randrange(len(content))] = chance.randrange(256)
    return "r.csv", bytes(content)


def _inert(cell: str) -> str:
    return "".join(letter for letter in cell if letter >= " ")


def rows_of_payments(name: str, content: bytes) -> tuple[set[int], set[int]] | None:
    """Read with other eyes: numbers of the rows that are surely about a payment, and of all rows that are not blank.

    None where the second reader cannot make sense of the file.
    """
    rows = _grid(name, content)
    heads = [number for number, row in enumerate(rows, 1) if sum(cell.strip() in HEADINGS for cell in row) >= 5]
    if not heads:
        return None
    below = [(number, row) for number, row in enumerate(rows, 1) if number > heads[0] and any(c.strip() for c in row)]
    surely = {number for number, row in below if _is_payment(row)}
    return surely, {number for number, _row in below}


def _grid(name: str, content: bytes) -> list[list[str]]:
    if name.endswith("xlsx"):
        sheet = load_workbook(io.BytesIO(content)).active
        return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        delimiter = max("\t|,", key=text.count)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return []


def _is_payment(row: list[str]) -> bool:
    cells = [cell.strip() for cell in row]
    account = cells[ACCOUNT] if len(cells) > ACCOUNT else ""
    return (account.isascii() and account.isdigit() and len(account) >= 12) or any(
        "FF" in cell and "-00" in cell for cell in cells
    )
