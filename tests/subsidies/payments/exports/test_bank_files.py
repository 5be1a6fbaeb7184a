"""The bank's files, read back by other programs."""

from __future__ import annotations

import io
import subprocess

import pytest
from openpyxl import load_workbook

from subsidies.payments.exports.bank_columns import UnwritableLine
from subsidies.payments.models import PaymentBatch, PaymentLine
from tests.subsidies.payments import bank
from tests.subsidies.payments.kept import written
from tests.subsidies.payments.stages import Desk, make_due, make_payee

NAMES = ["王㛃", "𠮷野", "阿依古丽·买买提", "欧阳䶮", "O'Brien"]


@pytest.fixture
def batch(desk: Desk) -> PaymentBatch:
    dues = [make_due(make_payee(name=name)) for name in NAMES]
    return PaymentBatch.objects.get(pk=desk.sealed(*dues).pk)


@pytest.mark.parametrize(("kind", "read"), [("csv", bank.read_csv), ("xlsx", bank.read_xlsx)])
def test_rare_names_and_leading_zeros_survive(batch: PaymentBatch, kind: str, read):
    payments = read(written(batch, kind))
    accounts = list(batch.lines.order_by("sequence"))
    assert sorted(p.name for p in payments) == sorted(NAMES)
    assert [p.account for p in payments] == [line.account_number for line in accounts]
    assert {p.account[0] for p in payments} == {"0"}


def test_the_csv_is_gb18030_with_crlf_and_nothing_quoted(batch: PaymentBatch):
    content = written(batch, "csv")
    decoded = subprocess.run(["iconv", "-f", "GB18030", "-t", "UTF-8"], input=content, capture_output=True, check=True)
    lines = decoded.stdout.decode().split("\r\n")
    assert (lines[0], lines[-1], len(lines)) == ("序号,户名,账号,开户行,金额,备注", "", len(NAMES) + 2)
    assert (b'"' in content, lines[1].count(",")) == (False, 5)


def test_the_xlsx_keeps_accounts_as_text_and_amounts_as_numbers(batch: PaymentBatch):
    sheet = load_workbook(io.BytesIO(written(batch, "xlsx"))).active
    kinds = {tuple(cell.data_type for cell in row) for row in sheet.iter_rows(min_row=2)}
    assert kinds == {("n", "s", "s", "s", "n", "s")}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_same_batch_gives_the_same_bytes(batch: PaymentBatch, kind: str):
    assert written(batch, kind) == written(batch, kind)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_formula_that_came_in_behind_our_back_stops_the_file(batch: PaymentBatch, unguarded: None, kind: str):
    PaymentLine.objects.filter(batch=batch, sequence=3).update(payee_name="=cmd")
    with pytest.raises(UnwritableLine):
        written(batch, kind)
