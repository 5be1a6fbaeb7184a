"""A plain XLSX of one sheet, written as a stream: for files with very many rows that a program reads.

Cells come column by column in pieces of some thousand rows, are filled into a prepared piece of XML and go straight
into the ZIP, with texts inline: several times as fast as a writer that knows every feature, and in constant memory.
``writing.write_xlsx`` makes the files that people work in.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from talent.spreadsheets.references import column_letters

LAST_ROW = 1_048_576
# A fixed day, so that the same rows give the same bytes whenever they are written.
_MADE_AT = (2021, 1, 1, 0, 0, 0)
_FAST = 1
"""Of the ZIP's nine levels: half the time of the usual one, for a fifth more bytes."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_STYLES = {"text": 1, "integer": 2, "decimal": 3}
_HEADING = 4
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
    f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    + "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for number, font in ((49, 0), (1, 0), (2, 0), (49, 1))
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


@dataclass(frozen=True, slots=True)
class PlainColumn:
    """A column: its heading, whether it holds ``text``, an ``integer`` or a ``decimal`` of two places, its width."""

    heading: str
    kind: str = "text"
    width: float = 16


class SheetFull(ValueError):
    """More rows than a sheet can hold."""


def write_plain_xlsx(
    stream: BinaryIO,
    *,
    columns: Sequence[PlainColumn],
    pieces: Iterable[Sequence[Sequence[str | int]]],
    sheet: str,
    headings: bool = True,
) -> int:
    """Write the cells, below the headings if they are wanted. The same rows give the same bytes. Returns how many.

    Raises:
        SheetFull: the rows are more than a sheet holds.
    """
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name={quoteattr(sheet)} sheetId="1" '
        'r:id="rId1"/></sheets></workbook>'
    )
    count = 0
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**_PARTS, "xl/workbook.xml": book}.items():
            package.writestr(_member(name), _START + content)
        with package.open(_member("xl/worksheets/sheet1.xml"), "w") as target:
            target.write((_START + _opening(columns, headings=headings)).encode())
            for piece, size in _rows(columns, pieces, 2 if headings else 1):
                target.write(piece)
                count += size
            target.write(b"</sheetData></worksheet>")
    return count


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _MADE_AT)
    member.compress_type = zipfile.ZIP_DEFLATED
    member._compresslevel = _FAST  # type: ignore[attr-defined]  # open() takes it from nowhere else before 3.13
    return member


def _opening(columns: Sequence[PlainColumn], *, headings: bool) -> str:
    freeze = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if headings else ""
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{column.width}" customWidth="1"/>'
        for place, column in enumerate(columns, start=1)
    )
    head = "".join(
        f'<c r="{column_letters(place)}1" s="{_HEADING}" t="inlineStr"><is><t>{_text(column.heading)}</t></is></c>'
        for place, column in enumerate(columns)
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{freeze}</sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>" + (f'<row r="1">{head}</row>' if headings else "")
    )


def _rows(
    columns: Sequence[PlainColumn], pieces: Iterable[Sequence[Sequence[str | int]]], first: int
) -> Iterator[tuple[bytes, int]]:
    """The rows of each piece as XML, with how many they are."""
    row_of = _row_template(columns).format
    for piece in pieces:
        count = len(piece[0])
        if first + count - 1 > LAST_ROW:
            raise SheetFull(f"more than {LAST_ROW} rows")
        cells = [
            map(_text, values) if column.kind == "text" else values
            for column, values in zip(columns, piece, strict=True)
        ]
        yield "".join(map(row_of, range(first, first + count), *cells)).encode(), count
        first += count


def _row_template(columns: Sequence[PlainColumn]) -> str:
    cells = []
    for place, column in enumerate(columns):
        where = f'<c r="{column_letters(place)}{{0}}" s="{_STYLES[column.kind]}"'
        value = f"{{{place + 1}}}"
        inline = f'{where} t="inlineStr"><is><t>{value}</t></is></c>'
        cells.append(inline if column.kind == "text" else f"{where}><v>{value}</v></c>")
    return f'<row r="{{0}}">{"".join(cells)}</row>'


@lru_cache(maxsize=4096)
def _text(value: str | int) -> str:
    """Text for XML; what looks like one of the format's own escapes is escaped, as the format wants it."""
    return escape(_LOOKS_ESCAPED.sub("_x005F_", str(value)))
