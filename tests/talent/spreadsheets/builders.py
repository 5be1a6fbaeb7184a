"""Files for the tests of spreadsheets: ordinary ones, odd ones and hostile ones, all made here."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter

from talent.spreadsheets import cells
from talent.spreadsheets.reading import Column, read_table

IDENTITY = "11010519491231002X"
COLUMNS = (
    Column("name", "姓名", ("职工姓名",), required=True, parse=cells.name),
    Column("identity_number", "身份证号码", ("身份证号", "证件号码"), required=True, parse=cells.identity_number),
    Column("hired_on", "入职日期", ("入职时间",), parse=cells.date),
)
HEADER = ("姓名", "身份证号码", "入职日期")
GOOD = ("张三", IDENTITY, "2021-07-01")

WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '{properties}<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
ROOT_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{dimension}'
    "<sheetData>{rows}</sheetData></worksheet>"
)


def xlsx(
    *sheets: tuple[str, Sequence[Sequence[Any]]], before_closing: Callable[[Any], None] | None = None
) -> io.BytesIO:
    """A workbook by a real writer; each sheet is a name and rows, None leaves a cell out."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for index, value in enumerate(row):
                if value is not None:
                    sheet.write(number, index, value)
    if before_closing:
        before_closing(book)
    book.close()
    stream.seek(0)
    return stream


def raw_xlsx(
    rows: str, *, dimension: str = "", properties: str = "", prologue: str = "", extra: dict[str, bytes] | None = None
) -> io.BytesIO:
    """A workbook put together by hand, for what no honest program writes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
        )
        archive.writestr("_rels/.rels", ROOT_RELATIONS)
        archive.writestr("xl/workbook.xml", WORKBOOK.format(properties=properties))
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.xml", prologue + SHEET.format(dimension=dimension, rows=rows))
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    stream.seek(0)
    return stream


def raw_row(number: int, *values: str) -> str:
    """A row of inline texts for ``raw_xlsx``."""
    texts = [
        f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in enumerate(values)
    ]
    inside = "".join(texts)
    return f'<row r="{number}">{inside}</row>'


def csv_file(text: str, encoding: str = "utf-8") -> io.BytesIO:
    """Delimited text."""
    return io.BytesIO(text.encode(encoding))


def parsed(file: io.BytesIO, columns: Sequence[Column] = COLUMNS) -> list[dict[str, Any]]:
    """Values of every row; no row may have an error."""
    with read_table(file, columns=columns) as table:
        read = [row.parse() for row in table]
    assert [errors for _, errors in read if errors] == []
    return [values for values, _ in read]


def problems(file: io.BytesIO, columns: Sequence[Column] = COLUMNS) -> list[tuple[str, str, str, str]]:
    """Sheet, cell, value and code of every error."""
    with read_table(file, columns=columns) as table:
        return [(e.sheet, e.cell, e.value, e.code) for row in table for e in row.parse()[1]]


def names(file: io.BytesIO, columns: Sequence[Column] = COLUMNS) -> list[str]:
    """The names that were read."""
    return [values["name"] for values in parsed(file, columns)]
