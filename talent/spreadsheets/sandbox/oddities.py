"""Cells of an XLSX sheet that the reader would show as blank although a person sees something in them.

An error value (``#N/A`` of a failed look-up) and a formula that was never calculated both reach us as an empty cell.
A blank "left on" means "has not left", so they must be told apart from real blanks.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from talent.spreadsheets.sandbox.refusals import Refused

CHUNK = 1 << 20
RELATIONSHIP_ID = re.compile(r"\{http://[^}]*/officeDocument/relationships\}id\Z")
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(/)?>(?(2)|(.*?)</(?:\w+:)?c>)", re.S)
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
ERROR_TYPE = re.compile(rb"""\bt\s*=\s*["']e["']""")
VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^>/]*>([^<]*)<")
ROW_END = re.compile(rb"</(?:\w+:)?row>")
SUSPECT = re.compile(rb"""\bt\s*=\s*["']e["']|<(?:\w+:)?f\b""")
UNCALCULATED = "="


@dataclass
class WorkbookNotes:
    """What the workbook part says beside the data: where each sheet is, and from which year serial days count."""

    date_1904: bool = False
    sheet_parts: dict[str, str] = field(default_factory=dict)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    wanted = name.lower()
    for entry in archive.infolist():
        if entry.filename.replace("\\", "/").lower() == wanted:
            try:
                return archive.read(entry)
            except (zipfile.BadZipFile, zipfile.zlib.error, EOFError, NotImplementedError) as error:
                raise Refused("damaged") from error
    return b""


def workbook_notes(archive: zipfile.ZipFile) -> WorkbookNotes:
    """Read the sheet list and the date system; entities are never expanded and nothing is fetched."""
    try:
        workbook = etree.fromstring(_part(archive, "xl/workbook.xml"), _parser())
        relations = etree.fromstring(_part(archive, "xl/_rels/workbook.xml.rels") or b"<none/>", _parser())
    except etree.XMLSyntaxError as error:
        raise Refused("damaged") from error
    if workbook.getroottree().docinfo.doctype:
        raise Refused("suspicious_xml")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations.iter("{*}Relationship")}
    notes = WorkbookNotes()
    for properties in workbook.iter("{*}workbookPr"):
        notes.date_1904 = properties.get("date1904", "0") in {"1", "true"}
    for sheet in workbook.iter("{*}sheet"):
        identifier = next((value for key, value in sheet.attrib.items() if RELATIONSHIP_ID.match(key)), None)
        target = targets.get(identifier, "")
        if target:
            notes.sheet_parts[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return notes


def hidden_contents(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """Map (row, column), both from 0, to ``#N/A`` and the like, or to ``=`` for a formula without a result."""
    entry = next((item for item in archive.infolist() if item.filename.lower() == part.lower()), None)
    if entry is None:
        return {}
    found: dict[tuple[int, int], str] = {}
    try:
        for rows in _whole_rows(archive, entry):
            if SUSPECT.search(rows):
                found.update(_suspects(rows))
    except (zipfile.BadZipFile, zipfile.zlib.error, EOFError, NotImplementedError) as error:
        raise Refused("damaged") from error
    return found


def _whole_rows(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    rest = b""
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            rest += chunk
            cut = rest.rfind(b"row>")
            if cut >= 0:
                yield rest[: cut + 4]
                rest = rest[cut + 4 :]
            elif len(rest) > 64 * CHUNK:
                raise Refused("damaged")
    if rest:
        yield rest


def _suspects(rows: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in CELL.finditer(rows):
        attributes, body = cell.group(1), cell.group(3) or b""
        place = REFERENCE.search(attributes)
        if place is None:
            continue
        value = VALUE.search(body)
        shown = value.group(1).decode("utf-8", "replace") if value else ""
        if ERROR_TYPE.search(attributes):
            yield _position(place), shown or "#ERROR"
        elif b"<f" in body and not shown and b't="str"' not in attributes:
            yield _position(place), UNCALCULATED


def _position(place: re.Match[bytes]) -> tuple[int, int]:
    column = 0
    for letter in place.group(1):
        column = column * 26 + letter - 64
    return int(place.group(2)) - 1, column - 1
