"""The demo's bank: it answers a released batch with a return file of its own make."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable

from subsidies.payments.models import PaymentBatch, PaymentLine

HEADINGS = ("序号", "收款人姓名", "收款账号", "交易金额", "附言", "处理结果", "失败原因", "交易日期")


def return_file(batch: PaymentBatch, *, paid_on: dt.date, fails: Callable[[PaymentLine], str]) -> bytes:
    """The return as CSV in GB18030.

    Args:
        fails: the bank's reason for not paying a line; empty where it pays.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["代发业务回盘清单"])
    writer.writerow(HEADINGS)
    for line in batch.lines.order_by("sequence").iterator(chunk_size=1000):
        reason = fails(line)
        result = "失败" if reason else "成功"
        amount, day = f"{line.amount_yuan}.00", f"{paid_on:%Y%m%d}"
        writer.writerow(
            [line.sequence, line.payee_name, line.account_number, amount, line.reference, result, reason, day]
        )
    return text.getvalue().encode("gb18030")


def later_file(
    said: Iterable[tuple[PaymentLine, str, str]],
    *,
    paid_on: dt.date,
    strangers: Iterable[str] = (),
    stated: int | None = None,
) -> bytes:
    """A file that the bank sends after the first one, as CSV in GB18030.

    Args:
        said: lines with what the bank says of each now, and why.
        strangers: remarks of rows that are about nothing of this batch.
        stated: how many rows the file says that it has, in a total row.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for line, result, reason in said:
        amount, day = f"{line.amount_yuan}.00", f"{paid_on:%Y%m%d}"
        writer.writerow(
            [line.sequence, line.payee_name, line.account_number, amount, line.reference, result, reason, day]
        )
    for number, remark in enumerate(strangers, 900):
        writer.writerow(
            [number, "户名不详", "6222029900009999999", "12000.00", remark, "成功", "", f"{paid_on:%Y%m%d}"]
        )
    if stated is not None:
        writer.writerow(["合计", f"共{stated}笔"])
    return text.getvalue().encode("gb18030")
