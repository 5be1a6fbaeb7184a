"""A bank's return for a released batch, as banks make it from the file that they were sent."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from openpyxl import Workbook

from subsidies.payments.bank_templates import DELIMITED, ColumnField
from subsidies.payments.exports.kept_files import digest_and_size, path_of
from subsidies.payments.models import BatchFile, PaymentBatch

HEADINGS = ("顺序号", "收款人户名", "收款人账号", "交易金额", "附言", "处理状态", "退回原因", "交易日期")
PAID, FAILED = "成功", "失败"
REASONS = ("户名不符", "账号不存在", "账户状态异常", "账户已销户")
EVERY_NTH_FAILS = 3
STRANGE_REFERENCE = "FF1999-0001-00001"


class NotAnswerable(ValueError):
    """The batch has no bank file that a bank could have answered."""


class Damaged(NotAnswerable):
    """The kept bank file is gone, or is not what was rendered."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of the return, as text."""

    sequence: str
    name: str
    account: str
    amount: str
    remark: str
    result: str = PAID
    reason: str = ""

    def cells(self, day: str) -> tuple[str, ...]:
        """The row under ``HEADINGS``."""
        return (self.sequence, self.name, self.account, self.amount, self.remark, self.result, self.reason, day)


Flavour = Callable[[list[Answer]], list[Answer]]


def sent_to_bank(batch: PaymentBatch) -> list[Answer]:
    """Every payment of the kept bank files in text, answered as paid; live rows are not looked at.

    Raises:
        NotAnswerable: the batch was not released with a text file yet, or its template makes none.
        Damaged: a file is gone from the disk, or was changed.
    """
    files = BatchFile.objects.filter(batch=batch, kind__in=DELIMITED)
    kind = files.order_by("kind").values_list("kind", flat=True).first()
    if kind is None:
        raise NotAnswerable("no bank file")
    rows = [row for kept in files.filter(kind=kind).order_by("part") for row in _rows(kept)]
    return [_answer(number, row) for number, row in enumerate(rows, start=1)]


def _rows(kept: BatchFile) -> list[dict[str, str]]:
    """The rows of a file by what its template's columns carry."""
    path = path_of(kept.storage_name)
    if not path.exists() or digest_and_size(path)[0] != kept.sha256:
        raise Damaged("the file is gone or was changed")
    spec = kept.batch.bank_template.form
    rows = csv.reader(io.StringIO(path.read_bytes().decode(spec.encoding), newline=""), delimiter=spec.delimiter)
    fields = [column.field for column in spec.columns]
    return [dict(zip(fields, row, strict=True)) for row in list(rows)[spec.headings :]]


def _answer(number: int, row: dict[str, str]) -> Answer:
    in_yuan = row.get(ColumnField.AMOUNT_YUAN)
    return Answer(
        row.get(ColumnField.SEQUENCE, str(number)),
        row[ColumnField.PAYEE_NAME],
        row[ColumnField.ACCOUNT_NUMBER],
        in_yuan or f"{Decimal(row[ColumnField.AMOUNT_CENTS]) / 100:.2f}",
        row[ColumnField.REFERENCE],
    )


def _all_paid(answers: list[Answer]) -> list[Answer]:
    return answers


def _partly_failed(answers: list[Answer]) -> list[Answer]:
    def answered(place: int, answer: Answer) -> Answer:
        if place % EVERY_NTH_FAILS:
            return answer
        return replace(answer, result=FAILED, reason=REASONS[place // EVERY_NTH_FAILS % len(REASONS)])

    return [answered(place, answer) for place, answer in enumerate(answers)]


def _wrong_amount(answers: list[Answer]) -> list[Answer]:
    first, *others = answers
    return [replace(first, amount=f"{Decimal(first.amount) + 1:.2f}"), *others]


def _unknown_line(answers: list[Answer]) -> list[Answer]:
    stranger = Answer(str(len(answers) + 1), "无此人", "6222029900009999999", "100.00", STRANGE_REFERENCE)
    return [*answers, stranger]


def _ids_dropped(answers: list[Answer]) -> list[Answer]:
    return [replace(answer, remark="") for answer in answers]


def _same_row_twice(answers: list[Answer]) -> list[Answer]:
    return [*answers, answers[0]]


FLAVOURS: dict[str, Flavour] = {
    "paid": _all_paid,
    "partly-failed": _partly_failed,
    "wrong-amount": _wrong_amount,
    "unknown-line": _unknown_line,
    "ids-dropped": _ids_dropped,
    "twice": _same_row_twice,
}


def as_csv(answers: Sequence[Answer], *, day: str) -> bytes:
    """GB18030, as most banks write it."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *(answer.cells(day) for answer in answers)])
    return text.getvalue().encode("gb18030")


def as_xlsx(answers: Sequence[Answer], *, day: str) -> bytes:
    """A title row above the headings, a total below; accounts as text."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "代发回盘"
    sheet.append(("批量代发业务处理结果清单",))
    for row in (HEADINGS, *(answer.cells(day) for answer in answers)):
        sheet.append(row)
    sheet.append(("合计", f"{len(answers)} 笔"))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


FORMATS = {"csv": as_csv, "xlsx": as_xlsx}
