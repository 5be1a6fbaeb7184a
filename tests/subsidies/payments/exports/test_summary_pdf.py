"""The summary sheet of a sealed batch."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from subsidies.payments.exports import summary_pdf
from subsidies.payments.models import PaymentBatch
from tests.subsidies.payments.stages import Desk, lines_of, make_due, make_payee


def text_of(batch: PaymentBatch) -> str:
    stream = io.BytesIO()
    summary_pdf.write(PaymentBatch.objects.get(pk=batch.pk), stream)
    document = pypdfium2.PdfDocument(stream.getvalue())
    return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.fixture
def batch(desk: Desk) -> PaymentBatch:
    payees = [make_payee(name="李明"), make_payee(name="王芳", bank={"holder_name": "王方"})]
    return desk.sealed(make_due(payees[0]), make_due(payees[1], degree="doctor"))


@pytest.mark.parametrize(
    "words",
    [
        "FF2026-0001",
        "2026年11月生活补贴",
        "长财预〔2026〕18号",
        "2080799 其他就业补助",
        "￥44,000.00",
        "肆万肆仟元整",
        "户名与姓名不一致 1 笔",
        "已逐笔电话核实",
        "财政局放行人",
    ],
)
def test_the_sheet_says(batch: PaymentBatch, words: str):
    assert words in text_of(batch)


def test_the_sheet_carries_the_whole_digest(batch: PaymentBatch):
    assert batch.digest in text_of(batch).replace("\r\n", "")


def test_the_sheet_names_nobody_and_no_account(batch: PaymentBatch):
    text = text_of(batch)
    secrets = [value for line in lines_of(batch) for value in (line.payee_name, line.account_number)]
    assert [secret for secret in secrets if secret in text] == []
