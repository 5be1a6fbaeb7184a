"""Other programs' eyes on the bank's files: ``iconv`` and the csv module, openpyxl, calamine, lxml."""

from __future__ import annotations

import csv
import io
import subprocess

from lxml import etree
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

PAIN001 = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}


def delimited(content: bytes, *, encoding: str, delimiter: str) -> list[list[str]]:
    """The rows of a text, decoded by ``iconv``, which refuses what is not in the encoding."""
    command = ["iconv", "-f", encoding, "-t", "UTF-8"]
    decoded = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    return list(csv.reader(io.StringIO(decoded, newline=""), delimiter=delimiter))


def by_openpyxl(content: bytes) -> list[tuple[object, ...]]:
    """The rows of the first sheet as openpyxl reads them."""
    return list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))


def by_calamine(content: bytes) -> list[list[object]]:
    """The rows of the first sheet as calamine reads them."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def transactions(content: bytes) -> list[tuple[str, str, str, str]]:
    """(reference, payee, account, amount) of each transaction of a pain.001."""
    document = etree.fromstring(content)
    paths = ("p:PmtId/p:EndToEndId", "p:Cdtr/p:Nm", "p:CdtrAcct/p:Id/p:Othr/p:Id", "p:Amt/p:InstdAmt")
    return [
        tuple(each.findtext(path, namespaces=PAIN001) for path in paths)
        for each in document.iterfind(".//p:CdtTrfTxInf", PAIN001)
    ]
