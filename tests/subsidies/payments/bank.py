"""A bank that reads our files with other programs' eyes and answers with a return of its own making.

The CSV is decoded by ``iconv`` and read by the csv module, the XLSX by openpyxl: nothing of ours reads what we wrote.
"""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl import Workbook, load_workbook

HEADINGS = ("序号", "收款人姓名", "收款账号", "交易金额", "附言", "处理结果", "失败原因", "交易日期")


@dataclass
class Payment:
    """One payment as the bank understood our file."""

    sequence: str
    name: str
    account: str
    bank: str
    amount: str
    remark: str


@dataclass
class Answer:
    """What the bank says of one payment."""

    payment: Payment
    result: str = "成功"
    reason: str = ""
    day: str = ""
    keep_remark: bool = True
    amount: str | None = None

    def cells(self) -> list[str]:
        payment = self.payment
        remark = payment.remark if self.keep_remark else ""
        amount = self.amount if self.amount is not None else payment.amount
        return [payment.sequence, payment.name, payment.account, amount, remark, self.result, self.reason, self.day]


def read_csv(content: bytes) -> list[Payment]:
    """Our CSV through ``iconv -f GB18030``."""
    decoded = subprocess.run(["iconv", "-f", "GB18030", "-t", "UTF-8"], input=content, capture_output=True, check=True)
    rows = list(csv.reader(io.StringIO(decoded.stdout.decode(), newline="")))
    assert rows[0] == ["序号", "户名", "账号", "开户行", "金额", "备注"]
    return [Payment(*row) for row in rows[1:]]


def read_xlsx(content: bytes) -> list[Payment]:
    """Our XLSX through openpyxl; accounts must be text."""
    sheet = load_workbook(io.BytesIO(content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("序号", "户名", "账号", "开户行", "金额", "备注")
    assert {type(row[2]) for row in rows[1:]} == {str}
    return [Payment(str(row[0]), row[1], row[2], row[3], f"{row[4]}.00", row[5]) for row in rows[1:]]


def answers(payments: list[Payment], decide: Callable[[Payment], Answer] = Answer) -> list[Answer]:
    """The bank's answer to each payment; paid unless ``decide`` says otherwise."""
    return [decide(payment) for payment in payments]


def csv_return(given: list[Answer], *, encoding: str = "gb18030") -> bytes:
    """The bank's return as CSV, with a title above the heading and a total below."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["代发业务回盘清单"])
    writer.writerow(HEADINGS)
    writer.writerows(answer.cells() for answer in given)
    writer.writerow(["合计", "", "", "", "", f"共{len(given)}笔"])
    return text.getvalue().encode(encoding)


def utf8_return(given: list[Answer]) -> bytes:
    """The bank's return as CSV in UTF-8 with a byte order mark."""
    return csv_return(given, encoding="utf-8-sig")


def xlsx_return(given: list[Answer]) -> bytes:
    """The bank's return as XLSX."""
    book = Workbook()
    book.active.append(HEADINGS)
    for answer in given:
        book.active.append(answer.cells())
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def failing(number: int, reason: str = "账户已销户") -> Callable[[Payment], Answer]:
    """Every payment succeeds but the one with this sequence."""
    return lambda payment: Answer(payment, "失败", reason) if int(payment.sequence) == number else Answer(payment)
