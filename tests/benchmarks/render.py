"""The bank's files of one batch: CSV from the database with every account decrypted, XLSX and ISO 20022 as writers.

Baselines are run on a sample, because some hold everything in memory; peak memory is that of our own run before them.
The Django loop is given the reference where the account would stand, so that it need not decrypt.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection, transaction
from import_export import resources
from lxml import etree
from openpyxl import Workbook

from subsidies.payments.bank_templates import Payer, TemplateSpec
from subsidies.payments.exports import bank_csv, bank_pain001, bank_xlsx
from subsidies.payments.exports.bank_columns import BankLine, bank_pieces, pieces_of
from subsidies.payments.exports.bank_parts import FileHead, Part, head_of, parts_of
from subsidies.payments.imports.shipped_templates import key_of, shipped_templates
from subsidies.payments.models import PaymentBatch, PaymentLine
from subsidies.payments.workflow import LineStatus
from talent.bulk.inserting import insert_columns
from talent.calendars import clock
from talent.encryption.columns import blind_indexes, seal_texts
from tests.benchmarks.apart import apart, hasten_preparation
from tests.benchmarks.measuring import Report, items_per_cpu_second, peak_rss_mb
from tests.factories import make_user
from tests.faults.own_database import own_database
from tests.subsidies.payments.exports.pain001_check import problems_in

DEFAULT, SAMPLE, ROUNDS = 5_000, 50_000, 5
OURS, DJANGO, IMPORT_EXPORT = "render_csv", "Django values_list().iterator() + csv", "import-export"
XLSX, OPENPYXL = "render_xlsx", "openpyxl write-only"
PAIN001, LXML = "render_pain001", "lxml streaming"
BARS = {DJANGO: 0.6, IMPORT_EXPORT: 6.0, OPENPYXL: 4.0, LXML: 3.0}
NAMES = ("王晓明", "李思远", "欧阳晓岚", "赵一诺", "阿依古丽·买买提", "陈昊", "周梓涵", "孙㛃")
BANKS = ("中国建设银行长春汽车厂支行", "中国工商银行股份有限公司长春高新支行", "吉林银行长春分行", "招商银行长春分行")
PAYER = Payer("人才补贴专户（样例）", "0222000000000000001", "中国建设银行长春分行", "105241000000")


class LineResource(resources.ModelResource):
    """The columns of the bank's file, as a reader of import-export's guide would export them."""

    class Meta:
        model = PaymentLine
        fields = ("sequence", "payee_name", "account_number", "bank_name", "amount_yuan", "reference")


def run_csv(n: int | None) -> list[Report]:
    """Render the CSV of a batch of ``n`` lines that lie in a database of their own."""
    count = n or DEFAULT
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
        hasten_preparation()
        speeds, slow, memory = apart(_measured, _batch(count).pk)
    return [
        Report("render_csv", count, speeds, DJANGO, BARS[DJANGO], memory),
        Report("render_csv", count, {OURS: speeds[OURS], **slow}, IMPORT_EXPORT, BARS[IMPORT_EXPORT], memory),
    ]


def _measured(batch_key: uuid.UUID) -> tuple[dict[str, float], dict[str, float], float]:
    batch, target = PaymentBatch.objects.get(pk=batch_key), _Nowhere()
    ours = lambda: _csv(batch, target)  # noqa: E731 - named in the table below
    ours()
    memory = peak_rss_mb()
    contenders = {OURS: ours, DJANGO: lambda: _django(batch, target)}
    speeds = items_per_cpu_second(contenders, items=batch.line_count, rounds=ROUNDS)
    sample = min(batch.line_count, SAMPLE)
    slow = items_per_cpu_second({IMPORT_EXPORT: lambda: _import_export(batch, sample)}, items=sample, rounds=1)
    return speeds, slow, memory


def run_xlsx(n: int | None) -> list[Report]:
    """Write ``n`` made-up lines as XLSX."""
    spec = _generic()
    return _writers("render_xlsx", n, (XLSX, bank_xlsx.render, spec), (OPENPYXL, _openpyxl))


def run_pain001(n: int | None) -> list[Report]:
    """Write ``n`` made-up lines as pain.001, after a look whether a small one is valid."""
    spec = TemplateSpec(formats=("pain001",), payer=PAYER)
    small = io.BytesIO()
    bank_pain001.render(pieces_of(_lines(100)), spec, _head(100), small)
    assert problems_in(small.getvalue()) == []
    return _writers("render_pain001", n, (PAIN001, bank_pain001.render, spec), (LXML, _lxml))


def _writers(name: str, n: int | None, ours: tuple[str, Any, TemplateSpec], baseline: tuple[str, Any]) -> list[Report]:
    count = n or DEFAULT
    our_name, render, spec = ours
    their_name, theirs = baseline
    target = _Nowhere()
    sample = min(count, SAMPLE)

    def run() -> None:
        render(pieces_of(_lines(count)), spec, _head(count), target)

    run()
    memory = peak_rss_mb()
    speeds = items_per_cpu_second(
        {our_name: run, their_name: lambda: theirs(_lines(sample), target)}, items=count, rounds=ROUNDS
    )
    speeds[their_name] *= sample / count
    return [Report(name, count, speeds, their_name, BARS[their_name], memory)]


class _Nowhere(io.BytesIO):
    """A file that keeps nothing, so that only the writing is measured; a ZIP may still ask where it stands."""

    def __init__(self) -> None:
        super().__init__()
        self._written = 0

    def write(self, content: Any) -> int:
        self._written += len(content)
        return len(content)

    def tell(self) -> int:
        return self._written

    def seekable(self) -> bool:
        return False


def _generic() -> TemplateSpec:
    return next(each.spec for each in shipped_templates() if each.code == "generic")


def _head(count: int) -> FileHead:
    part = Part(last=count, count=count, yuan=count * 12_000)
    return FileHead("FF2026-0001", dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC), dt.date(2026, 11, 3), part)


def _lines(count: int) -> Iterator[BankLine]:
    for number in range(1, count + 1):
        yield BankLine(
            number,
            f"FF2026-0001-{number:05d}",
            NAMES[number % len(NAMES)],
            f"0222{number:015d}",
            BANKS[number % len(BANKS)],
            12_000,
        )


def _batch(count: int) -> PaymentBatch:
    """A batch of made-up lines; they belong to no instalment, which only a database in pieces would notice."""
    clerk = make_user("reviewer")
    batch = PaymentBatch.objects.create(
        number="FF2026-0001",
        title="测速",
        bank_template_id=key_of("generic"),
        line_count=count,
        total_yuan=count * 12_000,
        drawn_up_by=clerk,
        drawn_up_person=clerk.natural_person,
        drawn_up_at=clock.now(),
    )
    same = {"batch_id": batch.pk, "policy_version": "2021-01", "anomalies": [], "status": LineStatus.UNANSWERED}
    same |= {"bank_reason": "", "answered_at": None, "refund_id": None}
    with connection.constraint_checks_disabled(), transaction.atomic():
        for piece in pieces_of(_lines(count)):
            keys = [uuid.uuid4() for _ in piece.sequences]
            insert_columns(
                PaymentLine,
                {
                    "id": keys,
                    "sequence": piece.sequences,
                    "reference": piece.references,
                    "payee_name": piece.payee_names,
                    "account_number": seal_texts(PaymentLine, "account_number", keys, piece.account_numbers),
                    "account_index": blind_indexes(piece.account_numbers, "bank_account"),
                    "bank_name": piece.bank_names,
                    "amount_yuan": piece.amounts_yuan,
                    "instalment_id": [uuid.uuid4() for _ in keys],
                },
                same=same | {"bank_account_id": uuid.uuid4()},
            )
    return batch


def _csv(batch: PaymentBatch, target: BinaryIO) -> None:
    for part in parts_of(batch):
        bank_csv.render(bank_pieces(batch, part), batch.bank_template.form, head_of(batch, part), target)


def _django(batch: PaymentBatch, target: BinaryIO) -> None:
    rows = PaymentLine.objects.filter(batch=batch).order_by("sequence")
    fields = ("sequence", "payee_name", "reference", "bank_name", "amount_yuan", "reference")
    text = io.TextIOWrapper(target, encoding="gb18030", newline="")
    writer = csv.writer(text)
    for row in rows.values_list(*fields).iterator():
        writer.writerow(row)
    text.flush()
    text.detach()


def _import_export(batch: PaymentBatch, count: int) -> None:
    lines = PaymentLine.objects.filter(batch=batch).order_by("sequence")[:count]
    LineResource().export(lines).csv.encode("gb18030")


def _openpyxl(lines: Iterator[BankLine], target: BinaryIO) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("代发明细")
    sheet.append(["序号", "户名", "账号", "开户行", "金额", "备注"])
    for line in lines:
        sheet.append(
            (line.sequence, line.payee_name, line.account_number, line.bank_name, line.amount_yuan, line.reference)
        )
    book.save(target)


def _lxml(lines: Iterator[BankLine], target: BinaryIO) -> None:
    """The transactions of the message element by element, as lxml's own streaming writer takes them."""
    names = {None: bank_pain001.NAMESPACE}
    with etree.xmlfile(target, encoding="UTF-8") as document, document.element("Document", nsmap=names):
        for line in lines:
            document.write(_transaction(line))


def _transaction(line: BankLine) -> Any:
    root = etree.Element("CdtTrfTxInf")
    identification = etree.SubElement(root, "PmtId")
    etree.SubElement(identification, "InstrId").text = line.reference
    etree.SubElement(identification, "EndToEndId").text = line.reference
    amount = etree.SubElement(etree.SubElement(root, "Amt"), "InstdAmt", Ccy="CNY")
    amount.text = f"{line.amount_yuan}.00"
    agent = etree.SubElement(etree.SubElement(root, "CdtrAgt"), "FinInstnId")
    etree.SubElement(agent, "Nm").text = line.bank_name
    etree.SubElement(etree.SubElement(root, "Cdtr"), "Nm").text = line.payee_name
    account = etree.SubElement(root, "CdtrAcct")
    other = etree.SubElement(etree.SubElement(account, "Id"), "Othr")
    etree.SubElement(other, "Id").text = line.account_number
    etree.SubElement(account, "Ccy").text = "CNY"
    etree.SubElement(etree.SubElement(root, "RmtInf"), "Ustrd").text = line.reference
    return root
