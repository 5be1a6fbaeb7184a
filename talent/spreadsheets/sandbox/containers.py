"""What a file is by its content, and whether a workbook's ZIP is fit to be opened."""

import re
import zipfile
from typing import BinaryIO, Literal

from talent.spreadsheets.sandbox.limits import Limits
from talent.spreadsheets.sandbox.refusals import Refused

Kind = Literal["xlsx", "xls", "html", "text"]

ZIP_MAGIC = b"PK\x03\x04"
EMPTY_ZIP_MAGIC = b"PK\x05\x06"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
OTHER_MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
HTML_START = re.compile(
    rb"\A\s*(?:<\?xml[^>]*\?>)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|table|style)\b", re.I | re.S
)
ENTRY_ENCRYPTED = 0x1


def kind_of(file: BinaryIO) -> Kind:
    """Say what the file is from its first bytes, whatever it is called.

    Raises:
        Refused: ``empty``, or a kind of file that is no table that can be read (``not_a_table``, ``password``,
            ``xml_2003``, ``web_archive``).
    """
    file.seek(0)
    start = file.read(65_536)
    if not start.strip() or start.startswith(EMPTY_ZIP_MAGIC):
        raise Refused("empty")
    for magic, what in OTHER_MAGIC:
        if start.startswith(magic):
            raise Refused("not_a_table", what=what)
    if start.startswith(ZIP_MAGIC):
        return "xlsx"
    if start.startswith(OLE_MAGIC):
        return _legacy_workbook(file)
    return _text_kind(start)


def _legacy_workbook(file: BinaryIO) -> Kind:
    file.seek(0)
    content = file.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("password")
    if "WordDocument".encode("utf-16-le") in content:
        raise Refused("not_a_table", what="word")
    return "xls"


def _text_kind(start: bytes) -> Kind:
    text = start
    for mark in BYTE_ORDER_MARKS:
        text = text.removeprefix(mark)
    if text.startswith(b"\x00") or (b"\x00" in text and not start.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise Refused("null_characters", line=start[: start.index(b"\x00")].count(b"\n") + 1)
    if b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        raise Refused("xml_2003")
    if text.lstrip()[:13].lower() == b"mime-version:":
        raise Refused("web_archive")
    return "html" if HTML_START.match(text) else "text"


def check_workbook_zip(file: BinaryIO, *, size: int, limits: Limits) -> zipfile.ZipFile:
    """Open a workbook's ZIP after looking only at its directory: entries, sizes, ratio, and that it is a workbook.

    Raises:
        Refused: ``damaged``, ``password``, ``too_many_parts``, ``unfolds_too_far``, ``not_a_table``.
    """
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused("damaged") from error
    entries = archive.infolist()
    if len(entries) > limits.max_entries:
        raise Refused("too_many_parts", limit=limits.max_entries)
    unzipped = sum(entry.file_size for entry in entries)
    too_dense = unzipped > limits.unzipped_ratio_from and unzipped > size * limits.unzipped_ratio
    if unzipped > limits.max_unzipped_bytes or too_dense:
        raise Refused("unfolds_too_far")
    if any(entry.flag_bits & ENTRY_ENCRYPTED for entry in entries):
        raise Refused("password")
    names = {entry.filename.replace("\\", "/").lower() for entry in entries}
    if "xl/workbook.xml" not in names:
        raise Refused("not_a_table", what=_what_zip_is(names))
    return archive


def _what_zip_is(names: set[str]) -> str:
    if any(name.startswith("word/") for name in names):
        return "word"
    if any(name.startswith("ppt/") for name in names):
        return "slides"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names:
        return "ods"
    return "archive"
