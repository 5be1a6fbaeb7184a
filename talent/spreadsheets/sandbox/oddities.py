"""What an XLSX holds that the reader would not show: its date system, cells that only look blank to us, hidden rows.

An error value (``#N/A`` of a failed look-up) and a formula that was never calculated both reach us as an empty cell.
A blank "left on" means "has not left", so they must be told apart from real blanks. Rows that a filter hides are read
like the others: people who filter leavers away believe that they are gone.
"""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from talent.spreadsheets.sandbox.refusals import Refused

CHUNK = 1 << 20
LONGEST_ROW = 64 * CHUNK
PROLOGUE = 4096
LONGEST_FORMULA = 200
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(/)?>(?(2)|(.*?)</(?:\w+:)?c>)", re.S)
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
ERROR_TYPE = re.compile(rb"""\bt\s*=\s*["']e["']""")
STRING_RESULT = re.compile(rb"""\bt\s*=\s*["']str["']""")
FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)")
VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
# Looked for one by one, which is ten times as fast as a pattern; the cells are then read with care.
SUSPECTS = (b"<f", b":f", b'"e"', b"'e'")
HIDDEN_ROW = re.compile(
    rb"""<(?:\w+:)?row\b(?=[^>]*\bhidden\s*=\s*["'](?:1|true)["'])[^>]*?\br\s*=\s*["'](\d{1,7})["']"""
)
HIDING = (b"hidden=", b"hidden =")
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


@dataclass
class WorkbookNotes:
    """Where each sheet is in the ZIP, and whether serial days count from 1904."""

    date_1904: bool = False
    sheet_parts: dict[str, str] = field(default_factory=dict)


def refuse_declarations(archive: zipfile.ZipFile) -> None:
    """Refuse a workbook in which a part declares a document type: no spreadsheet program writes one, attacks do."""
    for entry in archive.infolist():
        if entry.filename.lower().endswith((".xml", ".rels")):
            try:
                with archive.open(entry) as stream:
                    start = stream.read(PROLOGUE)
            except UNREADABLE as error:
                raise Refused("damaged") from error
            if DECLARATION.search(start.replace(b"\x00", b"")):
                raise Refused("suspicious_xml")


def workbook_notes(archive: zipfile.ZipFile) -> WorkbookNotes:
    """Read the sheet list and the date system; entities are never expanded and nothing is fetched."""
    try:
        workbook = etree.fromstring(_part(archive, "xl/workbook.xml"), _parser())
        relations = etree.fromstring(_part(archive, "xl/_rels/workbook.xml.rels") or b"<none/>", _parser())
    except etree.XMLSyntaxError as error:
        raise Refused("damaged") from error
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations.iter("{*}Relationship")}
    notes = WorkbookNotes()
    for properties in workbook.iter("{*}workbookPr"):
        notes.date_1904 = properties.get("date1904", "0") in {"1", "true"}
    for sheet in workbook.iter("{*}sheet"):
        identifier = next((value for key, value in sheet.attrib.items() if key.endswith("relationships}id")), None)
        if target := targets.get(identifier, ""):
            notes.sheet_parts[sheet.get("name", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    return notes


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _entry(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo | None:
    wanted = name.lower()
    return next((item for item in archive.infolist() if item.filename.replace("\\", "/").lower() == wanted), None)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    entry = _entry(archive, name)
    if entry is None:
        return b""
    try:
        return archive.read(entry)
    except UNREADABLE as error:
        raise Refused("damaged") from error


@dataclass
class Unseen:
    """What a sheet holds that is not seen; rows and columns count from 0."""

    contents: dict[tuple[int, int], str] = field(default_factory=dict)
    """By row and column: ``#N/A`` and the like, or ``=A1+1`` of a formula without a result."""
    rows: set[int] = field(default_factory=set)


def unseen_in(archive: zipfile.ZipFile, part: str) -> Unseen:
    """Look through the XML of a sheet, a piece at a time."""
    found = Unseen()
    entry = _entry(archive, part)
    if entry is None:
        return found
    try:
        for rows in _whole_rows(archive, entry):
            if any(sign in rows for sign in SUSPECTS):
                found.contents.update(_suspects(rows))
            if any(sign in rows for sign in HIDING):
                found.rows.update(int(number) - 1 for number in HIDDEN_ROW.findall(rows))
    except UNREADABLE as error:
        raise Refused("damaged") from error
    return found


def _whole_rows(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    rest = b""
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            rest += chunk
            cut = rest.rfind(b"row>") + 4
            if cut >= 4:
                yield rest[:cut]
                rest = rest[cut:]
            elif len(rest) > LONGEST_ROW:
                raise Refused("damaged")
    yield rest


def _suspects(rows: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in CELL.finditer(rows):
        attributes, body = cell.group(1), cell.group(3) or b""
        place = REFERENCE.search(attributes)
        if place is None:
            continue
        value = VALUE.search(body)
        if ERROR_TYPE.search(attributes):
            yield _position(place), value.group(1).decode("utf-8", "replace") if value else "#ERROR"
        elif value is None and (formula := FORMULA.search(body)) and not STRING_RESULT.search(attributes):
            written = html.unescape(formula.group(1)[:LONGEST_FORMULA].decode("utf-8", "replace"))
            yield _position(place), f"={written}"


def _position(place: re.Match[bytes]) -> tuple[int, int]:
    column = 0
    for letter in place.group(1):
        column = column * 26 + letter - 64
    return int(place.group(2)) - 1, column - 1
